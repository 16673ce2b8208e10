# SPDX-License-Identifier: Apache-2.0
"""People sign in by a provider that other people wrote, through its pages and back; and everything that goes wrong on the
way has its own words."""
import json
import os
import shutil
import subprocess
import unittest
import urllib.parse
import urllib.request

import consenting
import invariants
import stack

SECRET = "canary-sign-in-secret"
PEOPLE = {"anna": {"groups": ["acme-security", "everybody"]}, "boss": {"groups": ["itsm-admins"]}, "stranger": {"groups": ["everybody"]},
          "ghost": {"groups": ["ghosts"]}, "carl": {"groups": ["acme-security"]}, "dora": {"groups": ["acme-security"]},
          "nameless": {"groups": ["acme-security"], "preferred_username": 5}}
SIGN_IN = """sign_in:
  oidc:
    issuer: {issuer}
    client_id: itsm
    label: the company's login
    scopes: [openid, profile, groups]
    rules:
      - {{claim: groups, has: itsm-admins, role: admin, companies: all}}
      - {{claim: groups, has: acme-security, role: analyst, companies: [acme]}}
      - {{claim: groups, has: ghosts, role: admin, companies: [nowhere]}}
"""


class Provider(stack.Program):
    def __init__(self, port, callback):
        super().__init__(stack.TOP / "tests/clients/run.sh", "sign_in_provider.mjs", port, callback)

    def control(self, **order):
        request = urllib.request.Request(f"{self.address}/_control", data=json.dumps(order).encode())
        with urllib.request.urlopen(request, timeout=120) as answer:
            return json.load(answer)


class Person(consenting.Browser):
    """Somebody's browser, which is at the host until it is sent away."""

    def __init__(self, host, *handlers):
        super().__init__(*handlers)
        self.host = host

    def sign_in(self, to="/"):
        return self.open(f"{self.host.address}/api/v1/sign-in/provider?to={urllib.parse.quote(to)}")

    def session(self):
        text = self.open(f"{self.host.address}/api/v1/session")
        return json.loads(text) if self.status == 200 else None


class SignInByProvider(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        port, cls.port = consenting.free_port(), consenting.free_port()
        cls.callback = f"http://127.0.0.1:{port}/api/v1/sign-in/provider/callback"
        cls.provider = Provider(cls.port, cls.callback)
        cls.addClassCleanup(lambda: cls.provider.end())
        cls.host = consenting.Host(stack.PLUGINS, port, "policy: test\nplugin: jira\n", "--dev")
        cls.addClassCleanup(shutil.rmtree, cls.host.folder, True)
        with open(cls.host.folder / "host.yaml", "a", encoding="utf-8") as settings:
            settings.write(SIGN_IN.format(issuer=cls.provider.address))
        for company in ("acme", "beta"):
            cls.host.run("companies", "add", company)
        cls.host.run("sign-in", "set-secret", stdin=SECRET + "\n")
        cls.serving = cls.host.serving()
        cls.addClassCleanup(lambda: cls.serving.end())

    def setUp(self):
        self.provider.control(people=PEOPLE, next={"account": "anna"})

    def person(self, account, **more):
        self.provider.control(next={"account": account, **more})
        return Person(self.host)

    def refused(self, person, title, *words, status=403):
        """The page that the person sees now."""
        self.assertIn(f"<h1>{title}</h1>", person.text)
        for word in (*words, "What to do: "):
            self.assertIn(word, person.text)
        self.assertEqual(person.status, status)
        self.assertIsNone(person.session())

    def stopped(self, account, **more):
        """A browser that was about to come back, and where it would have come."""
        person = self.person(account, **more)
        address = f"{self.host.address}/api/v1/sign-in/provider"
        stay = urllib.request.HTTPRedirectHandler()
        stay.redirect_request = lambda request, *rest: (
            None if rest[-1].startswith(self.callback)
            else urllib.request.HTTPRedirectHandler.redirect_request(stay, request, *rest))
        jar = next(one for one in person.opener.handlers if isinstance(one, urllib.request.HTTPCookieProcessor))
        person.opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), jar, stay)
        person.open(address)
        self.assertTrue(person.location.startswith(self.callback), person.location)
        return person, person.location

    def audit(self, action, name):
        return [(actor, json.loads(details)) for actor, details in invariants.query(
            self.host, f"SELECT actor, details::text FROM audit_entry WHERE action = '{action}' AND subject = 'person {name}' ORDER BY audit_entry_id")]

    def test_who_has_a_group_signs_in_with_its_role_in_its_companies_and_out_again(self):
        offered = json.loads(Person(self.host).open(f"{self.host.address}/api/v1/sign-in"))
        self.assertEqual(offered, {"providers": [{"label": "the company's login", "address": "/api/v1/sign-in/provider"}]})
        anna = self.person("anna")
        anna.sign_in()
        session = anna.session()
        self.assertEqual(session["user"], {"name": "anna", "role": "analyst", "companies": ["acme"]})
        anna.open(f"{self.host.address}/api/v1/findings")
        self.assertEqual(anna.status, 200)
        anna.open(f"{self.host.address}/api/v1/findings?company=beta")
        self.assertEqual(anna.status, 403)
        boss = self.person("boss")
        boss.sign_in()
        self.assertEqual(boss.session()["user"], {"name": "boss", "role": "admin", "companies": ["acme", "beta"]})
        people = {person["name"]: person for person in self.host.run("users", "list")["items"]}
        self.assertEqual((people["anna"]["companies"], people["anna"]["by_provider"]), (["acme"], True))
        self.assertEqual((people["admin"]["by_provider"], people["boss"]["companies"]), (False, []))
        actor, details = self.audit("person.sign_in", "anna")[-1]
        self.assertEqual((actor, details["provider"], details["subject"]), ("person anna", self.provider.address, "anna"))
        (actor, details), = self.audit("person.add", "anna")
        self.assertEqual((actor, details["role"]), ("sign-in provider", "analyst"))
        wrong = self.host.run("users", "reset-password", "anna", status=2)
        self.assertEqual(wrong["code"], "person_by_provider")
        request = urllib.request.Request(f"{self.host.address}/api/v1/session", method="DELETE",
                                         headers={"X-CSRF-Token": session["csrf"]})
        with anna.opener.open(request) as answer:
            self.assertEqual(answer.status, 204)
        self.assertIsNone(anna.session())

    def test_in_chromium_the_button_leads_through_the_provider_to_the_page_that_was_asked_for(self):
        done = subprocess.run([stack.TOP / "tests/web/run.sh", stack.TOP / "tests/web/provider.mjs", self.provider.address],
                              env={**os.environ, "ITSM_WEB_HOST": self.host.address}, timeout=300, check=False)
        self.assertEqual(done.returncode, 0)

    def test_the_browser_comes_to_the_page_that_was_asked_for_and_never_to_another_host(self):
        self.provider.control(next={"account": "dora"})
        for to, seen in (("/findings?severity=high", "/findings?severity=high"), ("//example.com/", "/"), ("https://example.com", "/")):
            stay = Person(self.host, stack.Stay)
            stay.sign_in(to)
            self.assertEqual(stay.status, 303)
            asked = urllib.parse.parse_qs(urllib.parse.urlsplit(stay.location).query)
            self.assertEqual((asked["code_challenge_method"], asked["response_type"]), (["S256"], ["code"]))
            returned = Person(self.host)
            returned.sign_in(to)
            self.assertEqual(returned.page.removeprefix(self.host.address), seen)

    def test_what_somebody_may_do_follows_the_groups_at_the_next_sign_in(self):
        dora, later = self.person("dora"), self.person("dora")
        dora.sign_in()
        self.assertEqual(dora.session()["user"]["role"], "analyst")
        self.provider.control(people={**PEOPLE, "dora": {"groups": ["itsm-admins", "acme-security"]}})
        later.sign_in()
        for browser in (dora, later):
            self.assertEqual(browser.session()["user"], {"name": "dora", "role": "admin", "companies": ["acme", "beta"]})
        self.assertEqual([details["companies"] for _, details in self.audit("person.entitle", "dora")][-1], "all")
        self.provider.control(people={**PEOPLE, "dora": {"groups": []}})
        last = self.person("dora")
        last.sign_in()
        self.refused(last, "You may not use this host", "no rule of this host lets you in", "sign_in.oidc.rules")
        for browser in (dora, later):
            self.assertIsNone(browser.session())

    def test_nobody_gets_in_whom_no_rule_names_and_no_rule_without_a_company_means_all(self):
        for account in ("stranger", "ghost"):
            person = self.person(account)
            person.sign_in()
            self.refused(person, "You may not use this host", "no rule of this host lets you in")
            actor, details = self.audit("person.sign_in_refused", account)[-1]
            self.assertEqual((actor, details["code"]), (f"person {account}", "not_entitled"))
        self.assertNotIn("ghost", json.dumps(self.host.run("users", "list")))
        check = self.host.run("sign-in", "check", status=1)
        self.assertEqual(check["unknown_companies"], ["nowhere"])
        self.assertEqual((check["keys"], check["secret_stored"], check["redirect_uri"]), (1, True, self.callback))

    def test_a_local_account_is_not_taken_over_and_a_disabled_person_stays_out(self):
        self.host.run("users", "add", "carl", "--role", "viewer", "--company", "beta")
        carl = self.person("carl")
        carl.sign_in()
        self.refused(carl, "Your name is taken here", "somebody else has the name carl here already")
        people = {person["name"]: person for person in self.host.run("users", "list")["items"]}
        self.assertEqual((people["carl"]["role"], people["carl"]["by_provider"]), ("viewer", False))
        nameless = self.person("nameless")
        nameless.sign_in()
        self.refused(nameless, "The provider does not tell your name", "preferred_username", "sign_in.oidc.name_claim")
        self.provider.control(people={**PEOPLE, "erik": {"groups": ["acme-security"]}})
        erik = self.person("erik")
        erik.sign_in()
        self.assertEqual(erik.session()["user"]["name"], "erik")
        self.host.run("users", "disable", "erik")
        self.assertIsNone(erik.session())
        erik.sign_in()
        self.refused(erik, "Your account is disabled", "erik may not sign in here any more")

    def test_an_answer_that_belongs_to_no_sign_in_of_this_browser_is_refused(self):
        person, where = self.stopped("anna")
        other = Person(self.host)
        other.open(where)
        self.refused(other, "Another browser began this sign-in", "another browser")
        parts = urllib.parse.urlsplit(where)
        query = dict(urllib.parse.parse_qsl(parts.query))
        time, chance, page, mac = query["state"].split(".")

        def with_state(state):
            return parts._replace(query=urllib.parse.urlencode({**query, "state": state})).geturl()
        for state in ("", "nonsense", f"{time}.{chance}.{page}.{mac[::-1]}", f"{time}.{chance}x.{page}.{mac}"):
            person.open(with_state(state))
            self.refused(person, "This sign-in was not begun here", "does not belong to a sign-in that was begun here")
        person.open(with_state(f"{int(time) - 601}.{chance}.{page}.{mac}"))
        self.refused(person, "This sign-in took too long", "more than ten minutes")
        person.open(with_state(query["state"]).replace(urllib.parse.quote_plus(query["iss"]), "https%3A%2F%2Flogin.example.com"))
        self.refused(person, "Another provider answered", "another sign-in provider")
        person.open(where)
        self.assertEqual(person.session()["user"]["name"], "anna")
        # The same answer once more, by somebody who has seen it and has the cookie too.
        before = self.provider.control()["exchanges"]
        person, where = self.stopped("anna")
        cookies = "; ".join(f"{one.name}={one.value}" for one in next(
            handler for handler in person.opener.handlers if isinstance(handler, urllib.request.HTTPCookieProcessor)).cookiejar)
        person.open(where)
        again = Person(self.host)
        again.opener.addheaders = [("Cookie", cookies)]
        again.open(where)
        self.assertIn("<h1>The provider gave no token</h1>", again.text)
        self.assertIn("invalid_grant", again.text)
        self.assertEqual(self.provider.control()["exchanges"], before + 1)

    def test_a_refusal_at_the_provider_is_told_in_its_own_words(self):
        person = self.person("anna", refuse="access_denied")
        person.sign_in()
        self.refused(person, "The provider did not sign you in", "refused or given up")
        person = self.person("anna", refuse="server_error")
        person.sign_in()
        self.refused(person, "The sign-in provider reported an error", "server_error: the user said no", status=409)
        codes = {code for code, in invariants.query(
            self.host, "SELECT details->>'code' FROM audit_entry WHERE action = 'person.sign_in_refused' AND subject = 'somebody'")}
        self.assertLessEqual({"provider_refused", "provider_error"}, codes)

    def test_every_hostile_id_token_is_refused_for_its_own_reason(self):
        reasons = {"another_key": "is not signed by the provider's key", "unknown_key": "names a key that the provider does not show",
                   "no_signature": "is signed with 'none'", "public_key_as_secret": "is signed with 'HS256'",
                   "another_audience": "is for another application", "another_issuer": "comes from another issuer",
                   "another_nonce": "belongs to another sign-in", "expired": "has expired", "another_person": "two people"}
        self.assertEqual({*reasons, "right"}, set(self.provider.control()["wrong"]))
        for what, reason in reasons.items():
            with self.subTest(what):
                person = self.person("anna", token=what)
                person.sign_in()
                self.refused(person, "The provider's word cannot be trusted", reason)
        person = self.person("anna", token="right")
        person.sign_in()
        self.assertEqual(person.session()["user"]["name"], "anna")

    def test_the_client_secret_is_sealed_survives_new_keys_and_is_told_nowhere(self):
        self.host.run("secrets", "rewrap", "--new-key")
        self.host.run("secrets", "rekey", "--all")
        for key in self.host.run("secrets", "keys")["keys"]:
            if key["role"] == "older":
                self.host.run("secrets", "retire", key["key"])
        person = self.person("anna")
        person.sign_in()
        self.assertEqual(person.session()["user"]["name"], "anna")
        self.host.run("sign-in", "set-secret", stdin="not the right one\n")
        person = self.person("anna")
        person.sign_in()
        self.refused(person, "The provider gave no token", "invalid_client", "host_stub sign-in set-secret", status=409)
        self.host.run("sign-in", "set-secret", stdin=SECRET + "\n")
        person.sign_in()
        self.assertEqual(person.session()["user"]["name"], "anna")
        log = (self.host.folder / "serve.log").read_text()
        rows = json.dumps(invariants.query(self.host, "SELECT details::text FROM audit_entry")) + json.dumps(
            invariants.query(self.host, "SELECT encode(sealed, 'escape') FROM sign_in_secret"))
        for secret in (SECRET, *self.provider.control()["tokens"]):
            self.assertNotIn(secret, log)
            self.assertNotIn(secret, rows)

    def test_a_provider_that_is_away_is_told_of_and_people_sign_in_once_it_is_back(self):
        person, where = self.stopped("anna")
        self.provider.end()
        person.open(where)
        self.refused(person, "The sign-in provider does not answer", "cannot be reached", status=503)
        type(self).serving.end()
        type(self).serving = self.host.serving()
        person = Person(self.host)
        person.sign_in()
        self.refused(person, "The sign-in provider does not answer", "cannot be reached", status=503)
        self.assertEqual(self.host.run("sign-in", "check", status=3)["code"], "provider_unreachable")
        type(self).provider = Provider(self.port, self.callback)
        self.provider.control(people=PEOPLE, next={"account": "anna"})

        def signed_in():
            person.sign_in()
            return person.session()
        stack.wait_until(signed_in, "the provider is asked again")


if __name__ == "__main__":
    unittest.main(verbosity=2)
