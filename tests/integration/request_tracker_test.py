# SPDX-License-Identifier: Apache-2.0
"""The whole way, from a scan to tickets that stay in step, with a ticket server that nobody here wrote."""
import http.client
import http.server
import json
import re
import threading
import unittest

import request_tracker
import stack
from every_vendor_test import EveryVendor
from in_step import InStep


class OnTheWay(http.server.ThreadingHTTPServer):
    """Stands before Request Tracker, remembers what was asked and loses answers on demand."""
    daemon_threads = True

    def __init__(self, vendor):
        super().__init__(("127.0.0.1", 0), Onward)
        self.vendor = vendor
        self.requests, self.faults = [], []
        self.address = f"http://127.0.0.1:{self.server_port}"
        self.before = max((int(ticket["id"]) for ticket in vendor.tickets()), default=0)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def control(self, _, path, fault=None):
        if path == "requests":
            return self.requests
        self.faults += [fault] * fault["times"]

    def tickets(self):
        return self.vendor.tickets(f"Queue = 'Security' AND id > {self.before}")

    def handle_error(self, *_):
        """A host that was ended leaves its connections."""

    def end(self):
        self.shutdown()
        self.server_close()


class Onward(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def forward(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        onward = http.client.HTTPConnection("127.0.0.1", self.server.vendor.port, timeout=120)
        kept = {name: value for name, value in self.headers.items() if name.lower() not in ("host", "connection")}
        onward.request(self.command, self.path, body, {**kept, "Host": f"127.0.0.1:{self.server.vendor.port}"})
        answer = onward.getresponse()
        text = answer.read()
        onward.close()
        self.server.requests.append({"method": self.command, "path": self.path, "body": body.decode()})
        fault = next((one for one in self.server.faults if one["match"]["method"] == self.command
                      and re.fullmatch(one["match"]["path_regex"], self.path)), None)
        if fault:
            self.server.faults.remove(fault)
            self.close_connection = True
            self.connection.close()
            return
        self.send_response(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in ("connection", "content-length", "transfer-encoding", "date", "server"):
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    do_GET = do_POST = do_PUT = forward

    def log_message(self, *_):
        """Nobody reads it."""


class RequestTracker(EveryVendor, InStep):
    vendor, integration, auth, projects = "request-tracker", "request-tracker", "token", "Security"
    doing, done, fixed, not_fixed, most_urgent = "open", "resolved", "resolved", "rejected", "100"
    create_path = ".*/tickets/bulk"
    policy = (stack.TOP / "plugin_api/examples/request_tracker/policy.yaml").read_text()
    # There are no webhooks.
    test_a_webhook_tells_of_changes_and_comments_at_once_and_only_with_its_proof = None

    @classmethod
    def setUpClass(cls):
        assert request_tracker.is_installed(), "request-tracker5 is missing: scripts/bootstrap installs it"
        cls.real = request_tracker.RequestTracker()
        cls.credential = {"token": cls.real.token}
        cls.addClassCleanup(cls.real.end)

    def start_vendor(self):
        return OnTheWay(self.real)

    def write_document(self):
        self.host.write("request-tracker.yaml",
                        f"integration: request-tracker\nplugin: request-tracker\ncompanies: [acme]\nauth: token\n"
                        f"settings: {{url: {self.simulator.address}, account: itsm-link}}\nprojects: [Security]\npolicy: default\n"
                        f"poll: {self.poll}\njoin_edits: {self.join_edits}\n")

    def is_create(self, request):
        return request["path"].endswith("/tickets/bulk")

    def key_of(self, ticket):
        return ticket["id"]

    def summary_of(self, ticket):
        return ticket["Subject"]

    def person(self, key, status=None, resolution=None):
        """A member of the team; what will not be done is rejected, which is a status of its own."""
        status = self.not_fixed if resolution == self.not_fixed else status
        told = self.real.ask("PUT", f"/ticket/{key}", {"Status": status})
        self.assertIn(status, json.dumps(told))


if __name__ == "__main__":
    unittest.main(verbosity=2)
