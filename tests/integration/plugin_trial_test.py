# SPDX-License-Identifier: Apache-2.0
"""`host_stub plugins try`: one call of a plugin to its vendor, without a database."""
import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

import stack

PLUGIN = next(pathlib.Path(stack.PLUGINS or stack.PROGRAMS.parent / "plugins").glob("jira-*.so"))


class Trials(unittest.TestCase):
    def setUp(self):
        self.simulator = stack.Simulator()
        self.addCleanup(self.simulator.end)
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="itsm-trial-"))
        self.addCleanup(shutil.rmtree, self.folder, True)
        (self.folder / "host.yaml").write_text("network:\n  allow: [127.0.0.0/8]\n")
        (self.folder / "secrets").write_text("# of the simulator\nusername=analyst@example.test\npassword=sim-token\n")

    def call(self, *words, status=0, options=None):
        if options is None:
            options = ("--settings", f"site={self.simulator.address}", "--secret-file", self.folder / "secrets")
        done = subprocess.run([str(word) for word in (stack.PROGRAMS / "host_stub", "--json", "--config", self.folder / "host.yaml",
                                                      "plugins", "try", PLUGIN, *words, *options)],
                              capture_output=True, text=True, timeout=120, cwd=self.folder)
        self.assertEqual(done.returncode, status, done.stdout + done.stderr)
        return json.loads(done.stdout or done.stderr.splitlines()[-1])

    def test_a_check_tells_what_the_account_may_do_and_leaves_nothing_behind(self):
        report = self.call("check")
        self.assertEqual(report["connection"]["account"]["email"], "analyst@example.test")
        self.assertIn(True, [each["granted"] for each in report["permissions"]])
        self.assertEqual(sorted(os.listdir(self.folder)), ["host.yaml", "secrets"])

    def test_a_create_is_shown_and_made_when_that_is_asked_for(self):
        shown = self.call("create", "SEC", "Bug", "Broken lock")
        self.assertEqual((shown["method"], shown["target"]), ("POST", "/rest/api/3/issue/bulk"))
        self.assertIn("Broken lock", shown["body"])
        self.assertEqual(self.simulator.tickets(), [])

        made = self.call("create", "SEC", "Bug", "Broken lock", "--send")["outcomes"][0]
        self.assertEqual(made["kind"], "created")
        key = made["ticket"]["key"]
        ticket = self.call("fetch", key)["tickets"][0]
        self.assertEqual(ticket["summary"], "Broken lock")
        found = self.call("find", *ticket["correlation_keys"])
        self.assertEqual([each["ref"]["key"] for each in found["tickets"]], [key])

        self.assertEqual(self.call("comment", key, "Seen", status=2)["code"], "send_needed")
        self.call("comment", key, "Seen", "--send")
        self.assertEqual(len(self.call("comments", key)["comments"]), 1)
        refused = self.call("transition", key, "Nowhere", "--send", status=1)
        self.assertTrue(refused["reachable"])

    def test_forms_and_pickers_are_asked_for_by_names_and_roles(self):
        types = self.call("options", "type", "project=10000")["options"]
        self.assertIn("Bug", [each["name"] for each in types])
        self.assertIn("summary", [each.get("role") for each in self.call("fields", "SEC", "Bug")["fields"]])

    def test_what_was_recorded_answers_without_the_vendor_and_holds_no_credential(self):
        recording = self.folder / "recorded"
        recording.mkdir()
        said = self.call("check", "--record", recording)
        self.simulator.end()
        self.assertEqual(self.call("check", "--replay", recording), said)
        self.assertNotIn("sim-token", (recording / "exchanges.jsonl").read_text())

    def test_what_is_wrong_is_told_with_what_would_be_right(self):
        self.assertEqual(self.call("chek", status=2)["remedy"], "did you mean check?")
        self.assertIn("KEY", self.call("fetch", status=2)["message"])
        self.assertEqual(self.call("find", "--request", '{"correlation_keys": 3}', status=2)["code"], "request_wrong")
        wrong = self.call("check", status=2, options=("--settings", "sit=x"))
        self.assertIn("did you mean `site`?", wrong["errors"][0]["what"])
        no_secret = self.call("check", status=2, options=("--settings", f"site={self.simulator.address}"))
        self.assertIn("--secret-file", no_secret["remedy"])

    def test_the_vendor_s_network_must_be_allowed(self):
        (self.folder / "host.yaml").write_text("network:\n  allow: []\n")
        self.assertIn("127.0.0.1", self.call("check", status=3)["message"])


if __name__ == "__main__":
    unittest.main(verbosity=2)
