# SPDX-License-Identifier: Apache-2.0
"""What a host and its vendor said to each other is recorded without credentials, and replayed without the vendor: the same
commands come to the same end."""
import json
import shutil
import unittest

import stack
from in_step import STATUS
from first_loop_test import POLICY

ROWS = ("ticket_key", "ticket_status", "ticket_state", "status", "priority", "title", "severity")


class Replay(unittest.TestCase):
    def setUp(self):
        self.simulator = stack.Simulator()
        self.addCleanup(lambda: self.simulator.end())
        self.folders = []

    def host(self, *options):
        """A host of its own, whose commands have these options."""
        host = stack.Host(self.simulator.address, POLICY + STATUS)
        self.addCleanup(shutil.rmtree, host.folder, True)
        plain = host.command
        host.command = lambda *arguments: plain(*options, *arguments)
        return host

    def story(self, host, at_vendor):
        """Two findings get tickets, one ticket is dealt with, and both are read again."""
        host.set_up()
        host.import_scan([stack.result(1), stack.result(2)])
        host.run("push", "--company", "acme", "--all")
        at_vendor()
        host.run("tickets", "resync", "SEC-1")
        host.run("tickets", "resync", "SEC-2")
        rows = host.run("tickets", "list", "--company", "acme")["items"]
        return sorted([row.get(name, "") for name in ROWS] for row in rows)

    def test_a_recording_has_no_credential_and_replays_to_the_same_end_without_the_vendor(self):
        recording = self.host().folder / "exchanges.jsonl"
        change = lambda: self.simulator.control("POST", "tickets/SEC-1", {"status": "In Progress"})
        seen = self.story(self.host("--record", recording), change)
        self.assertEqual([row[3] for row in seen if row[0] == "SEC-1"], ["in_progress"])
        self.assertEqual(recording.stat().st_mode & 0o777, 0o600)
        text = recording.read_text()
        self.assertGreater(len(text.splitlines()), 5)
        for secret in ("sim-token", "Authorization", "authorization", "Basic "):
            self.assertNotIn(secret, text)
        self.simulator.end()
        again = self.story(self.host("--replay", recording), lambda: None)
        self.assertEqual(again, seen)
        # What was never asked is a failure that says so.
        replayed = self.host("--replay", recording)
        replayed.allow(("SEC", "OTHER"))
        refused = replayed.run("apply", "-f", replayed.folder / "documents", status=(0, 1, 2, 3))
        self.assertTrue(refused)

    def test_a_file_that_is_no_recording_is_refused(self):
        host = self.host()
        path = host.folder / "broken.jsonl"
        for text, word in (("{}\n", "line 1"), ("no json\n", "line 1")):
            path.write_text(text)
            refused = self.host("--replay", path).run("companies", "list", status=2)
            self.assertEqual(refused["code"], "recording_unusable")
            self.assertIn(word, json.dumps(refused))
        self.assertEqual(self.host("--replay", host.folder / "none").run("companies", "list", status=2)["code"], "recording_unusable")


if __name__ == "__main__":
    unittest.main(verbosity=2)
