# SPDX-License-Identifier: Apache-2.0
"""Clients that hold connections by being slow, as slowhttptest of other people makes them: the host ends them in its own
time, and answers everybody else meanwhile."""
import os
import re
import shutil
import subprocess
import time
import unittest

import stack

MANY = ["-c", "600", "-r", "300", "-p", "3"]


class SlowClients(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.host = stack.Host("http://127.0.0.1:9", "policy: test\nplugin: jira\n")
        cls.addClassCleanup(shutil.rmtree, cls.host.folder, True)
        cls.addClassCleanup(stack.end_database, cls.host.data)
        cls.host.run("companies", "add", "acme")
        cls.serving = cls.host.serve()
        cls.addClassCleanup(cls.serving.end)
        cls.token = cls.host.run("tokens", "create", "admin", "--role", "admin", "--company", "acme")["token"]

    def descriptors(self):
        return len(os.listdir(f"/proc/{self.serving.process.pid}/fd"))

    def suffer(self, path, *kind):
        """What slowhttptest says of its attack, during which others are answered."""
        before = self.descriptors()
        attack = subprocess.Popen(["slowhttptest", *kind, *MANY, "-u", self.serving.address + path], text=True,
                                  stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=self.host.folder)
        slowest, asked = 0.0, 0
        while attack.poll() is None:
            begin = time.monotonic()
            status, *_ = stack.ask(self.serving.address, self.token, "GET", "/findings")
            self.assertIn(status, (200, 503))  # 503: beyond the number of connections, with a time to come again
            slowest, asked = max(slowest, time.monotonic() - begin), asked + (status == 200)
            time.sleep(0.2)
        said = re.sub(r"\x1b\[[\d;]*m", "", attack.communicate()[0])
        stack.wait_until(lambda: self.descriptors() <= before + 2, "the connections are gone", 30)
        self.assertGreater(asked, 0, said)
        self.assertLess(slowest, 5, said)
        return said

    def test_a_head_that_drips_is_ended_when_its_time_is_over(self):
        said = self.suffer("/api/v1/session", "-H", "-i", "4", "-l", "60")
        self.assertIn("No open connections left", said)

    def test_a_body_that_stops_is_ended_when_its_time_is_over(self):
        said = self.suffer("/api/v1/session", "-B", "-s", "8192", "-i", "40", "-l", "60")
        self.assertIn("No open connections left", said)

    def test_who_reads_slowly_holds_up_nobody(self):
        said = self.suffer("/api/v1/openapi.json", "-X", "-w", "1", "-y", "8", "-n", "5", "-z", "8", "-l", "15")
        self.assertRegex(said, r"service available: +YES")


if __name__ == "__main__":
    unittest.main(verbosity=2)
