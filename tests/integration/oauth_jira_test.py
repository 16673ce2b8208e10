# SPDX-License-Identifier: Apache-2.0
"""Jira Cloud connected by consent: Atlassian's authorisation server and gateway, both simulated, through the whole host."""
import pathlib
import shutil
import tempfile
import unittest

import consenting
import stack
from first_loop_test import POLICY


class Simulator(stack.Simulator):
    """A Jira whose app sends people back to the host on that port."""

    def __init__(self, port):
        seed = (stack.TOP / "tests/simulators/seeds/jira_cloud.yaml").read_text()
        usual = 'callback_urls: ["http://127.0.0.1:8080/'
        assert usual in seed
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="itsm-seed-"))
        changed = self.folder / "seed.yaml"
        changed.write_text(seed.replace(usual, f'callback_urls: ["http://127.0.0.1:{port}/api/v1/oauth/callback", "http://127.0.0.1:8080/'))
        stack.Program.__init__(self, stack.PROGRAMS / "itsm-simulator", "--vendor", "jira-cloud", "--port", "0", "--seed", changed)


class JiraByConsent(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        port = consenting.free_port()
        cls.simulator = Simulator(port)
        cls.addClassCleanup(shutil.rmtree, cls.simulator.folder, True)
        cls.addClassCleanup(cls.simulator.end)
        cls.host = consenting.Host(stack.PLUGINS, port, POLICY, "--dev")
        cls.addClassCleanup(shutil.rmtree, cls.host.folder, True)
        gateway = f"    https://auth.atlassian.com: {cls.simulator.address}\n    https://api.atlassian.com: {cls.simulator.address}\n"
        cls.host.write("jira.yaml", "integration: jira\nplugin: jira\ncompanies: [acme]\nauth: oauth\n"
                       f"settings:\n  site: {cls.simulator.address}\nprojects: [SEC, PLAT]\npolicy: test\n"
                       f"development:\n  addresses:\n{gateway}")
        cls.host.apply()
        cls.host.app("jira", "sim-client", "sim-client-secret")
        cls.addClassCleanup(cls.host.serving().end)

    def connect(self, *arguments):
        self.simulator.control("POST", "oauth", {"consent": "accept"})
        command, link = self.host.connecting("jira", *arguments)
        page = consenting.Browser().consent(link)
        return command, page

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

    def test_a_consent_that_was_withdrawn_asks_for_a_reconnect(self):
        consenting.outcome(self.connect()[0], 0)
        self.simulator.control("POST", "oauth/revoke", {"app": "sim-client"})
        self.assertEqual(self.host.run("integrations", "check", "jira", status=2)["code"], "reconnect_needed")
        consenting.outcome(self.connect()[0], 0)
        self.assertTrue(self.host.run("integrations", "check", "jira")["passed"])

    def test_a_scope_that_is_needed_and_refused_is_named(self):
        self.simulator.control("POST", "oauth", {"consent": "accept", "without": ["write:jira-work"]})
        command, link = self.host.connecting("jira")
        self.assertIn("To make and change tickets", consenting.Browser().consent(link))
        self.assertEqual(consenting.outcome(command, 2)["code"], "scopes_missing")

    def test_outside_development_the_simulator_is_not_taken_for_the_vendor(self):
        refused = self.host.run("apply", "-f", self.host.folder / "documents", status=2, development=False)
        self.assertIn("--dev", str(refused["errors"]))
        self.assertEqual(self.host.run("integrations", "check", "jira", status=2, development=False)["code"], "development_only")


if __name__ == "__main__":
    unittest.main(verbosity=2)
