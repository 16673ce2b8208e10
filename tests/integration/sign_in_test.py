# SPDX-License-Identifier: Apache-2.0
"""People sign in: the first one at the first start, the others as an operator adds them on the command line."""
import json
import shutil
import signal
import unittest
import urllib.error
import urllib.request

import stack

OWN = "a sentence that is long enough"


class Browser:
    """Keeps its cookie, and sends no token."""

    def __init__(self, address):
        self.address = address
        self.cookie = None
        self.csrf = None

    def call(self, method, path, body=None):
        headers = {"Content-Type": "application/json"}
        if self.cookie:
            headers["Cookie"] = self.cookie
        if self.csrf:
            headers["X-CSRF-Token"] = self.csrf
        request = urllib.request.Request(self.address + "/api/v1" + path, method=method, headers=headers,
                                         data=None if body is None else json.dumps(body).encode())
        try:
            with urllib.request.urlopen(request, timeout=120) as answer:
                cookie = answer.headers.get("Set-Cookie")
                if cookie:
                    self.cookie = cookie.partition(";")[0]
                text = answer.read()
                return answer.status, json.loads(text) if text else None
        except urllib.error.HTTPError as refused:
            return refused.code, json.loads(refused.read())

    def sign_in(self, name, password, chosen=None):
        body = {"name": name, "password": password}
        if chosen:
            body["new_password"] = chosen
        status, answer = self.call("POST", "/session", body)
        if status == 200:
            self.csrf = answer["csrf"]
        return status, answer


class SignIn(unittest.TestCase):
    def setUp(self):
        self.host = stack.Host("http://127.0.0.1:9", "policy: test\nplugin: jira\n")
        self.addCleanup(shutil.rmtree, self.host.folder, True)
        self.addCleanup(stack.end_database, self.host.data)
        self.host.run("companies", "add", "acme")
        self.serving = self.host.serve()
        self.addCleanup(self.serving.end)

    def test_the_first_start_tells_an_administrator_who_adds_others_and_is_told_never_again(self):
        line = self.serving.process.stdout.readline()
        self.assertIn("nobody could sign in yet: admin", line)
        password = line.partition("signs in once with ")[2].split()[0]
        admin = Browser(self.serving.address)
        self.assertEqual(admin.sign_in("admin", password)[1]["code"], "password_change_needed")
        status, signed_in = admin.sign_in("admin", password, OWN)
        self.assertEqual((status, signed_in["user"]["role"]), (200, "admin"))
        self.assertEqual(admin.call("GET", "/tokens?company=acme")[0], 200)

        added = self.host.run("users", "add", "anna", "--role", "analyst", "--company", "acme")
        anna = Browser(self.serving.address)
        self.assertEqual(anna.sign_in("anna", added["password"], OWN)[0], 200)
        self.assertEqual(anna.call("GET", "/findings")[0], 200)
        self.assertEqual(anna.call("GET", "/users")[1]["code"], "role_insufficient")
        people = {person["name"]: person for person in self.host.run("users", "list")["items"]}
        self.assertEqual({name: person["state"] for name, person in people.items()}, {"admin": "active", "anna": "active"})
        self.assertEqual(people["anna"]["companies"], ["acme"])

        self.host.run("users", "disable", "anna")
        self.assertEqual(anna.call("GET", "/findings")[0], 401)
        self.assertEqual(anna.sign_in("anna", OWN)[0], 401)
        self.host.run("users", "enable", "anna")
        self.assertEqual(anna.sign_in("anna", OWN)[0], 200)
        reset = self.host.run("users", "reset-password", "anna")
        self.assertEqual(anna.call("GET", "/findings")[0], 401)
        self.assertEqual(anna.sign_in("anna", reset["password"], OWN + " again")[0], 200)

        again = self.host.serve()
        self.addCleanup(again.end)
        again.process.send_signal(signal.SIGTERM)
        self.assertNotIn("signs in once", again.process.stdout.read())

        wrong = self.host.run("users", "disable", "nobody", status=2)
        self.assertEqual(wrong["code"], "person_unknown")
        wrong = self.host.run("users", "add", "carl", "--role", "viewer", status=2)
        self.assertEqual(wrong["code"], "company_missing")
        wrong = self.host.run("users", "add", "carl", "--role", "boss", "--all-companies", status=2)
        self.assertEqual(wrong["code"], "role_unknown")


if __name__ == "__main__":
    unittest.main(verbosity=2)
