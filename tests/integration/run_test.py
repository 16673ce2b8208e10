# SPDX-License-Identifier: Apache-2.0
"""`make run`, as a stranger sees it, from its programs on."""
import json
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

import stack


class Run(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="itsm-run-"))
        self.folder.chmod(0o755)
        self.addCleanup(shutil.rmtree, self.folder, True)

    def run_once(self):
        surroundings = os.environ | {"ITSM_ONCE": "1", "ITSM_DATA": str(self.folder / "data"), "ITSM_PORT": "0",
                                     "ITSM_SIMULATOR_PORT": "0"}
        done = subprocess.run([stack.TOP / "scripts/run"], env=surroundings, capture_output=True, text=True, timeout=300)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertIn("== ready", done.stdout)
        return done.stdout

    def test_findings_become_tickets_and_a_second_run_makes_none(self):
        first = self.run_once()
        self.assertRegex(first, r"push 1: [0-9]+ created")
        self.assertRegex(first, re.compile(r"^PLAT-[0-9]+ +todo", re.MULTILINE))
        second = self.run_once()
        self.assertNotIn("created", second)
        self.assertIn("already_linked", second)

    def test_the_simulated_jira_keeps_its_tickets_from_run_to_run(self):
        self.run_once()
        kept = json.loads((self.folder / "data/run/simulated_jira.json").read_text())["issues"]
        self.assertGreater(len(kept), 0)
        self.run_once()
        again = json.loads((self.folder / "data/run/simulated_jira.json").read_text())["issues"]
        self.assertEqual([issue["id"] for issue in again], [issue["id"] for issue in kept])


if __name__ == "__main__":
    unittest.main(verbosity=2)
