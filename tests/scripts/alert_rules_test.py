# SPDX-License-Identifier: Apache-2.0
"""The alerting rules, judged by Prometheus' own tool."""
import pathlib
import re
import shutil
import subprocess
import unittest

TOP = pathlib.Path(__file__).resolve().parents[2]
RULES = TOP / "docs/prometheus/itsm.rules.yml"
TESTS = TOP / "docs/prometheus/itsm.rules.test.yml"


@unittest.skipUnless(shutil.which("promtool"), "promtool is not installed")
class AlertRules(unittest.TestCase):
    def promtool(self, *words):
        done = subprocess.run(["promtool", *map(str, words)], capture_output=True, text=True, timeout=120)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def test_prometheus_takes_the_rules(self):
        self.promtool("check", "rules", RULES)

    def test_each_alert_fires_when_it_should(self):
        self.promtool("test", "rules", TESTS)

    def test_no_alert_is_without_a_test(self):
        alerts = set(re.findall(r"alert: (\w+)", RULES.read_text()))
        tested = set(re.findall(r"alertname: (\w+)", TESTS.read_text()))
        self.assertTrue(alerts)
        self.assertEqual(alerts, tested)

    def test_rules_ask_for_figures_that_the_host_shows(self):
        asked = set(re.findall(r"\bitsm_\w+", " ".join(re.findall(r"expr: (.*)", RULES.read_text()))))
        documented = set(re.findall(r"\bitsm_\w+", (TOP / "docs/metrics.md").read_text()))
        self.assertLessEqual(asked, documented)


if __name__ == "__main__":
    unittest.main(verbosity=2)
