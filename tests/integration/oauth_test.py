# SPDX-License-Identifier: Apache-2.0
"""Connecting by consent, through the programs that a person has, with an authorisation server that other people wrote."""
import concurrent.futures
import json
import os
import shutil
import unittest
import urllib.parse
import urllib.request

from consenting import Browser, Host, free_port, outcome
import stack

POLICY = """
policy: test
plugin: desk
route:
  - {name: all, when: {severity_at_least: info}, ticket: {project: SEC, type: [Task]}}
group_by: finding
summary: "${title}"
description: "${description}"
"""


class AuthorizationServer(stack.Program):
    def __init__(self, callback):
        super().__init__(stack.TOP / "tests/clients/run.sh", "authorization_server.mjs", callback)

    def control(self, **order):
        request = urllib.request.Request(f"{self.address}/_control", data=json.dumps(order).encode())
        with urllib.request.urlopen(request, timeout=120) as answer:
            return json.load(answer)


class OAuth(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        port = free_port()
        cls.vendor = AuthorizationServer(f"http://127.0.0.1:{port}/api/v1/oauth/callback")
        cls.addClassCleanup(cls.vendor.end)
        cls.host = Host(os.environ["ITSM_DESK_PLUGINS"], port, POLICY)
        cls.addClassCleanup(shutil.rmtree, cls.host.folder, True)
        cls.add("desk")
        cls.addClassCleanup(cls.host.serving().end)

    @classmethod
    def add(cls, name):
        cls.host.write(f"{name}.yaml", f"integration: {name}\nplugin: desk\ncompanies: [acme]\nauth: oauth\n"
                       f"settings:\n  login: {cls.vendor.address}\npolicy: test\n")
        cls.host.apply()
        cls.host.app(name, "desk-app", "canary-app-secret")

    def setUp(self):
        self.vendor.control(sites=[{"id": "site-1", "name": "https://one.desk.test"}], next={})

    def connect(self, *arguments, **next_answer):
        if next_answer:
            self.vendor.control(next=next_answer)
        command, link = self.host.connecting("desk", *arguments)
        browser = Browser()
        return command, browser.consent(link), browser

    def test_a_consent_connects_the_one_site_and_the_check_passes(self):
        command, link = self.host.connecting("desk")
        browser = Browser()
        question = browser.open(link)
        for words in ("Connect desk to Desk", "Tickets are made.", "people (may be left out)", "begun by command line"):
            self.assertIn(words, question)
        self.assertIn("desk is connected", browser.consent(link))
        done = outcome(command, 0)
        self.assertEqual((done["stage"], done["site"], done["check_passed"]), ("connected", "https://one.desk.test", True))
        self.assertTrue(self.host.run("integrations", "check", "desk")["passed"])
        # The same link, and the same answer of the vendor, a second time.
        self.assertIn("used already", browser.open(link))
        self.assertEqual(browser.status, 409)

    def test_several_hosts_renew_a_token_with_one_request_and_nothing_is_used_twice(self):
        outcome(self.connect()[0], 0)
        before = self.vendor.control(expire=True)
        with concurrent.futures.ThreadPoolExecutor(6) as pool:
            checks = [pool.submit(self.host.run, "integrations", "check", "desk") for _ in range(6)]
            self.assertTrue(all(check.result()["passed"] for check in checks))
        after = self.vendor.control()
        self.assertEqual(after["refreshes"] - before["refreshes"], 1)
        self.assertEqual(after["reuse"], 0)

    def test_many_renewals_one_after_another_keep_the_connection(self):
        outcome(self.connect()[0], 0)
        for _ in range(4):
            self.vendor.control(expire=True)
            self.assertTrue(self.host.run("integrations", "check", "desk")["passed"])
        self.assertEqual(self.vendor.control()["reuse"], 0)

    def test_a_connection_that_the_vendor_ended_asks_for_a_reconnect_and_gets_it(self):
        outcome(self.connect()[0], 0)
        self.vendor.control(expire=True, revoke=True)
        refused = self.host.run("integrations", "check", "desk", status=2)
        self.assertEqual(refused["code"], "reconnect_needed")
        self.assertIn("integrations connect desk", refused["remedy"])
        outcome(self.connect()[0], 0)
        self.assertTrue(self.host.run("integrations", "check", "desk")["passed"])

    def test_a_refused_consent_connects_nothing_and_says_so(self):
        command, page, browser = self.connect(refuse=True)
        self.assertIn("The consent was refused", page)
        self.assertEqual(browser.status, 409)
        self.assertEqual(outcome(command, 2)["code"], "consent_refused")

    def test_a_missing_scope_that_is_needed_is_named_with_what_it_breaks_and_its_tokens_are_given_back(self):
        had = self.vendor.control()["refresh_tokens"]
        command, page, _ = self.connect(without=["write"])
        self.assertIn("Needed permissions were not granted", page)
        self.assertIn("Tickets are made.", page)
        told = outcome(command, 2)
        self.assertEqual(told["code"], "scopes_missing")
        self.assertIn("write", json.dumps(told["errors"]))
        self.assertEqual(self.vendor.control()["refresh_tokens"], had)

    def test_a_missing_scope_that_is_not_needed_is_a_warning(self):
        command, page, _ = self.connect(without=["people"])
        self.assertIn("Assignees are found.", page)
        self.assertIn("people", json.dumps(outcome(command, 0)["warnings"]))

    def test_another_browser_cannot_go_on(self):
        command, link = self.host.connecting("desk")
        first = Browser(stack.Stay)
        first.open(link)
        first.open(link, data=b"")
        self.assertEqual(first.status, 303)
        stranger = Browser()
        self.assertIn("Another browser", stranger.open(link))
        self.assertIn("Another browser", stranger.open(link, data=b""))
        # The way back, seen over somebody's shoulder.
        state = urllib.parse.parse_qs(urllib.parse.urlsplit(first.location).query)["state"][0]
        self.assertIn("Another browser", stranger.open(f"{self.host.address}/api/v1/oauth/callback?state={state}&code=x"))
        # It cost the first one nothing.
        first.open(f"{self.host.address}/api/v1/oauth/callback?state={state}&error=access_denied")
        self.assertIn("The consent was refused", first.text)
        self.assertEqual(outcome(command, 2)["code"], "consent_refused")

    def test_a_state_that_is_not_ours_is_unknown(self):
        browser = Browser()
        for state in ("", "1.x", "x", "99999999999999999999.x"):
            self.assertIn("no such consent", browser.open(f"{self.host.address}/api/v1/oauth/callback?state={state}&code=x"))
            self.assertEqual(browser.status, 404)

    def test_several_sites_are_a_choice_on_the_command_line(self):
        self.vendor.control(sites=[{"id": "site-1", "name": "one"}, {"id": "site-2", "name": "two"}])
        command, page, _ = self.connect()
        self.assertIn("choose a site", page)
        asked = outcome(command, 2)
        self.assertEqual(asked["code"], "choose_site")
        self.assertEqual([error["where"] for error in asked["errors"]], ["site-1", "site-2"])
        wrong = self.host.run("integrations", "connect", "desk", "--site", "three", status=2)
        self.assertEqual(wrong["code"], "site_unknown")
        chosen = self.host.run("integrations", "connect", "desk", "--site", "two")
        self.assertEqual(chosen["site"], "two")
        self.assertTrue(self.host.run("integrations", "check", "desk")["passed"])
        command, _, _ = self.connect("--site", "one")
        self.assertEqual(outcome(command, 0)["site"], "one")

    def test_several_sites_are_a_choice_through_the_api(self):
        self.vendor.control(sites=[{"id": "site-1", "name": "one"}, {"id": "site-2", "name": "two"}])
        token = self.host.run("tokens", "create", "admin", "--role", "admin", "--company", "acme")["token"]
        status, headers, link = self.host.call(token, "/integrations/desk/oauth/start")
        self.assertEqual((status, headers["Location"]), (303, link["address"]))
        self.assertEqual(link["redirect_uri"], f"{self.host.address}/api/v1/oauth/callback")
        Browser().consent(link["address"])
        _, _, state = self.host.call(token, "/integrations/desk/oauth")
        self.assertEqual((state["stage"], [site["id"] for site in state["sites"]]), ("choosing", ["site-1", "site-2"]))
        other = self.host.run("tokens", "create", "other", "--role", "admin", "--company", "acme")["token"]
        self.assertEqual(self.host.call(other, "/integrations/desk/oauth/site", {"site": "two"})[0], 403)
        status, _, done = self.host.call(token, "/integrations/desk/oauth/site", {"site": "two"})
        self.assertEqual((status, done["stage"], done["site"]), (200, "connected", "two"))
        analyst = self.host.run("tokens", "create", "analyst", "--company", "acme")["token"]
        self.assertEqual(self.host.call(analyst, "/integrations/desk/oauth/start")[0], 403)

    def test_a_site_that_is_connected_already_names_the_integration_that_has_it(self):
        outcome(self.connect()[0], 0)
        self.add("second")
        command, link = self.host.connecting("second")
        self.assertIn("connected already", Browser().consent(link))
        self.assertIn("as desk", outcome(command, 2)["message"])

    def test_an_account_without_a_site_is_told_so(self):
        self.vendor.control(sites=[])
        command, page, _ = self.connect()
        self.assertIn("The account sees no site", page)
        self.assertEqual(outcome(command, 2)["code"], "no_site")

    def test_disconnecting_revokes_at_the_vendor_and_a_consent_brings_it_back(self):
        outcome(self.connect()[0], 0)
        had = self.vendor.control()["refresh_tokens"]
        dry = self.host.run("integrations", "disconnect", "desk", "--dry-run")
        self.assertFalse(dry["done"])
        self.assertEqual(self.vendor.control()["refresh_tokens"], had)
        self.host.run("integrations", "disconnect", "desk")
        self.assertEqual(self.vendor.control()["refresh_tokens"], had - 1)
        self.assertEqual(self.host.run("integrations", "check", "desk", status=2)["code"], "not_connected")
        outcome(self.connect()[0], 0)
        self.host.run("integrations", "enable", "desk")

    def test_tokens_and_secrets_are_in_no_log_and_not_readable_in_the_data_folder(self):
        outcome(self.connect()[0], 0)
        secrets = [s.encode() for s in self.vendor.control()["tokens"]] + [b"canary-app-secret"]
        self.assertGreater(len(secrets), 2)
        for path in self.host.folder.rglob("*"):
            if path.is_file():
                content = path.read_bytes()
                for secret in secrets:
                    self.assertNotIn(secret, content, f"{path} holds a secret")


if __name__ == "__main__":
    unittest.main(verbosity=2)
