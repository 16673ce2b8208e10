# SPDX-License-Identifier: Apache-2.0
"""Alerts reach another system by a signed webhook: once when they are raised, once when they have closed."""
import base64
import http.server
import json
import shutil
import subprocess
import threading
import unittest

import stack
from first_loop_test import POLICY

SECRET = "whsec_" + base64.b64encode(b"thirty-two bytes of a secret key").decode()


class Receiver(http.server.ThreadingHTTPServer):
    """Keeps what is posted to it, and answers with its statuses in turn, then 204."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Delivery)
        self.deliveries, self.statuses = [], []
        threading.Thread(target=self.serve_forever, daemon=True).start()


class Delivery(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        status = self.server.statuses.pop(0) if self.server.statuses else 204
        self.server.deliveries.append({"path": self.path, "status": status, "body": body,
                                       "headers": {key.lower(): value for key, value in self.headers.items()}})
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


def judged(deliveries, secret=SECRET):
    """What the library of others makes of them."""
    lines = "".join(json.dumps({"secret": secret, "headers": one["headers"], "body": one["body"]}) + "\n" for one in deliveries)
    done = subprocess.run([str(stack.TOP / "tests/clients/run.sh"), "standard_webhook.mjs"], input=lines, capture_output=True,
                          text=True, timeout=300, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


class Alerts(unittest.TestCase):
    def setUp(self):
        self.receiver = Receiver()
        self.addCleanup(self.receiver.server_close)
        self.addCleanup(self.receiver.shutdown)
        self.simulator = stack.Simulator()
        self.addCleanup(self.simulator.end)
        self.host = stack.Host(self.simulator.address, POLICY)
        self.addCleanup(shutil.rmtree, self.host.folder, True)
        self.write_secret(SECRET)
        with open(self.host.folder / "host.yaml", "a") as configuration:
            configuration.write(f"alerts:\n  webhook: {{url: 'http://127.0.0.1:{self.receiver.server_address[1]}/hooks/itsm', "
                                f"secret_file: {self.host.folder / 'alerts.secret'}}}\n")

    def write_secret(self, text):
        (self.host.folder / "alerts.secret").write_text(text + "\n")

    def until_told(self, count):
        taken = lambda: [one for one in self.receiver.deliveries if one["status"] == 204]
        stack.wait_until(lambda: len(taken()) >= count, f"{count} notices are taken")
        return taken()

    def test_an_alert_is_told_when_it_is_raised_and_when_it_has_closed_and_never_twice(self):
        self.host.set_up()
        serving = self.host.serve()
        self.addCleanup(lambda: serving.end())
        # The first one is not taken: it is told again under the same name.
        self.receiver.statuses = [503]
        # The push can be planned, and its ticket cannot be made.
        self.simulator.control("POST", "faults", {"match": {"method": "POST", "path_regex": ".*/issue/bulk"}, "do": "status", "status": 401,
                                                  "times": -1})
        self.host.import_scan([stack.result(1)])
        self.host.run("push", "--company", "acme", "--all", "--no-wait", status=(0, 1, 2, 3))
        self.raised(lambda: self.host.run("alerts", "list")["items"])
        (raised,) = self.until_told(1)
        self.assertEqual(self.receiver.deliveries[0]["headers"]["webhook-id"], raised["headers"]["webhook-id"])
        self.simulator.control("DELETE", "faults")
        self.host.run("integrations", "check", "jira")
        raised, closed = self.until_told(2)
        first, last = (one["payload"] for one in judged([raised, closed]))
        self.assertEqual((first["type"], last["type"], first["company"]), ("alert.opened", "alert.closed", "acme"))
        self.assertEqual(first["data"]["integration"], "jira")
        self.assertEqual(first["data"]["id"], last["data"]["id"])
        self.assertIn("closed_at", last["data"])
        self.assertNotIn("sim-token", raised["body"])
        (forged,) = judged([{**raised, "body": raised["body"].replace("acme", "evil")}])
        self.assertIn("signature", forged["refused"])
        # A host that starts later has nothing to tell.
        serving.end()
        serving = self.host.serve()
        self.host.run("alerts", "test")
        told = self.until_told(3)
        self.assertEqual([judged([one])[0]["payload"]["type"] for one in told], ["alert.opened", "alert.closed", "alert.test"])

    def raised(self, alerts):
        stack.wait_until(alerts, "there is an alert")

    def test_a_secret_that_is_none_and_a_receiver_that_is_not_there_are_told(self):
        for text, word in (("", "cannot be read"), ("secret", "whsec_"), ("whsec_abc", "base64"), ("whsec_c2hvcnQ=", "24 to 64")):
            self.write_secret(text)
            if not text:
                (self.host.folder / "alerts.secret").unlink()
            refused = self.host.run("alerts", "test", status=2)
            self.assertEqual(refused["code"], "alert_secret")
            self.assertIn(word, str(refused))
        self.write_secret(SECRET)
        self.receiver.statuses = [404]
        self.assertIn("status 404", str(self.host.run("alerts", "test", status=3)))
        self.assertEqual(len(self.receiver.deliveries), 1)


if __name__ == "__main__":
    unittest.main(verbosity=2)
