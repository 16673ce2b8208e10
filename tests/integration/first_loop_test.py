# SPDX-License-Identifier: Apache-2.0
"""From a scan to tickets, through the programs that a person has, judged at the vendor's side."""
import csv
import io
import json
import pathlib
import shutil
import subprocess
import unittest

import stack

POLICY = """
policy: test
plugin: jira
route:
  - name: critical ones
    when: {severity: critical}
    ticket: {project: SEC, type: Bug, labels: [urgent]}
  - name: everything above info
    when: {severity_at_least: low}
    ticket: {project: SEC, type: [Bug, Task], labels: [vulnerability]}
group_by: finding
fields:
  - {finding: severity, ticket: priority, values: {critical: Highest, high: High, medium: Medium, low: Low}}
  - {finding: rule, ticket: "Scanner rule"}
summary: "[${severity}] ${title}"
description: |
  ${description}

  ## Where
  ${locations.table}
"""


class FirstLoop(unittest.TestCase):
    def setUp(self):
        self.simulator = stack.Simulator()
        self.addCleanup(self.simulator.end)
        self.host = stack.Host(self.simulator.address, POLICY)
        self.addCleanup(shutil.rmtree, self.host.folder, True)
        self.host.set_up()

    def outcomes(self, report):
        return {r["finding"]: r["outcome"] for r in report["records"]}

    def test_a_plan_writes_nothing_and_its_push_sends_exactly_the_planned_bytes(self):
        self.host.import_scan([stack.result(n) for n in range(7)])
        plan = self.host.run("plan", "--company", "acme", "--all")
        self.assertEqual(len(plan["tickets"]), 7)
        self.assertEqual(self.simulator.writes(), [])
        report = self.host.run("push", "--company", "acme", "--plan", plan["id"])
        self.assertEqual(report["counts"], {"created": 7})
        sent = [w["body"] for w in self.simulator.writes()]
        self.assertEqual(sent, [w["request"]["body"] for w in plan["writes"]])

    def test_every_ticket_is_read_back_by_an_independent_client(self):
        self.host.import_scan([stack.result(n, text=f"Ünïcode 漢字 😀 [~admin] {{code}} {n}") for n in range(60)])
        plan = self.host.run("plan", "--company", "acme", "--all")
        report = self.host.run("push", "--company", "acme", "--plan", plan["id"])
        planned = {t["members"][0]["finding"]: t["draft"] for t in plan["tickets"]}
        read = subprocess.run([str(stack.TOP / "tests/clients/run.sh"), "read_back.mjs", self.simulator.address,
                               "project = SEC"], capture_output=True, text=True, timeout=300)
        self.assertEqual(read.returncode, 0, read.stderr)
        issues = {issue["key"]: issue for issue in json.loads(read.stdout)}
        self.assertEqual(len(issues), 60)
        for record in report["records"]:
            issue = issues.pop(record["ticket_key"])
            draft = planned[record["finding"]]
            self.assertEqual(issue["summary"], draft["summary"])
            self.assertIn(draft["correlation_key"], json.dumps(issue["itsm"]))
        self.assertEqual(issues, {})

    def test_pushing_again_makes_no_second_ticket(self):
        self.host.import_scan([stack.result(n) for n in range(5)])
        self.host.run("push", "--company", "acme", "--all")
        self.host.import_scan([stack.result(n) for n in range(5)])
        again = self.host.run("push", "--company", "acme", "--all")
        self.assertEqual(again["counts"], {"already_linked": 5})
        self.assertEqual(len(self.simulator.tickets()), 5)

    def test_of_500_findings_10_bad_elements_fail_alone_and_are_retried_alone(self):
        # A rule of the vendor's workflow, which no metadata tells: only the vendor's answer can.
        self.simulator.control("POST", "world", {"workflows": {"security": {"validators": {"customfield_10053": {
            "pattern": "rule-[0-9]+", "message": "A rule has the form rule-NUMBER."}}}}})
        bad = {n for n in range(500) if n % 50 == 7}
        self.host.import_scan([stack.result(n, rule=" of another form" if n in bad else None) for n in range(500)])
        report = self.host.run("push", "--company", "acme", "--all", status=1)
        self.assertEqual(report["counts"], {"created": 490, "failed": 10})
        self.assertEqual(len(self.simulator.writes()), 10)
        self.assertEqual(len(self.simulator.tickets()), 490)
        for record in report["records"]:
            if record["outcome"] == "failed":
                self.assertIn("customfield_10053", record["fields"])
                self.assertTrue(record["remedy"])
        self.host.write("policy.yaml", POLICY.replace('  - {finding: rule, ticket: "Scanner rule"}\n', ""))
        self.host.run("apply", "-f", self.host.folder / "documents")
        retried = self.host.run("push", "--company", "acme", "--retry", report["id"])
        self.assertEqual(retried["counts"], {"created": 10})
        self.assertEqual(len(self.simulator.writes()), 11)
        self.assertEqual(len(self.simulator.tickets()), 500)

    def test_501_findings_are_refused_before_any_request(self):
        self.host.import_scan([stack.result(n) for n in range(501)])
        before = len(self.simulator.control("GET", "requests"))
        refused = self.host.run("push", "--company", "acme", "--all", status=2)
        self.assertEqual(refused["code"], "too_many_findings")
        self.assertEqual(len(self.simulator.control("GET", "requests")), before)
        report = self.host.run("push", "--company", "acme", "--all", "--runs")
        self.assertEqual(report["counts"], {"created": 501})

    def stale(self, plan):
        report = self.host.run("push", "--company", "acme", "--plan", plan["id"], status=1)
        self.assertEqual(set(report["counts"]), {"failed"})
        self.assertEqual(self.simulator.tickets(), [])
        return report["records"][0]["reason"]

    def test_a_plan_is_refused_after_the_priority_scheme_changed(self):
        self.host.import_scan([stack.result(1)])
        plan = self.host.run("plan", "--company", "acme", "--all")
        self.simulator.control("POST", "world", {"priority_schemes": {"default": {"priorities": ["1", "3", "4", "5"]}}})
        reason = self.stale(plan)
        self.assertIn("High", reason)
        self.assertIn("priority", reason)

    def test_a_plan_is_refused_after_a_field_became_required(self):
        self.host.import_scan([stack.result(1)])
        plan = self.host.run("plan", "--company", "acme", "--all")
        self.simulator.control("POST", "world", {"screens": {"security": {"customfield_10051": "required"}}})
        self.assertIn("CVSS score", self.stale(plan))

    def test_a_plan_is_refused_after_the_finding_changed(self):
        self.host.import_scan([stack.result(1)])
        plan = self.host.run("plan", "--company", "acme", "--all")
        self.host.import_scan([stack.result(1, level="warning")])
        reason = self.stale(plan)
        self.assertIn("finding", reason)
        self.assertIn("has changed", reason)

    def test_a_plan_is_refused_after_the_policy_changed(self):
        self.host.import_scan([stack.result(1)])
        plan = self.host.run("plan", "--company", "acme", "--all")
        self.host.write("policy.yaml", POLICY.replace("high: High", "high: Low"))
        self.host.run("apply", "-f", self.host.folder / "documents")
        self.assertIn("policy test has changed", self.stale(plan))

    def test_vendor_trouble_is_told_and_nothing_is_half_done(self):
        self.host.import_scan([stack.result(n) for n in range(3)])
        for fault, status in (({"do": "status", "status": 401}, 2), ({"do": "status", "status": 403}, 2),
                              ({"do": "status", "status": 429}, 3), ({"do": "status", "status": 500}, 3),
                              ({"do": "html"}, 3), ({"do": "cut_before"}, 3), ({"do": "hang"}, 3)):
            with self.subTest(fault), stack.disaster("request_ms=1000"):
                self.simulator.control("POST", "faults",
                                       {"match": {"path_regex": ".*/rest/api/3/.*"}, "times": -1, **fault})
                problem = self.host.run("--dev", "push", "--company", "acme", "--all", status=status)
                self.assertTrue(problem["message"])
            self.simulator.control("DELETE", "faults")
        self.assertEqual(self.simulator.tickets(), [])
        self.assertEqual(self.host.run("push", "--company", "acme", "--all")["counts"], {"created": 3})

    def test_a_create_that_is_forbidden_fails_one_that_is_throttled_waits_and_neither_makes_a_ticket(self):
        self.host.import_scan([stack.result(n) for n in range(3)])
        bulk = {"path_regex": ".*/issue/bulk"}
        self.simulator.control("POST", "faults", {"match": bulk, "do": "status", "status": 403})
        refused = self.host.run("push", "--company", "acme", "--all", status=1)
        self.assertEqual(refused["counts"], {"failed": 3})
        self.assertTrue(all(record["reason"] for record in refused["records"]))
        self.simulator.control("POST", "faults", {"match": bulk, "do": "status", "status": 429, "headers": {"Retry-After": "1"}})
        waiting = self.host.run("push", "--company", "acme", "--retry", refused["id"], status=1)
        self.assertEqual(waiting["counts"], {"queued": 3})
        self.assertEqual(self.simulator.tickets(), [])

    def test_a_create_that_is_never_answered_is_uncertain_and_not_sent_again(self):
        self.host.import_scan([stack.result(n) for n in range(3)])
        self.simulator.control("POST", "faults", {"match": {"path_regex": ".*/issue/bulk"}, "do": "hang"})
        with stack.disaster("request_ms=1000"):
            report = self.host.run("--dev", "push", "--company", "acme", "--all", status=1)
        self.simulator.control("DELETE", "faults")
        self.assertEqual(report["counts"], {"uncertain": 3})
        self.assertEqual(self.host.run("push", "--company", "acme", "--all")["counts"], {"skipped": 3})
        self.assertEqual(len(self.simulator.writes()), 1)

    def test_tickets_are_listed_for_a_spreadsheet_and_no_title_is_a_formula_there(self):
        title = '=HYPERLINK("http://evil.test"), and more'
        self.host.import_scan([stack.result(1), stack.result(2, text=title)])
        self.host.run("push", "--company", "acme", "--all")
        command = [word for word in self.host.command("tickets", "list", "--csv") if word != "--json"]
        listed = subprocess.run(command, capture_output=True, timeout=300, check=True).stdout.decode()
        self.assertEqual(listed.count("\r\n"), 3)
        rows = list(csv.DictReader(io.StringIO(listed, newline="")))
        items = self.host.run("tickets", "list")["items"]
        self.assertEqual([row["TICKET"] for row in rows], [item["ticket_key"] for item in items])
        self.assertIn("'" + title, [row["TITLE"] for row in rows])

    def test_a_create_whose_answer_is_lost_is_uncertain_and_not_sent_again(self):
        self.host.import_scan([stack.result(n) for n in range(3)])
        self.simulator.control("POST", "faults", {"match": {"path_regex": ".*/issue/bulk"}, "do": "cut_after"})
        report = self.host.run("push", "--company", "acme", "--all", status=1)
        self.assertEqual(report["counts"], {"uncertain": 3})
        self.assertTrue(all(r["decided_by"] for r in report["records"]))
        again = self.host.run("push", "--company", "acme", "--all")
        self.assertEqual(again["counts"], {"skipped": 3})
        self.assertEqual(len(self.simulator.tickets()), 3)
        self.assertEqual(len(self.simulator.writes()), 1)


if __name__ == "__main__":
    unittest.main(verbosity=2)
