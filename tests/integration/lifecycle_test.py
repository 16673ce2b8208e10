# SPDX-License-Identifier: Apache-2.0
"""An integration's life: checked project by project, switched off and on, disconnected, connected again, deleted."""
import base64
import json
import shutil
import unittest
import urllib.request

import consenting
import stack
from first_loop_test import POLICY


class Lifecycle(unittest.TestCase):
    def setUp(self):
        self.simulator = stack.Simulator()
        self.addCleanup(self.simulator.end)
        self.host = consenting.Host(stack.PLUGINS, consenting.free_port(), POLICY)
        self.addCleanup(shutil.rmtree, self.host.folder, True)
        self.document()

    def document(self, name="jira", projects="[SEC, PLAT]", companies="[acme]", more="", site=None):
        self.host.write(f"{name}.yaml", f"integration: {name}\nplugin: jira\ncompanies: {companies}\nauth: basic\n"
                        f"settings:\n  site: {site or self.simulator.address}\nprojects: {projects}\npolicy: test\n{more}")

    def credential(self, name="jira"):
        self.host.run("secrets", "set", name, "username", stdin="analyst@example.test\n")
        self.host.run("secrets", "set", name, "password", stdin="sim-token\n")

    def enable(self, name="jira"):
        self.host.run("integrations", "check", name)
        return self.host.run("integrations", "enable", name)

    def set_up(self):
        self.host.apply()
        self.credential()
        self.enable()

    def push(self, count, **options):
        self.host.import_scan([stack.result(n) for n in range(count)], **options)
        return self.host.run("push", "--company", "acme", "--all")

    def linked(self, company="acme"):
        items = self.host.run("tickets", "list", "--company", company)["items"]
        return {item["finding"]: item["ticket_key"] for item in items}

    def serve(self):
        serving = self.host.serving()
        self.addCleanup(serving.end)

    # What the vendor grants

    def test_the_check_answers_for_every_allowed_project(self):
        self.document(projects="[SEC, READ]")
        self.host.apply()
        self.credential()
        told = self.host.run("integrations", "check", "jira", status=1)
        self.assertFalse(told["passed"])
        self.assertEqual(len(told["missing"]), 1)
        self.assertIn("in project READ", told["missing"][0])
        granted = {(checked["project"]["name"], one["permission"]): one["granted"]
                   for checked in told["projects"] for one in checked["permissions"]}
        self.assertTrue(granted["SEC", "CREATE_ISSUES"])
        self.assertFalse(granted["READ", "CREATE_ISSUES"])
        self.assertTrue(granted["READ", "BROWSE_PROJECTS"])
        levels = {one["permission"]: one["level"] for one in told["projects"][0]["permissions"]}
        self.assertEqual((levels["CREATE_ISSUES"], levels["SET_ISSUE_SECURITY"], levels["DELETE_ISSUES"]),
                         ("required", "feature", "unused"))
        self.assertEqual(self.host.run("integrations", "enable", "jira", status=2)["code"], "check_needed")

    def test_without_an_allow_list_the_projects_of_the_policy_are_checked(self):
        self.document(projects="[]")
        self.host.apply()
        self.credential()
        told = self.host.run("integrations", "check", "jira")
        self.assertEqual([checked["project"]["name"] for checked in told["projects"]], ["SEC"])

    def test_the_check_tells_required_fields_that_nothing_fills(self):
        self.simulator.control("POST", "world", {"screens": {"security": {"customfield_10051": "required"}}})
        self.host.apply()
        self.credential()
        told = self.host.run("integrations", "check", "jira")
        problems = {checked["project"]["name"]: checked.get("problems", []) for checked in told["projects"]}
        self.assertTrue(any("customfield_10051" in problem for problem in problems["SEC"]), problems)
        self.assertEqual(problems["PLAT"], [])

    def test_enabling_needs_a_check_of_exactly_these_projects(self):
        self.set_up()
        self.host.run("integrations", "disable", "jira")
        self.host.run("integrations", "enable", "jira")
        self.host.run("integrations", "disable", "jira")
        self.document(projects="[SEC, READ]")
        self.host.apply()
        self.assertEqual(self.host.run("integrations", "enable", "jira", status=2)["code"], "check_needed")

    def test_a_renamed_project_is_followed_and_told(self):
        self.set_up()
        project = self.simulator.control("GET", "world")["projects"]["SEC"]
        self.simulator.control("POST", "world", {"projects": {"SEC": None, "SECOPS": project}})
        told = self.host.run("integrations", "check", "jira")
        self.assertIn("the project SEC is called SECOPS now", str(told["warnings"]))
        self.host.import_scan([stack.result(1)])
        plan = self.host.run("plan", "--company", "acme", "--all")
        self.assertEqual([ticket["project"] for ticket in plan["tickets"]], ["SECOPS"])
        self.assertIn("the project SEC is called SECOPS now", str(plan["tickets"][0]["warnings"]))

    def test_a_vendor_that_does_not_answer_leaves_the_integration_unchecked_and_the_host_serves(self):
        self.document(site="http://127.0.0.1:9", more="enabled: true\n")
        self.host.run("apply", "-f", self.host.folder / "documents", status=1)  # no credential yet
        self.credential()
        applied = self.host.run("apply", "-f", self.host.folder / "documents", status=3)
        self.assertIn("unchecked: ", str(applied["applied"]))
        self.serve()
        token = self.host.run("tokens", "create", "admin", "--role", "admin", "--company", "acme")["token"]
        _, _, shown = self.host.call(token, "/integrations/jira")
        self.assertEqual((shown["state"], shown["health"]), ("disabled", "unchecked"))

    def test_an_outage_during_a_check_takes_nothing_away(self):
        self.set_up()
        self.simulator.control("POST", "faults", {"match": {"path_regex": ".*"}, "do": "cut_before", "times": -1})
        self.host.run("integrations", "check", "jira", status=3)
        self.simulator.control("DELETE", "faults")
        self.assertEqual(self.push(2)["counts"], {"created": 2})
        self.host.run("integrations", "disable", "jira")
        self.host.run("integrations", "enable", "jira")

    # Off, on, away and back

    def test_a_disconnect_counts_what_it_archives_and_connecting_again_brings_all_of_it_back(self):
        self.set_up()
        self.push(4)
        before = self.linked()
        self.assertEqual(len(before), 4)
        self.host.import_scan([stack.result(n) for n in range(6)])
        plan = self.host.run("plan", "--company", "acme", "--all")
        counts = {"queued_tickets": 0, "open_plans": 1, "open_consents": 0, "tickets": 4, "links": 4, "archived_tickets": 0}
        dry = self.host.run("integrations", "disconnect", "jira", "--dry-run")
        self.assertEqual((dry["done"], dry["counts"]), (False, counts))
        self.assertEqual(self.linked(), before)

        writes = len(self.simulator.writes())
        done = self.host.run("integrations", "disconnect", "jira")
        self.assertEqual((done["done"], done["counts"]), (True, counts))
        self.assertEqual(self.linked(), {})
        self.assertEqual(len(self.simulator.tickets()), 4)
        self.assertEqual(self.host.run("push", "--company", "acme", "--plan", plan["id"], status=2)["code"], "plan_cancelled")
        self.assertEqual(self.host.run("secrets", "list", "jira")["items"][0]["field"], "username")
        self.assertEqual(self.host.run("integrations", "enable", "jira", status=2)["code"], "check_needed")
        self.assertEqual(self.host.run("integrations", "check", "jira", status=2)["code"], "credential_missing")

        self.credential()
        back = self.enable()
        self.assertEqual(back["counts"]["archived_tickets"], 4)
        self.assertEqual(self.linked(), before)
        self.assertEqual(self.host.run("push", "--company", "acme", "--all")["counts"], {"created": 2, "already_linked": 4})
        self.assertEqual(len(self.simulator.writes()), writes + 1)

    def test_queued_work_is_listed_waits_and_is_done_once_it_is_enabled(self):
        self.set_up()
        self.host.import_scan([stack.result(n) for n in range(3)])
        push = self.host.run("push", "--company", "acme", "--all", "--no-wait", status=1)  # queued is no end
        told = self.host.run("integrations", "disable", "jira")
        self.assertEqual([(work["push"], work["tickets"]) for work in told["queued"]], [(push["id"], 3)])
        self.assertEqual(self.simulator.tickets(), [])
        self.assertEqual(self.host.run("integrations", "enable", "jira")["counts"]["queued_tickets"], 3)
        self.serve()
        stack.wait_until(lambda: len(self.simulator.tickets()) == 3, "the queued tickets are made")

    def test_archived_links_stay_archived_when_another_site_is_connected(self):
        self.set_up()
        self.push(2)
        self.host.run("integrations", "disconnect", "jira")
        other = stack.Simulator()
        self.addCleanup(other.end)
        self.document(site=other.address)
        self.host.apply()
        self.credential()
        told = self.enable()
        self.assertIn("stay archived", str(told["effects"]))
        self.assertEqual(self.linked(), {})
        self.assertEqual(self.host.run("push", "--company", "acme", "--all")["counts"], {"created": 2})
        self.assertEqual(len(other.tickets()), 2)

    def test_through_the_api_it_is_the_same_and_the_feed_tells_it(self):
        self.set_up()
        self.push(2)
        before = self.linked()
        self.serve()
        token = self.host.run("tokens", "create", "admin", "--role", "admin", "--company", "acme")["token"]
        analyst = self.host.run("tokens", "create", "analyst", "--company", "acme")["token"]
        for action in ("enable", "disable", "disconnect"):
            self.assertEqual(self.host.call(analyst, f"/integrations/jira/{action}", {})[0], 403)
        status, _, told = self.host.call(token, "/integrations/jira/disconnect?dry_run=true", {})
        self.assertEqual((status, told["done"], told["counts"]["links"]), (200, False, 2))
        self.assertEqual(self.host.call(token, "/integrations/jira/disconnect", {})[0], 200)
        self.assertEqual(self.linked(), {})
        self.credential()
        status, _, checked = self.host.call(token, "/integrations/jira/check", {})
        self.assertEqual((status, checked["passed"], len(checked["projects"])), (200, True, 2))
        self.assertEqual(self.host.call(token, "/integrations/jira/enable", {})[0], 200)
        self.assertEqual(self.linked(), before)
        finding, key = next(iter(before.items()))
        _, _, feed = self.host.call(token, f"/findings/{finding}/activity")
        told = [entry["why"] for entry in feed["items"] if entry["kind"] == "ticket"]
        self.assertEqual([key in why for why in told], [True, True, True])
        self.assertIn("is back", told[0])
        self.assertIn("is archived, since jira was disconnected", told[1])

    def test_a_deleted_integration_is_gone_with_its_archive_and_its_tickets_stay_at_the_vendor(self):
        self.host.write("routing.yaml", "routing: acme\nrules:\n  - integration: jira\n")
        self.set_up()
        pushed = self.push(2)
        self.serve()
        token = self.host.run("tokens", "create", "admin", "--role", "admin", "--company", "acme")["token"]
        dry = self.host.run("integrations", "delete", "jira", "--dry-run")
        self.assertEqual((dry["done"], dry["counts"]["tickets"]), (False, 2))
        self.assertIn("the routing of acme names it", str(dry["left_to_do"]))
        status, _, told = self.host.call(token, "/integrations/jira", method="DELETE")
        self.assertEqual((status, told["done"], told["counts"]["links"]), (200, True, 2))
        self.assertEqual(self.host.call(token, "/integrations/jira")[0], 404)
        self.assertEqual(self.linked(), {})
        self.assertEqual(len(self.simulator.tickets()), 2)
        records = self.host.run("pushes", "show", pushed["id"])["records"]
        self.assertTrue(all("its integration was deleted" in record["reason"] for record in records), records)
        self.assertEqual(self.host.run("plan", "--company", "acme", "--all", status=2)["code"], "integration_unknown")
        self.set_up()
        self.assertEqual(self.host.run("push", "--company", "acme", "--all")["counts"], {"created": 2})

    # What it may touch

    def test_parents_and_link_targets_outside_the_allowed_projects_do_not_exist(self):
        self.set_up()
        self.push(1)
        self.host.import_scan([stack.result(2)])
        inside = self.ticket("SEC")
        outside = self.ticket("TEAM", type="10010")
        for key in (outside, "SEC-999"):
            for options in (("--mode", "subtask", "--parent", key), ("--mode", "link", "--link-to", key, "--link-type", "Relates")):
                refused = self.host.run("plan", "--company", "acme", "--all", *options, status=2)
                self.assertEqual(refused["code"], "ticket_unknown", (key, options))
        plan = self.host.run("plan", "--company", "acme", "--all", "--mode", "link", "--link-to", inside, "--link-type", "Relates")
        self.assertEqual(len(plan["tickets"]), 1)

    def ticket(self, project, type="10002"):
        """One that somebody made at the vendor; its key."""
        body = {"fields": {"project": {"key": project}, "issuetype": {"id": type}, "summary": "made by hand"}}
        request = urllib.request.Request(f"{self.simulator.address}/rest/api/3/issue", data=json.dumps(body).encode(), headers={
            "Content-Type": "application/json", "Authorization": "Basic " + base64.b64encode(b"analyst@example.test:sim-token").decode()})
        with urllib.request.urlopen(request, timeout=120) as answer:
            return json.load(answer)["key"]

    # Whom it serves

    def test_a_company_that_is_taken_out_loses_its_links_and_gets_them_back_with_it(self):
        self.host.write("companies.yaml", "companies:\n  - name: acme\n  - name: other\n")
        self.document(companies="[acme, other]")
        self.set_up()
        self.push(2)
        before = self.linked()
        self.document(companies="[other]", more="enabled: true\n")
        self.host.apply()
        self.assertEqual(self.linked(), {})
        self.assertEqual(self.host.run("plan", "--company", "acme", "--all", status=2)["code"], "no_integration")
        self.document(companies="[acme, other]", more="enabled: true\n")
        self.host.apply()
        self.assertEqual(self.linked(), before)

    def test_an_integration_of_one_company_does_not_become_one_of_several_under_the_same_name(self):
        self.host.write("companies.yaml", "companies:\n  - name: acme\n  - name: other\n")
        self.host.apply()
        self.document(companies="[acme, other]")
        refused = self.host.run("apply", "-f", self.host.folder / "documents", status=2)
        self.assertIn("was made for acme alone", str(refused["errors"]))

    def test_several_integrations_are_a_choice_and_never_a_guess(self):
        self.document(name="second")
        self.set_up()
        self.credential("second")
        self.enable("second")
        self.host.import_scan([stack.result(1)])
        refused = self.host.run("push", "--company", "acme", "--all", status=2)
        self.assertEqual((refused["code"], [error["where"] for error in refused["errors"]]),
                         ("choose_integration", ["jira", "second"]))
        self.serve()
        token = self.host.run("tokens", "create", "analyst", "--company", "acme")["token"]
        status, _, refused = self.host.call(token, "/plans", {"filter": {}})
        self.assertEqual((status, refused["code"], len(refused["errors"])), (409, "choose_integration", 2))
        self.host.write("routing.yaml", "routing: acme\nrules:\n  - {name: all, integration: second}\n")
        self.host.run("apply", "-f", self.host.folder / "documents" / "routing.yaml")
        plan = self.host.run("plan", "--company", "acme", "--all")
        self.assertEqual(plan["integration"], "second")


if __name__ == "__main__":
    unittest.main(verbosity=2)
