#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Jira Data Center through the whole host: versions, ways to authenticate, context paths, sessions and locked accounts."""
import base64
import json
import shutil
import unittest
import urllib.request

import stack
from first_loop_test import POLICY

SESSION = "/rest/auth/1/session"
PASSWORD = {"username": "analyst", "password": "sim-password"}
SECRETS = {"pat": {"token": "sim-token"}, "password": PASSWORD, "session": PASSWORD}
# Jira 11 takes passwords only where somebody allows them.
WAYS = [("8.20.30", auth, "") for auth in SECRETS] + [("9.12.0", auth, "/jira") for auth in SECRETS] + \
       [("11.3.1", "pat", "")]


class Host(stack.Host):
    def __init__(self, site, auth):
        self.auth = auth
        super().__init__(site, POLICY)

    def allow(self, projects):
        self.write("jira.yaml", f"integration: jira\nplugin: jira\ncompanies: [acme]\nauth: {self.auth}\n"
                   f"settings:\n  site: {self.site}\nprojects: [{', '.join(projects)}]\npolicy: test\nenabled: true\n")

    def tell_secrets(self, **changed):
        for field, value in {**SECRETS[self.auth], **changed}.items():
            self.run("secrets", "set", "jira", field, stdin=value + "\n")

    def set_up(self):
        self.run("apply", "-f", self.folder / "documents", status=(0, 1))
        self.tell_secrets()
        self.run("integrations", "check", "jira")
        self.run("integrations", "enable", "jira")


class DataCenter(unittest.TestCase):
    def jira(self, version, auth, context=""):
        # Recorded paths are those of a Jira at the root of its host.
        simulator = stack.Simulator("jira-dc", recorded=not context)
        self.addCleanup(simulator.end)
        simulator.control("POST", "world", {"version": version, "context_path": context})
        host = Host(simulator.address + context, auth)
        self.addCleanup(shutil.rmtree, host.folder, True)
        return simulator, host

    def log_ins(self, simulator):
        return [r["status"] for r in simulator.control("GET", f"requests?method=POST&path={SESSION}")]

    def read(self, host, key):
        """A ticket as the vendor tells it to others."""
        analyst = base64.b64encode(b"analyst:sim-password").decode()
        request = urllib.request.Request(f"{host.site}/rest/api/2/issue/{key}", headers={"Authorization": "Basic " + analyst})
        if host.auth == "pat":
            request.headers["Authorization"] = "Bearer sim-token"
        with urllib.request.urlopen(request, timeout=120) as answer:
            return json.load(answer)

    def test_findings_become_tickets_in_wiki_markup_at_every_version_and_by_every_way_to_authenticate(self):
        for version, auth, context in WAYS:
            with self.subTest(version=version, auth=auth, context=context):
                simulator, host = self.jira(version, auth, context)
                host.set_up()
                checked = host.run("integrations", "check", "jira")
                self.assertTrue(checked["passed"], checked)
                host.import_scan([stack.result(n, text=f"Ünïcode 😀 *stressed* {{code}} {n}") for n in range(3)])
                self.assertEqual(host.run("push", "--company", "acme", "--all")["counts"], {"created": 3})
                self.assertEqual(host.run("push", "--company", "acme", "--all")["counts"], {"already_linked": 3})
                tickets = simulator.tickets()
                self.assertEqual(len(tickets), 3)
                for ticket in tickets:
                    fields = self.read(host, ticket["key"])["fields"]
                    self.assertTrue(fields["summary"].startswith("[high] Ünïcode 😀 *stressed* {code}"), fields["summary"])
                    self.assertIn("h2. Where", fields["description"])
                    self.assertIn("😀 _stressed_ \\{code\\}", fields["description"])
                    self.assertIn("itsm-link", fields["labels"])
                self.assertEqual(self.log_ins(simulator), [200] * len(self.log_ins(simulator)))
                self.assertEqual(bool(self.log_ins(simulator)), auth == "session")

    def test_a_session_that_ended_is_opened_again_once(self):
        simulator, host = self.jira("9.12.0", "session")
        host.set_up()
        host.import_scan([stack.result(n) for n in range(5)])
        before = len(self.log_ins(simulator))
        simulator.control("POST", "clock", {"advance_ms": 24 * 3_600_000})
        self.assertEqual(host.run("push", "--company", "acme", "--all")["counts"], {"created": 5})
        self.assertEqual(self.log_ins(simulator)[before:], [200])

    def test_a_locked_account_is_told_and_not_hammered(self):
        for auth in ("password", "session"):
            with self.subTest(auth=auth):
                simulator, host = self.jira("9.12.0", auth)
                host.set_up()
                host.import_scan([stack.result(n) for n in range(20)])
                host.tell_secrets(password="wrong")
                for _ in range(4):
                    refused = host.run("integrations", "check", "jira", status=2)
                # What Jira says of a log-in is in its headers, which the host, who logs in, does not know.
                self.assertIn("CAPTCHA" if auth == "password" else "the log-in is refused", refused["message"])
                simulator.control("DELETE", "requests")
                host.run("push", "--company", "acme", "--all", status=(0, 1, 2))
                asked = simulator.control("GET", "requests")
                self.assertLessEqual(len(asked), 3, asked)
                self.assertEqual(simulator.tickets(), [])


if __name__ == "__main__":
    unittest.main(verbosity=2)
