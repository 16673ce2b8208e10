# SPDX-License-Identifier: Apache-2.0
"""Policies are checked, tried out, explained and activated: by commands, and over the API."""
import functools
import json
import shutil
import subprocess
import unittest

import stack

POLICY = """policy: test
plugin: jira
route:
  - name: severe
    when: {severity_at_least: high}
    ticket: {project: SEC, type: Bug, labels: [severe]}
  - name: the others
    when: {severity_at_least: medium}
    ticket: {project: SEC, type: Task}
group_by: finding
fields:
  - {finding: severity, ticket: priority, values: {critical: Highest, high: High, medium: Medium, low: Low, info: Lowest}}
sla: {high: 30d}
"""
CASES = """cases_of: test
cases:
  - name: a high finding is severe
    finding: {severity: high}
    expect: {ticket: {rule: severe, project: SEC, fields: {priority: High}}}
"""


class Case(unittest.TestCase):
    """One host with its simulator for all tests of a class."""

    @classmethod
    def setUpClass(cls):
        cls.simulator = stack.Simulator()
        cls.addClassCleanup(cls.simulator.end)
        cls.host = stack.Host(cls.simulator.address, POLICY)
        cls.addClassCleanup(shutil.rmtree, cls.host.folder, True)
        cls.host.set_up()
        cls.serving = cls.host.serve()
        cls.call = functools.partial(cls.host.api, cls.serving)
        cls.addClassCleanup(cls.serving.end)
        cls.host.import_scan([stack.result(1), stack.result(2, level="warning"), stack.result(3, level="note")])
        cls.findings = {item["title"]: item["id"] for item in cls.call("GET", "/findings")["items"]}

    def policy_file(self, text, name="edited.yaml"):
        path = self.host.folder / name
        path.write_text(text)
        return path

    def text(self, *arguments, status=0):
        """What a person reads."""
        command = [word for word in self.host.command(*arguments) if word != "--json"]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120)
        self.assertEqual(done.returncode, status, done.stdout + done.stderr)
        return done.stdout


class Policies(Case):
    # Lint

    def test_every_policy_that_ships_is_clean_and_its_cases_pass_without_a_host(self):
        for command, expected in (("lint", {"documents": 14}), ("test", {"failed": 0})):
            done = subprocess.run([stack.PROGRAMS / "host_stub", "--json", "policy", command,
                                   stack.TOP / "config/policies"], capture_output=True, text=True, timeout=120)
            self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
            told = json.loads(done.stdout)
            self.assertEqual({key: told[key] for key in expected}, expected)

    def test_lint_tells_all_mistakes_of_all_files_at_their_places(self):
        wrong = self.policy_file(POLICY.replace("severity_at_least: high", "severty: high").replace("sla:", "sal:"))
        other = self.policy_file("policy: other\nplugin: jira\n", "other.yaml")
        told = self.host.run("policy", "lint", wrong, other, status=2)
        self.assertEqual([(entry["where"].rsplit("/", 1)[1], entry["level"]) for entry in told["entries"]],
                         [("edited.yaml:5:12", "error"), ("edited.yaml:13:1", "error"), ("other.yaml:1:1", "error")])
        self.assertIn("did you mean `severity`?", told["entries"][0]["what"])
        self.assertIn(f"{wrong}:5:12: error: ", self.text("policy", "lint", wrong, status=2))

    def test_what_only_the_vendor_knows_is_told_by_lint_live(self):
        wrong = POLICY.replace("Highest", "Higest").replace("type: Task", "type: Taks") + (
            "status:\n  push:\n    closed: {to: Dnoe}\n  pull:\n    - {resolution: Nver, then: review}\n")
        path = self.policy_file(wrong)
        self.assertEqual(self.host.run("policy", "lint", path)["entries"], [])
        told = self.host.run("policy", "lint", path, "--live", status=2)
        self.assertEqual(told["checked_against"], ["jira"])
        said = {(entry["level"], entry["where"].rsplit(":", 2)[1], entry["what"]) for entry in told["entries"]}
        self.assertIn(("error", "12", "`Higest` is not a priority of project SEC; did you mean `Highest`?"), said)
        self.assertIn(("error", "16", "`Dnoe` is no status of the policy's projects; did you mean `Done`?"), said)
        self.assertTrue(any(level == "warning" and "`Nver` is no resolution" in what for level, _, what in said), said)
        self.assertTrue(any(level == "warning" and "did you mean `Task`" in what for level, _, what in said), said)
        over_api = self.call("POST", "/policies/test/lint", {"document": wrong, "live": True})
        self.assertEqual({(e["level"], e["what"]) for e in over_api["entries"]}, {(level, what) for level, _, what in said})
        self.assertEqual(self.call("POST", "/policies/test/lint", {"live": True})["entries"], [])

    def test_lint_live_says_when_nobody_uses_the_policy_and_when_the_vendor_is_away(self):
        unused = self.policy_file(POLICY.replace("policy: test", "policy: unused"))
        self.assertEqual(self.host.run("policy", "lint", unused, "--live", status=2)["code"], "policy_unused")
        self.host.run("policy", "lint", unused, "--live", "--integration", "jira")
        self.simulator.control("POST", "faults", {"match": {"path_regex": ".*"}, "do": "cut_before", "times": -1})
        self.addCleanup(self.simulator.control, "DELETE", "faults")
        self.host.run("policy", "lint", unused, "--live", "--integration", "jira", status=3)

    # Tests of policies

    def test_a_case_that_is_not_met_is_told_as_a_difference(self):
        cases = self.policy_file(CASES.replace("priority: High", "priority: Highest"), "edited.cases.yaml")
        path = self.policy_file(POLICY)
        told = self.host.run("policy", "test", path, cases, status=1)
        self.assertEqual((told["passed"], told["failed"]), (0, 1))
        self.assertEqual(told["cases"][0]["differences"][0]["found"], "High")
        said = self.text("policy", "test", path, cases, status=1)
        self.assertIn("- expected Highest\n    + found    High\n      from severity high", said)
        self.assertEqual(self.host.run("policy", "test", cases, status=2)["code"], "policy_missing")
        self.assertEqual(self.call("POST", "/policies/test/test", {"cases": CASES})["passed"], 1)
        self.assertEqual(self.call("POST", "/policies/test/test", {"cases": CASES.replace("SEC", "PLAT")})["failed"], 1)
        self.call("POST", "/policies/test/test", {"cases": CASES}, role="viewer", status=403)

    # Placeholders

    def test_placeholders_are_printed_with_an_example_each(self):
        items = self.host.run("policy", "placeholders")["items"]
        self.assertTrue(all(item["example"] and item["meaning"] for item in items))
        self.assertIn("members.table", [item["name"] for item in items])
        self.assertEqual(self.call("GET", "/placeholders", role="viewer")["items"], items)

    # Explain

    def test_a_decision_is_explained_rule_by_rule_and_value_by_value(self):
        told = self.host.run("policy", "explain", self.findings["Weakness number 2"], "--company", "acme")
        self.assertTrue(told["gets_ticket"] and told["checked_live"])
        self.assertEqual([(rule["name"], rule["fits"], rule.get("why_not", [])) for rule in told["rules"]],
                         [("severe", False, ["severity is medium, not high or worse"]), ("the others", True, [])])
        values = {value["field"]: value for value in told["ticket"]["values"]}
        self.assertEqual((values["Priority"]["value"], values["Priority"]["source"], values["Priority"]["from"]),
                         ("Medium", "mapping", "severity medium"))
        self.assertTrue(values["Priority"]["where"].endswith("policy.yaml:12:5"))
        self.assertEqual(told["due_why"], "no line of `sla` fits")
        self.assertEqual(self.call("GET", f"/findings/{told['finding']}/explain", role="viewer"), told)
        self.assertIn("severity is medium, not high or worse",
                      self.text("policy", "explain", told["finding"], "--company", "acme"))

    def test_no_ticket_is_explained_too_and_so_is_a_policy_that_is_only_edited(self):
        finding = self.findings["Weakness number 3"]
        told = self.host.run("policy", "explain", finding, "--company", "acme", "--offline")
        self.assertEqual((told["gets_ticket"], told["reason"]), (False, "no rule of policy test matches"))
        self.assertFalse(told["checked_live"])
        edited = self.policy_file(POLICY.replace("severity_at_least: medium", "severity_at_least: low"))
        told = self.host.run("policy", "explain", finding, "--company", "acme", "--with", edited)
        self.assertEqual((told["gets_ticket"], told["policy_version"]), (True, 0))
        self.assertEqual(self.host.run("policy", "explain", 4711, "--company", "acme", status=2)["code"], "finding_unknown")

    # Versions

    def test_versions_are_kept_and_an_activation_says_who_and_why(self):
        name = "kept"
        first = POLICY.replace("policy: test", f"policy: {name}")
        self.host.run("apply", "-f", self.policy_file(first), "--reason", "the beginning")
        self.host.run("apply", "-f", self.policy_file(first.replace("30d", "20d")))
        versions = self.host.run("policy", "versions", name)["items"]
        self.assertEqual([(v["version"], v["active"], v["reason"]) for v in versions],
                         [(2, True, "a file was applied"), (1, False, "the beginning")])
        self.host.run("policy", "activate", name, 1, "--reason", "  ", status=2)
        self.host.run("policy", "activate", name, 3, "--reason", "there is none", status=2)
        self.host.run("policy", "activate", name, 1, "--reason", "20 days are too few")
        versions = self.host.run("policy", "versions", name)["items"]
        self.assertEqual([(v["version"], v["active"], v["activated_by"], v["reason"]) for v in versions],
                         [(2, False, "command line", "a file was applied"),
                          (1, True, "command line", "20 days are too few")])
        self.assertEqual(self.host.run("policy", "show", name)["document"], first)
        self.assertEqual(self.text("policy", "show", name, "--number", 2), first.replace("30d", "20d"))
        self.assertIn("did you mean `kept`", self.host.run("policy", "show", "kapt", status=2)["message"])

    def test_a_company_takes_a_policy_over_and_what_it_keeps_decides_once_it_is_activated(self):
        self.host.run("apply", "-f", self.policy_file(POLICY.replace("policy: test", "policy: shared")))
        own = POLICY.replace("policy: test", "policy: shared").replace("30d", "10d")
        refused = self.call("PUT", "/policies/shared", {"document": own}, status=409)
        self.assertEqual(refused["code"], "policy_of_file")
        self.assertIn("read-only", refused["detail"])
        self.assertIn("edit " + str(self.host.folder / "edited.yaml") + ":13, or take it over", refused["remedy"])
        self.call("PUT", "/policies/shared", {"document": own, "take_over": True}, role="analyst", status=403)
        wrong = self.call("PUT", "/policies/shared", {"document": own.replace("sla", "sal"), "take_over": True}, status=400)
        self.assertEqual(wrong["errors"][0]["pointer"], "shared.yaml:13:1")
        self.call("POST", "/policies/shared/activate", {"version": 1, "reason": "x"}, status=403)
        kept = self.call("PUT", "/policies/shared", {"document": own, "take_over": True})
        self.assertEqual((kept["version"], kept["active"], kept["of_house"], kept["origin"]), (1, False, False, "page"))
        self.assertTrue(self.call("GET", "/policies/shared")["of_house"])
        self.call("POST", "/policies/shared/activate", {"version": 1, "reason": "ten days are our rule"})
        shown = self.call("GET", "/policies/shared", role="viewer")
        self.assertEqual((shown["document"], shown["reason"], shown["activated_by"]),
                         (own, "ten days are our rule", "token admin"))
        self.assertIn("shared", [item["name"] for item in self.call("GET", "/policies")["items"]])
        # What is applied for all leaves it alone.
        applied = self.host.run("apply", "-f", self.policy_file(own.replace("10d", "5d")))["applied"]
        self.assertEqual([(one["change"], one["note"]) for one in applied],
                         [("changed", "version 2; acme goes by version 1 of its own, which stays")])
        self.assertEqual(self.call("GET", "/policies/shared")["document"], own)
        self.assertEqual(len(self.call("GET", "/policies/shared/versions")["items"]), 1)


class Changes(Case):
    """What an edited policy would change, and what a changed vendor breaks."""

    # Backtest

    def test_one_edited_rule_shows_exactly_what_it_moves_and_changes_nothing(self):
        edited = self.policy_file(POLICY.replace("severity_at_least: high}\n    ticket: {project: SEC, type: Bug",
                                                 "severity_at_least: critical}\n    ticket: {project: SEC, type: Bug"))
        told = self.host.run("policy", "backtest", edited, "--company", "acme", "--since", "30d")
        self.assertTrue(told["checked_live"])
        self.assertEqual((told["tickets_before"], told["tickets_after"]), (2, 2))
        side = told["to_tickets"]
        self.assertEqual((side["judged"], side["changed"]), (3, 1))
        row = side["rows"][0]
        self.assertEqual(row["title"], "Weakness number 1")
        self.assertEqual([change["what"] for change in row["changes"]], ["field Labels", "ticket"])
        self.assertEqual(row["changes"][1], {"what": "ticket", "before": "SEC / Bug by rule severe",
                                             "after": "SEC / Task by rule the others"})
        self.assertEqual(side["counts"], {"field Labels": 1, "ticket": 1})
        over_api = self.call("POST", "/policies/test/backtest", {"document": edited.read_text(), "since": "30d"})
        self.assertEqual(over_api["to_tickets"], side)
        self.assertEqual(self.host.run("policy", "backtest", edited, "--since", "soon", status=2)["code"], "since_wrong")
        self.assertEqual(self.host.run("policy", "backtest", edited, "--since", "2999-01-01")["to_tickets"]["judged"], 0)
        self.assertEqual(len(self.simulator.tickets()), len(self.host.run("tickets", "list", "--company", "acme")["items"]))

    def test_what_the_edited_policy_writes_is_held_against_the_live_form(self):
        edited = self.policy_file(POLICY.replace("high: High", "high: Higher"))
        told = self.host.run("policy", "backtest", edited, "--company", "acme")
        self.assertEqual(told["to_tickets"]["changed"], 1)
        change = told["to_tickets"]["rows"][0]["changes"][0]
        self.assertIn("none, blocked: `Higher` is not a priority of project SEC; did you mean `Highest`?", change["after"])
        offline = self.host.run("policy", "backtest", edited, "--company", "acme", "--offline")
        self.assertFalse(offline["checked_live"])
        self.assertEqual(offline["to_tickets"]["rows"][0]["changes"],
                         [{"what": "field priority", "before": "High", "after": "Higher"}])

    def test_tickets_are_judged_on_their_way_back_too(self):
        self.host.run("push", "--company", "acme", "--finding", self.findings["Weakness number 1"])
        edited = self.policy_file(POLICY + "status: {pull: [{category: todo, then: in_progress}]}\n")
        told = self.host.run("policy", "backtest", edited, "--company", "acme")
        self.assertEqual((told["to_tickets"]["changed"], told["to_findings"]["changed"]), (0, 1))
        row = told["to_findings"]["rows"][0]
        self.assertTrue(row["ticket_key"].startswith("SEC-"))
        self.assertEqual(row["changes"], [{"what": "finding becomes", "before": "open", "after": "in_progress"},
                                          {"what": "means", "before": "ignore", "after": "to_status"}])

    def test_what_has_happened_is_judged_again_by_the_edited_policy(self):
        self.host.run("push", "--company", "acme", "--finding", self.findings["Weakness number 2"])
        key = next(row["ticket_key"] for row in self.host.run("tickets", "list", "--company", "acme")["items"]
                   if row["finding"] == self.findings["Weakness number 2"])
        self.host.run("tickets", "resync", key)
        self.simulator.control("POST", f"tickets/{key}", {"status": "In Progress"})
        self.host.run("tickets", "resync", key)
        edited = self.policy_file(POLICY + "status: {pull: [{status: In Progress, then: on_hold}]}\n")
        told = self.host.run("policy", "backtest", edited, "--company", "acme", "--since", "1d", "--offline")
        side = told["events"]
        self.assertEqual((side["judged"], side["changed"], side["counts"]), (1, 1, {"ends as": 1}))
        self.assertEqual((side["rows"][0]["ticket_key"], side["rows"][0]["changes"]),
                         (key, [{"what": "ends as", "before": "in_progress", "after": "on_hold"}]))
        later = self.host.run("policy", "backtest", edited, "--company", "acme", "--since", "2999-01-01", "--offline")
        self.assertEqual(later["events"]["judged"], 0)
        self.assertIn("what has happened to tickets and their findings, once more: 1 judged, 1 would be different",
                      self.text("policy", "backtest", edited, "--company", "acme", "--offline"))

    # Suggestion

    def test_a_suggested_policy_lints_clean_and_passes_its_cases(self):
        folder = self.host.folder / "suggested"
        for project, kind in (("SEC", "Bug"), ("SEC", ""), ("PLAT", "Task")):
            with self.subTest(project + kind):
                shutil.rmtree(folder, True)
                told = self.host.run("policy", "suggest", "--integration", "jira", "--project", project,
                                     *(["--type", kind] if kind else []), "--to", folder)
                self.assertEqual(told.get("open", []), [])
                self.assertEqual(told.get("lint", []), [])
                linted = self.host.run("policy", "lint", folder, "--live", "--integration", "jira")
                self.assertEqual(linted["entries"], [])
                self.assertGreaterEqual(self.host.run("policy", "test", folder)["passed"], 5)
                over_api = self.call("GET", f"/integrations/jira/policy-suggestion?project={project}&type={kind}")
                self.assertEqual(over_api["policy"], (folder / f"{project.lower()}.yaml").read_text())
        self.assertIn("value: Network, ticket: customfield_10050}  # required: Attack vector, of Network, Adjacent",
                      told["policy"])
        self.assertEqual(self.host.run("policy", "suggest", "--integration", "jira", "--project", "PLAT", "--to", folder,
                                       status=2)["code"], "file_exists")
        refused = self.host.run("policy", "suggest", "--integration", "jira", "--project", "PLAT", "--type", "Taks", status=2)
        self.assertIn("did you mean `Task`", refused["message"])

    # Drift

    def test_what_a_change_at_the_vendor_breaks_is_an_alert_until_it_fits_again(self):
        self.host.write("preset.yaml", "preset: far\nintegration: jira\nproject: PLAT\nfields: {Attack vector: Local}\n")
        with_platform = POLICY.replace("group_by: finding", "  - name: rest\n    ticket: {project: PLAT, type: Task}\n"
                                       "group_by: finding").replace("fields:\n", "fields:\n  - {value: Network, ticket: Attack vector}\n")
        self.host.write("policy.yaml", with_platform)
        self.host.run("apply", "-f", self.host.folder / "documents")
        self.addCleanup(self.host.run, "apply", "-f", self.policy_file(POLICY))
        self.host.run("integrations", "check", "jira")
        self.assertEqual(self.open_alerts(), [])
        self.simulator.control("POST", "world", {"fields": {"customfield_10050": {"options": {"10102": None, "10100": None}}}})
        told = self.host.run("integrations", "check", "jira")
        self.assertTrue(any("has no value `Local` any more" in warning for warning in told["warnings"]), told["warnings"])
        messages = self.open_alerts()
        self.assertEqual(len(messages), 3, messages)  # one for each form: SEC / Bug, SEC / Task, PLAT / Task
        platform = next(message for message in messages if "PLAT / Task" in message)
        self.assertIn("`Network` is not a value of field `Attack vector` of PLAT / Task (policy test)", platform)
        self.assertIn("`Local` is not a value of field `Attack vector` of PLAT / Task (preset far)", platform)
        self.host.run("integrations", "check", "jira")
        self.assertEqual(len(self.open_alerts()), 3)
        self.simulator.control("POST", "world",
                               {"fields": {"customfield_10050": {"options": {"10102": "Local", "10100": "Network"}}}})
        self.host.run("integrations", "check", "jira")
        self.assertEqual(self.open_alerts(), [])

    def open_alerts(self):
        return open_alerts(self.host)


def open_alerts(host):
    return [alert["message"] for alert in host.run("alerts", "--company", "acme", "list")["items"]]


class Drift(unittest.TestCase):
    """What a vendor takes away is told with everything here that needs it, while tickets still wait."""

    def setUp(self):
        self.simulator = stack.Simulator()
        self.addCleanup(self.simulator.end)
        policy = POLICY.replace("group_by: finding", "  - name: rest\n    ticket: {project: PLAT, type: Task}\n"
                                "group_by: finding").replace("fields:\n", "fields:\n  - {value: Network, ticket: Attack vector}\n")
        self.host = stack.Host(self.simulator.address, policy)
        self.addCleanup(shutil.rmtree, self.host.folder, True)
        self.host.write("preset.yaml", "preset: far\nintegration: jira\nproject: PLAT\nlabels: [far]\n")
        self.host.set_up()
        self.host.import_scan([stack.result(1, level="warning"), stack.result(2, level="note")])
        # Nobody serves: both wait.
        self.host.run("push", "--company", "acme", "--all", "--no-wait", status=(0, 1))
        self.host.run("integrations", "check", "jira")
        self.assertEqual(open_alerts(self.host), [])

    def world(self, patch):
        self.simulator.control("POST", "world", patch)
        self.host.run("integrations", "check", "jira", status=(0, 1))
        return sorted(open_alerts(self.host))

    def test_an_option_that_is_removed(self):
        options = {"fields": {"customfield_10050": {"options": {"10100": None}}}}
        told = self.world(options)
        self.assertEqual(len(told), 3, told)  # PLAT / Task, SEC / Bug, SEC / Task
        for form, waits in (("PLAT / Task", True), ("SEC / Bug", False), ("SEC / Task", True)):
            message = next(message for message in told if form in message)
            self.assertIn("`Network` is not a value of field `Attack vector`", message)
            self.assertEqual("a value of field `Attack vector` is gone (tickets that wait)" in message, waits, message)
        options["fields"]["customfield_10050"]["options"]["10100"] = "Network"
        self.assertEqual(self.world(options), [])

    def test_a_type_that_a_project_no_longer_offers(self):
        (told,) = self.world({"projects": {"SEC": {"issue_types": [10000, 10001, 10003, 10004]}}})
        self.assertIn("project SEC offers none of the types Task", told)
        self.assertIn("(policy test, rule the others)", told)
        self.assertIn("tickets that wait to be made as SEC / Task: 1", told)
        self.assertEqual(self.world({"projects": {"SEC": {"issue_types": [10000, 10001, 10002, 10003, 10004]}}}), [])

    def test_a_project_that_cannot_be_seen_any_more(self):
        (told,) = self.world({"projects": {"PLAT": {"access": {"analyst": None}}}})
        self.assertIn("there is no project `PLAT` that this integration may use", told)
        self.assertIn("(policy test, rule rest)", told)
        self.assertIn("tickets that wait to be made as PLAT / Task: 1", told)
        self.assertIn("the project is gone (preset far)", told)
        self.assertEqual(self.world({"projects": {"PLAT": {"access": {"analyst": "member"}}}}), [])


if __name__ == "__main__":
    unittest.main()
