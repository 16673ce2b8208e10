# SPDX-License-Identifier: Apache-2.0
"""The list of tickets as the command line tells it: every filter, groups, and what is refused."""
import csv
import io
import subprocess
import unittest

import stack
from in_step import InStep

ENGINEER = "557058:0a000000-0000-4000-8000-000000000003"  # Enzo Ruiz, of the simulator's world


class TicketList(InStep):
    poll = "{every: 60m}"

    def listed(self, *options):
        """The keys that the command tells for these options, sorted."""
        return sorted(item["ticket_key"] for item in self.host.run("tickets", "list", *options)["items"])

    def test_every_option_narrows_the_list_and_the_api_says_the_same(self):
        todo, doing, waiting, extra = keys = self.push(4)
        self.person(doing, status="In Progress", fields={"assignee": {"accountId": ENGINEER}})
        for key in keys:
            if key != doing:
                self.person(key, fields={"assignee": None})
        self.person(waiting, status="Done", resolution="Won't Do")
        for key in keys:
            self.host.run("tickets", "resync", key)
        self.until(lambda: self.host.call(self.token, "/reviews")[2]["items"], "somebody has to decide")
        finding = self.row(waiting)["finding"]
        own = self.host.call(self.token, "/imports")[2]["items"][0]["id"]
        for options, query, expected in (
                (("--state", "doing"), "ticket_state=doing", [doing]),
                (("--assignee", "ENZO"), "assignee=ENZO", [doing]),
                (("--assignee", "nobody"), "assignee=nobody", sorted({todo, waiting, extra})),
                (("--needs", "person"), "needs=person", [waiting]),
                (("--needs", "person", "--state", "doing"), "needs=person&ticket_state=doing", []),
                (("--import", str(own), "--state", "doing"), f"import={own}&ticket_state=doing", [doing]),
                (("--import", str(own + 1)), f"import={own + 1}", []),
                (("--integration", "jira", "--severity", "high", "--q", todo), f"integration=jira&severity=high&q={todo}", [todo]),
                (("--status", "in_progress"), "status=in_progress", [doing]),
                (("--sla", "breached"), "sla=breached", []),
                (("--company", "acme"), "", keys)):
            with self.subTest(options):
                self.assertEqual(self.listed(*options), expected)
                items = self.host.call(self.token, f"/tickets?limit=200&{query}")[2]["items"]
                self.assertEqual(sorted(item["ticket_key"] for item in items), expected)
        (item,) = self.host.run("tickets", "list", "--needs", "person")["items"]
        self.assertEqual((item["finding"], item["needs_person"]), (finding, True))

    def test_grouped_a_ticket_is_told_once_with_how_many_findings_it_has(self):
        first, second, third = self.push(3)
        self.host.import_scan([stack.result(number) for number in range(4)])
        linked = {row["finding"] for row in self.rows()}
        (other,) = [item["id"] for item in self.host.call(self.token, "/findings")[2]["items"] if item["id"] not in linked]
        self.host.run("link", first, other, "--company", "acme", "--integration", "jira")
        self.assertEqual(self.listed(), sorted([first, first, second, third]))
        page = self.host.run("tickets", "list", "--group", "ticket", "--limit", 2)
        rest = self.host.run("tickets", "list", "--group", "ticket", "--limit", 2, "--cursor", page["next_cursor"])
        items = page["items"] + rest["items"]
        self.assertEqual(sorted(item["ticket_key"] for item in items), [first, second, third])
        folded = {item["ticket_key"]: item["folded"] for item in items}
        self.assertEqual((folded[first]["findings"], folded[first]["open"], folded[second]["findings"]), (2, 2, 1))
        self.assertIn(other, folded[first]["finding_ids"])
        command = [word for word in self.host.command("tickets", "list", "--group", "ticket", "--csv") if word != "--json"]
        told = subprocess.run(command, capture_output=True, timeout=300, check=True).stdout.decode()
        of_first = next(row for row in csv.DictReader(io.StringIO(told, newline="")) if row["TICKET"] == first)
        self.assertRegex(of_first["FINDING"], r"^\d+ and 1 more$")

    def test_a_word_that_no_filter_knows_is_refused_with_those_that_there_are(self):
        for option, remedy in (("--state", "todo"), ("--needs", "person"), ("--group", "ticket"), ("--sla", "breached")):
            with self.subTest(option):
                refused = self.host.run("tickets", "list", option, "nonsense", status=2)
                self.assertEqual(refused["code"], "filter_wrong")
                self.assertIn(remedy, refused["remedy"])


if __name__ == "__main__":
    unittest.main(verbosity=2)
