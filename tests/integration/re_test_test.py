# SPDX-License-Identifier: Apache-2.0
"""Findings that are said to be mended are tested again, by people and by scans; and why a finding is as it is can be told."""
import unittest
import urllib.request

import stack
from in_step import InStep
from outward import COMPANIES, POLICY


class ReTests(InStep):
    # A ticket goes back to the beginning in one step.
    policy = POLICY.replace("    in_progress: {to: In Progress}\n", "") + (
        "re_test: {close_when: not_seen, scans: 2, same: [scanner, application, branch]}\n")

    def connect(self):
        self.host.write("companies.yaml", COMPANIES)
        self.host.apply()
        super().connect()

    def mended(self, count):
        """Tickets that people have set to done."""
        keys = self.push(count)
        self.register()
        for key in keys:
            self.person(key, status="To Do")
            self.person(key, status="Done", resolution="Done")
        self.until(lambda: all(row["status"] == "re_test" for row in self.rows()), "they wait for a re-test")
        return keys

    def writes(self, key, kind):
        listed = self.host.call(self.token, f"/tickets/{key}")[2].get("writes", [])
        return [one for one in listed if one["kind"] == kind and one["state"] == "done"]

    def finding(self, key):
        return self.row(key)["finding"]

    def explain(self, finding):
        return self.host.run("findings", "explain", finding)

    def test_one_that_passes_is_closed_and_one_that_fails_opens_its_ticket_with_the_evidence(self):
        first, second = self.mended(2)
        passing, failing = self.finding(first), self.finding(second)
        listed = self.host.run("retest", "list")["items"]
        self.assertEqual(sorted((one["finding"], one["ticket_key"]) for one in listed),
                         sorted([(passing, first), (failing, second)]))
        self.assertEqual([(one["scans_needed"], "since" in one) for one in listed], [(2, True)] * 2)
        self.assertEqual(self.host.call(self.token, "/retests")[2]["items"], listed)

        self.host.run("retest", "pass", passing, "--evidence", "The port is closed.")
        refused = self.host.call(self.token, f"/findings/{failing}/retest", {"outcome": "fail"})
        self.assertEqual((refused[0], refused[2]["code"]), (400, "evidence_missing"))
        self.assertEqual(self.host.call(self.token, f"/findings/{failing}/retest", {
            "outcome": "fail", "evidence": "Still there in /login."})[0], 200)
        self.until(lambda: self.row(second)["ticket_state"] == "todo", "its ticket is open again")
        self.until(lambda: self.writes(first, "comment") and self.writes(second, "comment"), "both are told")
        self.assertEqual((self.row(first)["status"], self.row(first)["ticket_state"]), ("closed", "done"))
        self.assertEqual(self.row(second)["status"], "in_progress")
        self.assertIn("The port is closed.", self.writes(first, "comment")[0]["what"])
        self.assertIn("Still there in /login.", self.writes(second, "comment")[0]["what"])
        self.assertEqual(self.host.run("retest", "list")["items"], [])
        again = self.host.call(self.token, f"/findings/{passing}/retest", {"outcome": "pass"})
        self.assertEqual((again[0], again[2]["code"]), (409, "not_in_re_test"))

        chain = self.explain(failing)["chain"]
        self.assertEqual((chain[0]["from"], chain[0]["to"], chain[0]["cause"]), ("re_test", "in_progress", "re_test"))
        self.assertEqual(chain[0]["why"], "Still there in /login.")
        self.assertEqual(sorted((one["kind"], one["outcome"], one["ticket_key"]) for one in chain[0]["writes"]),
                         [("comment", "done", second), ("transition", "done", second)])

    def test_complete_scans_close_what_they_no_longer_show_and_what_comes_back_is_counted(self):
        (key,) = self.mended(1)
        finding = self.finding(key)
        others = [stack.result(7)]
        self.assertNotIn("closed", self.host.import_scan(others))
        self.assertEqual(self.row(key)["status"], "re_test")
        self.assertEqual(self.host.run("retest", "list")["items"][0]["not_seen_scans"], 1)
        # Of another application it is no evidence.
        self.assertNotIn("closed", self.host.import_scan(others, application="another"))
        self.assertEqual(self.row(key)["status"], "re_test")
        self.assertEqual(self.host.import_scan(others)["closed"], 1)
        self.assertEqual(self.row(key)["status"], "closed")
        (closure,) = [one for one in self.entries(key, "status") if one["to"] == "closed"]
        self.assertEqual((closure["rule"], closure["cause"]), ("re_test_not_seen", "re_test"))
        self.assertEqual(self.host.run("stats")["false_done"], {"jira": {"part": 0, "whole": 1, "rate": 0.0}})

        self.host.import_scan([stack.result(0)])
        self.assertEqual(self.row(key)["status"], "open")
        self.assertEqual(self.host.run("stats")["false_done"], {"jira": {"part": 1, "whole": 1, "rate": 1.0}})
        request = urllib.request.Request(self.host.address + "/metrics", headers={"Authorization": "Bearer " + self.token})
        with urllib.request.urlopen(request, timeout=120) as answer:
            self.assertIn('itsm_false_done_ratio{company="acme",integration="jira"} 1', answer.read().decode())
        self.assertEqual([one["to"] for one in self.explain(finding)["chain"] if one["kind"] == "status"],
                         ["open", "closed", "re_test"])

    def test_why_a_finding_is_as_it_is_goes_back_to_the_event_the_rule_and_the_create(self):
        (key,) = self.mended(1)
        finding = self.finding(key)
        told = self.explain(finding)
        self.assertEqual((told["finding"], told["status"]), (finding, "re_test"))
        done, linked, created = told["chain"]
        self.assertEqual((done["to"], done["channel"], done["cause"]), ("re_test", "webhook", "ticket"))
        self.assertLessEqual(done["changed_at"], done["received_at"])
        self.assertLessEqual(done["received_at"], done["at"])
        self.assertRegex(done["rule"], r"policy\.yaml:\d+:\d+$")
        self.assertEqual(done["policy"], "test, version 1")
        self.assertEqual((linked["kind"], linked["to"]), ("ticket", key))
        self.assertEqual(created["kind"], "created")
        self.assertIn("import", created["actor"])
        (create,) = created["writes"]
        self.assertEqual((create["kind"], create["outcome"], create["ticket_key"], create["integration"], create["policy"]),
                         ("create", "linked", key, "jira", "test, version 1"))
        self.assertEqual(self.host.call(self.token, f"/findings/{finding}/why")[2], told)
        self.assertEqual(self.host.call(self.token, "/findings/999/why")[0], 404)


if __name__ == "__main__":
    unittest.main(verbosity=2)
