# SPDX-License-Identifier: Apache-2.0
"""Jira Cloud connected by consent: Atlassian's authorisation server and gateway, both simulated, through the whole host."""
import concurrent.futures
import json
import shutil
import unittest

import consenting
import stack
from first_loop_test import POLICY

OTHER_SITE = "22222222-3333-4444-8555-666666666666"


class JiraByConsent(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        port = consenting.free_port()
        cls.simulator = stack.Simulator()
        cls.addClassCleanup(cls.simulator.end)
        cls.host = consenting.Host(stack.PLUGINS, port, POLICY, "--dev")
        cls.addClassCleanup(shutil.rmtree, cls.host.folder, True)
        cls.add("jira")
        cls.addClassCleanup(cls.host.serving().end)

    @classmethod
    def add(cls, name, app=True):
        gateway = f"    https://auth.atlassian.com: {cls.simulator.address}\n    https://api.atlassian.com: {cls.simulator.address}\n"
        cls.host.write(f"{name}.yaml", f"integration: {name}\nplugin: jira\ncompanies: [acme]\nauth: oauth\n"
                       f"settings:\n  site: {cls.simulator.address}\nprojects: [SEC, PLAT]\npolicy: test\n"
                       f"development:\n  addresses:\n{gateway}")
        cls.host.apply()
        if app:
            cls.host.app(name, "sim-client", "sim-client-secret")

    def setUp(self):
        self.simulator.control("POST", "world", {"other_sites": {OTHER_SITE: None}})
        self.decide(consent="accept")

    def decide(self, **decision):
        self.simulator.control("POST", "oauth", decision)

    def connect(self, *arguments):
        command, link = self.host.connecting("jira", *arguments)
        page = consenting.Browser().consent(link)
        return command, page

    def refreshes(self):
        return sum(grant["refreshes"] for grant in self.simulator.control("GET", "oauth")["grants"])

    def test_findings_become_tickets_through_the_gateway_also_after_the_token_has_ended(self):
        command, page = self.connect()
        self.assertIn("jira is connected", page)
        done = consenting.outcome(command, 0)
        self.assertTrue(done["check_passed"], done)
        self.host.run("integrations", "enable", "jira")
        self.host.import_scan([stack.result(n) for n in range(3)])
        self.assertEqual(self.host.run("push", "--company", "acme", "--all")["counts"], {"created": 3})
        writes = self.simulator.writes()
        self.assertTrue(all(write["path"].startswith("/ex/jira/") for write in writes), writes)

        self.simulator.control("POST", "clock", {"advance_ms": 7_200_000})
        self.host.import_scan([stack.result(n) for n in range(5)])
        self.assertEqual(self.host.run("push", "--company", "acme", "--all")["counts"], {"created": 2, "already_linked": 3})

    def test_three_hosts_that_find_the_token_ended_renew_it_once(self):
        consenting.outcome(self.connect()[0], 0)
        before = self.refreshes()
        self.simulator.control("POST", "clock", {"advance_ms": 7_200_000})
        with concurrent.futures.ThreadPoolExecutor(3) as hosts:
            checks = [hosts.submit(self.host.run, "integrations", "check", "jira") for _ in range(3)]
            self.assertTrue(all(check.result()["passed"] for check in checks))
        self.assertEqual(self.refreshes() - before, 1)
        # What the vendor gave last is what is kept: beyond the ten minutes of its predecessor it still renews.
        self.simulator.control("POST", "clock", {"advance_ms": 7_200_000})
        self.assertTrue(self.host.run("integrations", "check", "jira")["passed"])

    def test_a_consent_that_was_withdrawn_asks_for_a_reconnect(self):
        consenting.outcome(self.connect()[0], 0)
        self.simulator.control("POST", "oauth/revoke", {"app": "sim-client"})
        self.assertEqual(self.host.run("integrations", "check", "jira", status=2)["code"], "reconnect_needed")
        consenting.outcome(self.connect()[0], 0)
        self.assertTrue(self.host.run("integrations", "check", "jira")["passed"])

    def test_a_refused_consent_is_a_page_of_its_own(self):
        self.decide(consent="refuse")
        command, page = self.connect()
        self.assertIn("The consent was refused", page)
        self.assertEqual(consenting.outcome(command, 2)["code"], "consent_refused")

    def test_a_scope_that_is_needed_and_not_granted_is_named_with_what_it_breaks(self):
        self.decide(consent="accept", without=["write:jira-work"])
        command, page = self.connect()
        self.assertIn("Needed permissions were not granted", page)
        self.assertIn("To make and change tickets", page)
        told = consenting.outcome(command, 2)
        self.assertEqual(told["code"], "scopes_missing")
        self.assertIn("write:jira-work", json.dumps(told["errors"]))

    def test_of_several_sites_one_is_chosen_and_no_second_integration_takes_it(self):
        self.simulator.control("POST", "world", {"other_sites": {OTHER_SITE: {"name": "The other site"}}})
        command, page = self.connect()
        self.assertIn("choose a site", page)
        self.assertEqual(consenting.outcome(command, 2)["code"], "choose_site")
        chosen = self.host.run("integrations", "connect", "jira", "--site", OTHER_SITE)
        self.assertIn("The other site", chosen["site"])
        self.assertTrue(self.host.run("integrations", "check", "jira")["passed"])

        self.add("second")
        self.decide(consent="accept", sites=[OTHER_SITE])
        command, link = self.host.connecting("second")
        self.assertIn("connected already", consenting.Browser().consent(link))
        told = consenting.outcome(command, 2)
        self.assertEqual(told["code"], "site_already_connected")
        self.assertIn("integrations connect jira", told["remedy"])

    def test_without_an_app_it_is_told_what_the_app_needs(self):
        self.add("without", app=False)
        told = self.host.run("integrations", "connect", "without", status=2)
        self.assertEqual(told["code"], "credential_missing")
        needed = {error["where"]: error["what"] for error in told["errors"]}
        self.assertEqual(needed["callback URL of the app"], f"{self.host.address}/api/v1/oauth/callback")
        self.assertIn("scope offline_access", needed)

    def test_outside_development_the_simulator_is_not_taken_for_the_vendor(self):
        self.host.options = ()
        self.addCleanup(setattr, self.host, "options", ("--dev",))
        refused = self.host.run("apply", "-f", self.host.folder / "documents", status=2)
        self.assertIn("--dev", str(refused["errors"]))
        self.assertEqual(self.host.run("integrations", "check", "jira", status=2)["code"], "development_only")


if __name__ == "__main__":
    unittest.main(verbosity=2)
