# SPDX-License-Identifier: Apache-2.0
"""Known secrets go through everything that a host does with them, well and badly. Then every log, every answer, every column
of the database and every recorded exchange is searched for them."""
import base64
import hashlib
import hmac
import http.server
import json
import re
import shutil
import threading
import unittest
import urllib.error
import urllib.parse
import urllib.request

import consenting
import invariants
import stack
from first_loop_test import POLICY

BASIC = "analyst@example.test:sim-token"


class Relay(http.server.ThreadingHTTPServer):
    """Stands before the vendor and keeps the tokens and codes that go by."""

    def __init__(self, vendor):
        super().__init__(("127.0.0.1", 0), Passing)
        self.vendor, self.seen = vendor, {}
        self.address = f"http://127.0.0.1:{self.server_address[1]}"
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def keep(self, text):
        for kind, value in re.findall(r'(access_token|refresh_token|code|code_verifier)"?[=:]\s*"?([\w.~-]{20,})', text):
            self.seen[f"{kind} {value[-6:]}"] = value


class Passing(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        headers = {key: value for key, value in self.headers.items() if key.lower() not in ("connection", "accept-encoding")}
        request = urllib.request.Request(self.server.vendor + self.path, data=body or None, method=self.command, headers=headers)
        try:
            answer = urllib.request.build_opener(urllib.request.ProxyHandler({}), stack.Stay).open(request, timeout=60)
        except urllib.error.HTTPError as other:
            answer = other
        with answer:
            said = answer.read()
        self.server.keep(body.decode(errors="replace"))
        self.server.keep(said.decode(errors="replace"))
        self.server.keep(answer.headers.get("Location", ""))
        self.send_response(answer.status)
        for key, value in answer.headers.items():
            if key.lower() not in ("content-length", "connection", "transfer-encoding", "date", "server"):
                self.send_header(key, value)
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    do_POST = do_PUT = do_GET

    def log_message(self, *_):
        pass


class Keeping(consenting.Host):
    """Remembers what commands have said, but for those that are there to say a secret."""

    said = ""

    def run(self, *arguments, **how):
        answer = super().run(*arguments, **how)
        if "tokens" not in arguments and "users" not in arguments:
            self.said += json.dumps(answer)
        return answer


class Canary(unittest.TestCase):
    def setUp(self):
        self.simulator = stack.Simulator(recorded=False)
        self.addCleanup(self.simulator.end)
        self.host = Keeping(stack.PLUGINS, consenting.free_port(), POLICY, "--dev")
        self.addCleanup(shutil.rmtree, self.host.folder, True)
        self.addCleanup(stack.end_database, self.host.data)
        self.exchanges = self.host.folder / "exchanges.jsonl"
        self.host.options = ("--dev", "--record", self.exchanges)
        self.relay = Relay(self.simulator.address)
        self.addCleanup(self.relay.server_close)
        self.addCleanup(self.relay.shutdown)
        self.secrets = {"password": "sim-token", "basic": base64.b64encode(BASIC.encode()).decode(),
                        "webhook": "canary-of-the-webhook-4417", "client_secret": "sim-client-secret"}

    def document(self, name, auth, more=""):
        self.host.write(f"{name}.yaml", f"integration: {name}\nplugin: jira\ncompanies: [acme]\nauth: {auth}\n"
                        f"settings:\n  site: {self.simulator.address}\nprojects: [SEC, PLAT]\npolicy: test\n"
                        "poll: {every: 60m}\n" + more)

    def by_password(self):
        self.document("jira", "basic")
        self.host.apply()
        for field, value in (("username", "analyst@example.test"), ("password", "sim-token"), ("webhook", self.secrets["webhook"])):
            self.host.run("secrets", "set", "jira", field, stdin=value + "\n")
        self.host.run("integrations", "check", "jira")
        self.host.run("integrations", "enable", "jira")
        self.host.import_scan([stack.result(n) for n in range(3)])
        self.host.run("push", "--company", "acme", "--all", "--integration", "jira")
        self.host.run("secrets", "list", "jira")

    def by_webhook(self):
        address = self.host.call(self.token, "/integrations/jira/webhook")[2]["address"]
        body = json.dumps({"webhookEvent": "jira:issue_updated", "timestamp": 1, "issue": {"id": "1", "key": "SEC-1"}}).encode()
        for secret, status in ((self.secrets["webhook"], 202), ("a wrong one", 401)):
            signature = "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
            request = urllib.request.Request(address, data=body, method="POST",
                                             headers={"Content-Type": "application/json", "X-Hub-Signature": signature})
            try:
                with urllib.request.urlopen(request, timeout=30) as answer:
                    seen = answer.status
            except urllib.error.HTTPError as refused:
                seen = refused.code
            self.assertEqual(seen, status)

    def badly(self):
        """A vendor that refuses, breaks off, and says the header, and the password by itself, back to us."""
        says_back = {"do": "status", "status": 400, "body": {
            "errorMessages": [f"Basic {self.secrets['basic']} is wrong", f"robot:{self.secrets['password']} is no log-in here"],
            "errors": {"summary": f"is not {self.secrets['password']}"}}}
        for how in ({"do": "status", "status": 401}, {"do": "cut_after"}, {"do": "html"}, says_back):
            self.simulator.control("POST", "faults", {"match": {"path_regex": ".*"}, "times": 2, **how})
            refused = self.host.run("integrations", "check", "jira", status=(0, 1, 2, 3))
            self.simulator.control("DELETE", "faults")
        # It has come that far, and stands there without what it said back.
        self.assertIn("robot:[secret] is no log-in here", json.dumps(refused))
        self.host.run("integrations", "check", "jira")
        self.simulator.control("POST", "faults", {"match": {"method": "POST", "path_regex": ".*/issue/bulk"}, "times": -1, **says_back})
        self.host.import_scan([stack.result(n) for n in range(5, 7)])
        self.host.run("push", "--company", "acme", "--all", "--integration", "jira", status=(0, 1, 2, 3))
        self.simulator.control("DELETE", "faults")
        self.simulator.control("POST", "faults", {"match": {"method": "POST", "path_regex": ".*/issue/bulk"}, "do": "status", "status": 401,
                                                  "times": -1})
        self.host.import_scan([stack.result(n) for n in range(3, 5)])
        self.host.run("push", "--company", "acme", "--all", "--integration", "jira", "--no-wait", status=(0, 1, 2, 3))
        stack.wait_until(lambda: self.host.run("alerts", "list")["items"], "there is an alert", 60)
        self.simulator.control("DELETE", "faults")

    def by_consent(self):
        gateway = f"    https://auth.atlassian.com: {self.relay.address}\n    https://api.atlassian.com: {self.relay.address}\n"
        self.simulator.control("POST", "oauth", {"consent": "accept"})
        self.document("second", "oauth", f"development:\n  addresses:\n{gateway}")
        self.host.apply()
        self.host.app("second", "sim-client", self.secrets["client_secret"])
        command, link = self.host.connecting("second")
        self.secrets["link"] = link.rpartition("=")[2]
        page = consenting.Browser().consent(link)
        self.assertIn("second is connected", page)
        consenting.outcome(command, 0)
        self.simulator.control("POST", "clock", {"advance_ms": 7_200_000})
        self.host.run("integrations", "check", "second")

    def by_people(self):
        made = self.host.run("users", "add", "anna", "--role", "viewer", "--company", "acme")
        self.secrets["first password"] = next(value for key, value in made.items() if "password" in key)
        self.secrets["own password"] = "canary sentence of a person 7730"
        body = json.dumps({"name": "anna", "password": self.secrets["first password"], "new_password": self.secrets["own password"]})
        request = urllib.request.Request(self.host.address + "/api/v1/session", data=body.encode(), method="POST",
                                         headers={"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=30) as answer:
            self.secrets["session"] = answer.headers["Set-Cookie"].partition("=")[2].partition(";")[0]
            self.secrets["csrf"] = json.load(answer)["csrf"]

    def database(self):
        """Every row of every table, as text."""
        tables = invariants.query(self.host, "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables "
                                             "WHERE schemaname NOT IN ('pg_catalog', 'information_schema')")
        rows = {table: "\n".join("\t".join(row) for row in invariants.query(self.host, f"SELECT t::text FROM {table} t"))
                for (table,) in tables}
        return {f"table {table}": text for table, text in rows.items()}

    def test_no_secret_is_in_a_log_an_answer_a_row_or_a_recording(self):
        self.host.run("companies", "add", "acme")
        serving = self.host.serving()
        self.addCleanup(lambda: serving.process.poll() is None and serving.end())
        self.token = self.host.run("tokens", "create", "admin", "--role", "admin", "--company", "acme")["token"]
        self.secrets["api token"] = self.token.rpartition("_")[2]
        self.by_consent()
        self.by_password()
        self.by_webhook()
        self.badly()
        self.by_people()
        answers = "".join(json.dumps(self.host.call(self.token, path)[2]) for path in (
            "/integrations", "/integrations/jira", "/integrations/jira/secrets", "/integrations/jira/webhook", "/alerts", "/tokens",
            "/users", "/pushes", "/outbox/waiting", "/inbox", "/integrations/second/oauth"))
        places = {"answers": answers, "commands": self.host.said, **self.database()}
        serving.end()
        for file in (self.host.folder / "serve.log", *self.host.folder.glob("exchanges.jsonl*"), *self.host.data.rglob("*.log")):
            places[file.name] = file.read_text(errors="replace")

        # What is looked for would be found: things beside the secrets are.
        for place, beside in (("serve.log", "descriptors"), ("exchanges.jsonl", "issue/bulk"), ("commands", "created"),
                              ("table public.integration", "second"), ("answers", "webhook")):
            self.assertIn(beside, places[place])
        self.secrets |= self.relay.seen
        for kind in ("access_token", "refresh_token", "code"):
            self.assertTrue(any(name.startswith(kind + " ") for name in self.secrets), self.secrets.keys())
        for name, secret in self.secrets.items():
            forms = {secret, secret.encode().hex(), urllib.parse.quote(secret, safe="")}
            for place, text in places.items():
                for form in forms:
                    at = text.find(form)
                    self.assertEqual(at, -1, f"{name} is in {place}: …{text[max(0, at - 120):at + 180]}…")


if __name__ == "__main__":
    unittest.main(verbosity=2)
