# SPDX-License-Identifier: Apache-2.0
"""Tickets that others have made before are found by what they say, and linked."""
import unittest

import stack
from in_step import InStep

CVES = ("CVE-2024-1000", "CVE-2024-1001", "CVE-2024-1002", "CVE-2024-10")


class Adoption(InStep):
    def setUp(self):
        super().setUp()
        results = [dict(stack.result(number), ruleId=cve) for number, cve in enumerate(CVES)]
        for result in results:
            result["message"]["text"] += " " + result["ruleId"]
        self.host.import_scan(results)
        self.findings = {row["rule"]: row["id"] for row in self.host.call(self.token, "/findings?limit=50")[2]["items"]}

    def made_by_hand(self, summary, **fields):
        """A ticket that a person has made at the vendor."""
        return self.at_vendor("POST", "/issue", {"fields": {
            "project": {"key": "SEC"}, "issuetype": {"name": "Bug"}, "summary": summary, **fields}})["key"]

    def by_finding(self, report):
        return {record["finding"]: record for record in report["records"]}

    def test_by_cve_a_ticket_that_names_it_is_linked_and_the_longer_number_is_another(self):
        mine = self.made_by_hand("Patch CVE-2024-1000 soon")
        twice = [self.made_by_hand("CVE-2024-1001 here"), self.made_by_hand("CVE-2024-1001 there")]
        told = self.by_finding(self.host.run("adopt", "--by", "cve", "--integration", "jira", status=1))
        self.assertEqual(told[self.findings["CVE-2024-1000"]]["outcome"], "matched")
        self.assertEqual(told[self.findings["CVE-2024-1001"]]["outcome"], "ambiguous")
        self.assertEqual(told[self.findings["CVE-2024-1002"]]["outcome"], "missing")
        self.assertEqual(told[self.findings["CVE-2024-10"]]["outcome"], "missing")
        self.assertEqual(self.rows(), [])
        done = self.host.run("adopt", "--by", "cve", "--integration", "jira", "--yes", status=1)
        self.assertEqual(done["counts"]["linked"], 1)
        (row,) = self.rows()
        self.assertEqual((row["ticket_key"], row["finding"]), (mine, self.findings["CVE-2024-1000"]))
        self.assertEqual(len(self.simulator.tickets()), 1 + len(twice))

    def test_by_label_over_the_api_within_a_filter(self):
        mine = self.made_by_hand("Somebody's", labels=["CVE-2024-1002"])
        self.made_by_hand("Somebody else's", labels=["CVE-2024-1000"])
        status, _, report = self.host.call(self.token, "/links/adopt", {"by": "label", "filter": {"rule": "CVE-2024-1002"}}, "POST")
        self.assertEqual((status, report["counts"]), (200, {"linked": 1}))
        (row,) = self.rows()
        self.assertEqual(row["ticket_key"], mine)

    def test_it_is_said_how_to_look_for_tickets(self):
        self.assertEqual(self.host.run("adopt", status=2)["code"], "adoption_wrong")
        self.assertIn("label and cve", str(self.host.run("adopt", "--by", "name", status=2)))


if __name__ == "__main__":
    unittest.main(verbosity=2)
