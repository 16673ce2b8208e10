#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Jira tickets that are known again by a text field of the operator's choice: they carry no label of ours."""
import os
import shutil
import unittest

import first_loop_test
import invariants
import stack

FIELD = "customfield_10053"
MAPPED = '  - {finding: rule, ticket: "Scanner rule"}\n'  # to that field
POLICY = first_loop_test.POLICY.replace(MAPPED, "")
ACCOUNTS = {"jira-cloud": ("basic", {"username": "analyst@example.test", "password": "sim-token"}),
            "jira-dc": ("pat", {"token": "sim-token"})}


class CorrelationField(unittest.TestCase):
    def host_of(self, vendor, field=FIELD, policy=POLICY):
        simulator = stack.Simulator(vendor)
        self.addCleanup(simulator.end)
        host = stack.Host(simulator.address, policy)
        self.addCleanup(shutil.rmtree, host.folder, True)
        self.addCleanup(stack.end_database, host.data)
        auth, secrets = ACCOUNTS[vendor]
        host.write("jira.yaml", f"integration: jira\nplugin: jira\ncompanies: [acme]\nauth: {auth}\nsettings:\n  site: {host.site}\n"
                   f"  correlation_field: {field}\nprojects: [SEC]\npolicy: test\nenabled: true\n")
        host.run("apply", "-f", host.folder / "documents", status=(0, 1))
        for name, value in secrets.items():
            host.run("secrets", "set", "jira", name, stdin=value + "\n")
        return simulator, host

    def test_a_ticket_whose_create_got_no_answer_is_found_by_the_field(self):
        for vendor in ACCOUNTS:
            with self.subTest(vendor=vendor):
                simulator, host = self.host_of(vendor)
                offered = host.run("integrations", "pick", "jira", "correlation_field")
                self.assertIn(FIELD, [one["id"] for one in offered["options"]])
                host.run("integrations", "check", "jira")
                host.run("integrations", "enable", "jira")
                host.keep_database()
                host.import_scan([stack.result(n) for n in range(3)])
                simulator.control("POST", "faults", {"match": {"method": "POST", "path_regex": ".*/issue/bulk$"},
                                                     "do": "cut_after", "times": 1})
                serving = stack.Program(*host.command("--dev", "serve", "--port", "0"), environment={
                    **os.environ, "ITSM_DISASTER": "lease_ms=6000 call_ms=3000 settle_s=2"})
                self.addCleanup(serving.end)
                host.run("push", "--company", "acme", "--all", "--no-wait", status=(0, 1))
                stack.wait_until(lambda: invariants.open_work(host) == 0, "all are pushed")
                tickets = simulator.tickets()
                self.assertEqual(len(tickets), 3)
                self.assertEqual(len([write for write in simulator.writes() if write["path"].endswith("/issue/bulk")]), 1)
                linked = invariants.query(host, "SELECT key, correlation_key FROM ticket ORDER BY key")
                self.assertEqual(sorted([t["key"], t["fields"][FIELD]] for t in tickets), linked)
                for ticket in tickets:
                    self.assertEqual([label for label in ticket["fields"].get("labels", []) if "itsm" in label], [])

    def test_a_policy_cannot_fill_the_field_as_well(self):
        _, host = self.host_of("jira-cloud", policy=first_loop_test.POLICY)
        host.run("integrations", "check", "jira")
        host.run("integrations", "enable", "jira")
        host.import_scan([stack.result(1)])
        (record,) = host.run("push", "--company", "acme", "--all", status=1)["records"]
        self.assertIn("`Scanner rule` holds the key by which our tickets are known again", record["reason"])

    def test_a_field_that_cannot_hold_the_key_is_refused_when_the_integration_is_checked(self):
        _, host = self.host_of("jira-cloud", "customfield_10059")
        refused = host.run("integrations", "check", "jira", status=2)
        self.assertIn("customfield_10059 (Evidence) is no single-line text", refused["message"])
        self.assertIn("the picker correlation_field lists those that fit", str(refused))


if __name__ == "__main__":
    unittest.main(verbosity=2)
