# SPDX-License-Identifier: Apache-2.0
"""The example plugin for Request Tracker keeps the contract's promises, also towards the real one."""
import json
import os
import subprocess
import unittest

import request_tracker
import stack

# Where a vendor that nobody here wrote would show first what the plugin takes for granted.
SMOKE = ["check-answers-every-permission", "create-returns-usable-ref", "create-refusal-names-the-element",
         "uncertain-create-is-findable", "update-conflict-is-told", "transition-follows-the-path",
         "unreachable-status-tells-the-reachable", "internal-comment-is-never-widened", "comment-is-read-back",
         "stranger-is-not-nothing", "poll-shows-new-and-changed"]


class RequestTrackerConforms(unittest.TestCase):
    def judged(self, *arguments, environment=None):
        quirks = stack.TOP / "plugin_api/examples/request_tracker/quirks.yaml"
        done = subprocess.run([stack.PROGRAMS / "itsm-conformance", f"{stack.PLUGINS}/request_tracker.so", "--quirks", quirks,
                               "--json", "--timeout", "600", *arguments], env=environment, capture_output=True, text=True, timeout=3000)
        report = json.loads(done.stdout)
        by_verdict = {}
        for case in report["cases"]:
            by_verdict.setdefault(case["verdict"], {})[case["name"]] = case.get("seen")
        self.assertEqual(by_verdict.get("failed", {}), {})
        self.assertEqual(by_verdict.get("warning", {}), {})
        self.assertEqual(done.returncode, 0)
        return by_verdict

    def test_without_a_vendor(self):
        self.assertGreater(len(self.judged()["passed"]), 40)

    def test_with_the_real_one(self):
        self.assertTrue(request_tracker.is_installed(), "request-tracker5 is missing: scripts/bootstrap installs it")
        vendor = request_tracker.RequestTracker()
        self.addCleanup(vendor.end)
        target = vendor.folder / "target.yaml"
        text = (stack.TOP / "tests/conformance/targets/request-tracker.yaml").read_text()
        target.write_text(text.replace("ADDRESS", vendor.address))
        whole = os.environ.get("ITSM_WHOLE_SUITE")
        chosen = [] if whole else [word for name in SMOKE for word in ("--case", name)]
        outcome = self.judged("--target", target, *chosen, environment={**os.environ, "REQUEST_TRACKER_TOKEN": vendor.token})
        if not whole:
            self.assertEqual(sorted(outcome["passed"]), sorted(SMOKE))


if __name__ == "__main__":
    unittest.main(verbosity=2)
