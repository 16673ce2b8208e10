# SPDX-License-Identifier: Apache-2.0
"""A served host whose integration follows a simulated vendor, and the person who changes tickets there."""
import base64
import datetime
import hashlib
import hmac
import json
import shutil
import unittest
import urllib.error
import urllib.request

import consenting
import stack
from first_loop_test import POLICY

STATUS = """
status:
  pull:
    - {category: done, resolution: ["Won't Do", Duplicate], then: review}
    - {category: done, then: fixed}
    - {category: doing, then: in_progress}
"""


class InStep(unittest.TestCase):
    vendor = "jira-cloud"
    integration = "jira"  # and the plugin's id
    setting = "site"      # that holds the vendor's address
    projects = "SEC, PLAT"
    plugins = None
    policy = POLICY + STATUS
    options = ()
    auth = "basic"
    credential = {"username": "lead@example.test", "password": "lead-token"}
    poll = "{every: 1m}"
    join_edits = "{disabled: true}"
    more = ""

    def setUp(self):
        self.simulator = self.start_vendor()
        self.addCleanup(self.simulator.end)
        self.host = consenting.Host(self.plugins or stack.PLUGINS, consenting.free_port(), self.policy, *self.options)
        self.addCleanup(shutil.rmtree, self.host.folder, True)
        self.prepare()
        self.write_document()
        self.host.apply()
        self.serve()
        self.addCleanup(lambda: self.serving.end())
        self.connect()
        self.token = self.host.run("tokens", "create", "admin", "--role", "admin", "--company", "acme")["token"]

    def start_vendor(self):
        return stack.Simulator(self.vendor)

    def prepare(self):
        """What a host needs before it does anything."""

    def write_document(self):
        self.host.write(f"{self.integration}.yaml",
                        f"integration: {self.integration}\nplugin: {self.integration}\ncompanies: [acme]\nauth: {self.auth}\n"
                        f"settings:\n  {self.setting}: {self.simulator.address}\nprojects: [{self.projects}]\npolicy: test\n"
                        f"poll: {self.poll}\njoin_edits: {self.join_edits}\n" + self.more)

    def connect(self):
        for field, value in self.credential.items():
            self.host.run("secrets", "set", self.integration, field, stdin=value + "\n")
        self.host.run("integrations", "check", self.integration)
        self.host.run("integrations", "enable", self.integration)

    def serve(self):
        self.serving = self.host.serving()

    # What a test needs to know

    def push(self, count):
        self.host.import_scan([stack.result(n) for n in range(count)])
        self.assertEqual(self.host.run("push", "--company", "acme", "--all")["counts"], {"created": count})
        return sorted(row["ticket_key"] for row in self.rows())

    def rows(self):
        return self.host.call(self.token, "/tickets?limit=200")[2]["items"]

    def row(self, key):
        return next(row for row in self.rows() if row["ticket_key"] == key)

    def register(self):
        return self.host.run("integrations", "webhook", "register", self.integration)

    def webhook(self):
        return self.host.call(self.token, f"/integrations/{self.integration}/webhook")[2]

    def person(self, key, **edit):
        return self.simulator.control("POST", f"tickets/{key}", edit)

    def at_vendor(self, method, path, body=None):
        """What the vendor answers a person's own client."""
        request = urllib.request.Request(
            f"{self.simulator.address}/rest/api/3{path}", method=method, data=None if body is None else json.dumps(body).encode(),
            headers={"Authorization": "Basic " + base64.b64encode(b"lead@example.test:lead-token").decode(),
                     "Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=120) as answer:
            return json.load(answer)

    def deliver(self, body, secret, address, **headers):
        """The status that a vendor gets who signs."""
        signature = "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
        return self.post(address, body, {"X-Hub-Signature": signature, **headers})[0]

    def feed(self, key):
        finding = self.row(key)["finding"]
        return self.host.call(self.token, f"/findings/{finding}/activity?limit=200")[2]["items"]

    def entries(self, key, kind, member=None):
        found = [entry for entry in self.feed(key) if entry["kind"] == kind]
        return [entry for entry in found if member is None or entry.get("member") == member]

    def until(self, condition, what):
        stack.wait_until(condition, what)

    def told_once(self, key):
        """Until the host has looked at the ticket for the first time."""
        self.until(lambda: self.row(key).get("ticket_status"), f"{key} has been seen")

    def no_poll_is_due(self):
        """Until the polls that a re-sync asks for are over; with an interval of an hour the next one is far away."""
        def soon():
            now = datetime.datetime.now(datetime.timezone.utc)
            return (now + datetime.timedelta(minutes=5)).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        self.until(lambda: self.webhook()["next_poll_at"] > soon(), "no poll is due")

    def post(self, address, body, headers=None):
        request = urllib.request.Request(address, data=body, method="POST",
                                         headers={"Content-Type": "application/json", **(headers or {})})
        try:
            with urllib.request.urlopen(request, timeout=120) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as refused:
            return refused.code, refused.read()
