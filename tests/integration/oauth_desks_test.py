# SPDX-License-Identifier: Apache-2.0
"""OAuth of the service desks through the host's token keeper: ServiceNow's three grants and Zoho's consent, with tokens
that end, are renewed once and are taken away."""
import concurrent.futures
import shutil
import unittest
import urllib.parse
import urllib.request

import consenting
import stack

POLICY = """
policy: test
plugin: {plugin}
route:
  - {{name: all, when: {{severity_at_least: low}}, ticket: {{project: {project}, type: [{type}]}}}}
group_by: finding
summary: "${{title}}"
description: "${{description}}"
"""
HOURS_LATER = {"advance_ms": 3 * 3_600_000}


class Desk(unittest.TestCase):
    """A simulated desk, and a host with one integration of it."""

    @classmethod
    def setUpClass(cls):
        if cls is Desk or not hasattr(cls, "vendor"):
            raise unittest.SkipTest("what the desks have in common")
        cls.simulator = stack.Simulator(cls.vendor)
        cls.addClassCleanup(cls.simulator.end)
        cls.host = consenting.Host(stack.PLUGINS, consenting.free_port(), POLICY.format(**cls.place), "--dev")
        cls.addClassCleanup(shutil.rmtree, cls.host.folder, True)
        cls.addClassCleanup(stack.end_database, cls.host.data)
        cls.add("desk", cls.auth)
        cls.addClassCleanup(cls.host.serving().end)

    @classmethod
    def add(cls, name, auth):
        settings = "".join(f"  {key}: {value}\n" for key, value in cls.settings().items())
        cls.host.write(f"{name}.yaml", f"integration: {name}\nplugin: {cls.place['plugin']}\ncompanies: [acme]\nauth: {auth}\n"
                       f"settings:\n{settings}projects: [{cls.place['project']}]\npolicy: test\n")
        cls.host.apply()
        for field, value in cls.credential.items():
            cls.host.run("secrets", "set", name, field, stdin=f"{value}\n")

    def check(self, name="desk"):
        return self.host.run("integrations", "check", name)["passed"]

    def refused(self, name="desk", status=2):
        return self.host.run("integrations", "check", name, status=status)

    def later(self):
        """Every access token has ended."""
        self.simulator.control("POST", "clock", HOURS_LATER)

    def token_requests(self):
        """The grants that were asked for, oldest first."""
        forms = []
        for request in self.simulator.control("GET", "requests"):
            if request["method"] == "POST" and request["path"] == self.token_path:
                forms.append({**urllib.parse.parse_qs(urllib.parse.urlsplit("?" + request.get("query", "")).query),
                              **urllib.parse.parse_qs(request["body"])})
        return [form["grant_type"][0] for form in forms]

    def asked(self, do):
        """The grants that were asked for while this was done."""
        before = len(self.token_requests())
        do()
        return self.token_requests()[before:]

    def three_hosts_at_once(self):
        with concurrent.futures.ThreadPoolExecutor(3) as hosts:
            self.assertTrue(all(one.result() for one in [hosts.submit(self.check) for _ in range(3)]))

    def push(self, count):
        self.host.import_scan([stack.result(n) for n in range(count)])
        return self.host.run("push", "--company", "acme", "--all")["counts"]


class ServiceNow(Desk):
    token_path = "/oauth_token.do"
    place = {"plugin": "servicenow", "project": "incident", "type": "Incident"}

    @classmethod
    def settings(cls):
        return {"instance": cls.simulator.address}

    def all_tokens_are_taken_away(self):
        """What an administrator can do on the page of tokens."""
        self.simulator.control("POST", "reset")

    def client_leaves(self):
        """An administrator takes the application away, and puts it back when the test ends."""
        self.simulator.control("POST", "world", {"oauth": {"sim-client": {"secret": "another"}}})
        self.addCleanup(self.simulator.control, "POST", "world", {"oauth": {"sim-client": {"secret": "sim-client-secret"}}})


class ClientCredentials(ServiceNow):
    vendor, auth = "servicenow", "oauth-client"
    credential = {"client_id": "sim-client", "client_secret": "sim-client-secret"}

    def test_a_client_has_a_token_of_its_own_which_several_hosts_renew_once(self):
        self.assertTrue(self.check())
        self.assertEqual(self.asked(self.check), [])
        self.later()
        self.assertEqual(self.asked(self.three_hosts_at_once), ["client_credentials"])

    def test_tickets_are_made_also_after_the_token_has_ended(self):
        self.assertTrue(self.check())
        self.host.run("integrations", "enable", "desk")
        self.assertEqual(self.push(2), {"created": 2})
        self.later()
        self.assertEqual(self.push(3), {"created": 1, "already_linked": 2})

    def test_a_client_that_is_no_longer_known_is_named_as_what_to_mend(self):
        self.later()
        self.client_leaves()
        told = self.refused()
        self.assertEqual(told["code"], "client_refused")
        self.assertIn("secrets set desk client_id", told["remedy"])


class Password(ServiceNow):
    vendor, auth = "servicenow", "oauth-password"
    credential = {**ClientCredentials.credential, "username": "itsm.link", "password": "link-password"}

    def test_the_password_which_is_kept_anyway_brings_the_next_token_once_for_all_hosts(self):
        self.assertTrue(self.check())
        self.assertEqual(self.asked(self.check), [])
        for _ in range(2):
            self.later()
            self.assertEqual(self.asked(self.three_hosts_at_once), ["password"])

    def test_a_token_that_the_instance_takes_away_before_its_end_is_replaced(self):
        self.assertTrue(self.check())
        self.all_tokens_are_taken_away()
        self.assertTrue(self.check())
        self.assertEqual(self.token_requests(), ["password"])

    def test_a_password_that_was_changed_is_told(self):
        self.assertTrue(self.check())
        self.later()
        self.all_tokens_are_taken_away()
        self.simulator.control("POST", "world", {"users": {"itsm.link": {"password": "another"}}})
        self.addCleanup(self.simulator.control, "POST", "world", {"users": {"itsm.link": {"password": "link-password"}}})
        self.assertEqual(self.refused()["code"], "client_refused")


class Consent(ServiceNow):
    vendor, auth = "servicenow", "oauth-consent"
    credential = ClientCredentials.credential

    def connect(self):
        command, link = self.host.connecting("desk")
        self.assertIn("desk is connected", consenting.Browser().consent(link))
        return consenting.outcome(command, 0)

    def test_a_person_consents_and_the_refresh_token_keeps_the_connection(self):
        self.assertTrue(self.connect()["check_passed"])
        self.later()
        self.assertEqual(self.asked(self.three_hosts_at_once), ["refresh_token"])

    def test_a_grant_that_was_taken_away_asks_for_a_reconnect_and_gets_it(self):
        self.connect()
        self.later()
        self.all_tokens_are_taken_away()
        told = self.refused()
        self.assertEqual(told["code"], "reconnect_needed")
        self.assertIn("integrations connect desk", told["remedy"])
        self.assertTrue(self.connect()["check_passed"])


class Zoho(Desk):
    vendor, auth, token_path = "sdp-cloud", "zoho", "/oauth/v2/token"
    place = {"plugin": "manageengine", "project": "Head Office", "type": "Default Request"}
    credential = ClientCredentials.credential

    @classmethod
    def settings(cls):
        return {"site": cls.simulator.address, "accounts": cls.simulator.address, "portal": "itdesk",
                "account": "analyst@example.test", "correlation_field": "txt_correlation_key"}

    def setUp(self):
        self.simulator.control("POST", "oauth", {"as": "analyst", "consent": "accept"})
        # Each test has its own minute of Zoho's few token requests.
        self.simulator.control("POST", "clock", {"advance_ms": 61_000})

    def connect(self):
        command, link = self.host.connecting("desk")
        return command, consenting.Browser().consent(link)

    def grants(self):
        return self.simulator.control("GET", "oauth")["grants"]

    def test_findings_become_requests_and_the_refresh_token_stays_the_same_one(self):
        command, page = self.connect()
        self.assertIn("desk is connected", page)
        self.assertTrue(consenting.outcome(command, 0)["check_passed"])
        self.host.run("integrations", "enable", "desk")
        self.assertEqual(self.push(2), {"created": 2})
        for _ in range(2):
            self.later()
            self.assertEqual(self.asked(self.three_hosts_at_once), ["refresh_token"])
        self.assertEqual(self.push(3), {"created": 1, "already_linked": 2})

    def test_a_consent_that_was_withdrawn_asks_for_a_reconnect_though_zoho_says_so_with_200(self):
        consenting.outcome(self.connect()[0], 0)
        self.later()
        self.simulator.control("POST", "oauth/revoke", {})
        told = self.refused()
        self.assertEqual(told["code"], "reconnect_needed")
        consenting.outcome(self.connect()[0], 0)
        self.assertTrue(self.check())

    def test_too_many_token_requests_are_waited_out_and_cost_nothing(self):
        consenting.outcome(self.connect()[0], 0)
        self.later()
        self.simulator.control("POST", "world", {"limits": {"tokens_per_minute": 1}})
        self.addCleanup(self.simulator.control, "POST", "world", {"limits": {"tokens_per_minute": 5}})
        urllib.request.urlopen(f"{self.simulator.address}{self.token_path}", data=b"", timeout=30).close()
        self.assertEqual(self.refused(status=3)["code"], "vendor_tokens_unavailable")
        self.simulator.control("POST", "world", {"limits": {"tokens_per_minute": 5}})
        self.simulator.control("POST", "clock", {"advance_ms": 61_000})
        stack.wait_until(self.answers, "the host asks again after its pause")

    def answers(self):
        try:
            return self.check()
        except AssertionError:
            return False

    def test_a_refused_consent_is_a_page_of_its_own(self):
        self.simulator.control("POST", "oauth", {"consent": "refuse"})
        command, page = self.connect()
        self.assertIn("The consent was refused", page)
        self.assertEqual(consenting.outcome(command, 2)["code"], "consent_refused")

    def test_disconnecting_gives_the_refresh_token_back(self):
        consenting.outcome(self.connect()[0], 0)
        had = self.grants()
        self.host.run("integrations", "disconnect", "desk")
        self.assertEqual(self.grants(), had - 1)
        self.assertEqual(self.refused()["code"], "not_connected")
        consenting.outcome(self.connect()[0], 0)
        self.host.run("integrations", "enable", "desk")


if __name__ == "__main__":
    unittest.main(verbosity=2)
