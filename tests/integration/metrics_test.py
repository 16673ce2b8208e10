# SPDX-License-Identifier: Apache-2.0
"""The figures for Prometheus, read by the parser of Prometheus' own client for Python."""
import re
import unittest
import urllib.request

from prometheus_client.parser import text_string_to_metric_families

import stack
from in_step import InStep

# Of each company, whether anything happened today or not.
ALWAYS = {"itsm_creates_due", "itsm_creates_uncertain", "itsm_jobs_parked", "itsm_news_due", "itsm_news_parked",
          "itsm_reviews_open", "itsm_alerts_open", "itsm_duplicate_tickets", "itsm_channels_degraded"}


class Metrics(InStep):
    def prepare(self):
        self.host.write("companies.yaml", "companies:\n  - name: acme\n  - name: globex\n")

    def read(self, *whose):
        token = self.host.run("tokens", "create", "prometheus", "--role", "viewer", *whose)["token"]
        request = urllib.request.Request(f"{self.host.address}/metrics", headers={"Authorization": f"Bearer {token}"})
        with urllib.request.urlopen(request, timeout=120) as answer:
            self.assertEqual(answer.headers["Content-Type"], "text/plain; version=0.0.4; charset=utf-8")
            families = list(text_string_to_metric_families(answer.read().decode()))
        self.assertEqual(len({family.name for family in families}), len(families), "a family comes twice")
        samples = {}
        for family in families:
            if family.name == "itsm_retention_removed":  # of this host, while all else is of a company
                self.assertEqual((family.type, whose), ("counter", ("--all-companies",)))
                continue
            self.assertEqual(family.type, "gauge", family.name)
            self.assertTrue(family.documentation.endswith("."), family.name)
            for sample in family.samples:
                self.assertEqual(sample.name, family.name)
                identity = (sample.name, *sorted(sample.labels.items()))
                self.assertNotIn(identity, samples)
                samples[identity] = sample.value
        return samples

    def test_what_prometheus_reads_is_what_the_host_knows(self):
        keys = self.push(3)
        self.register()
        self.person(keys[1], status="In Progress")
        self.until(lambda: self.row(keys[1])["status"] == "in_progress", "the finding follows")
        self.person(keys[0], status="Done", resolution="Won't Do")
        self.until(lambda: self.host.call(self.token, "/reviews")[2]["items"], "there is a review")
        samples = self.read("--company", "acme")
        of_acme = ("company", "acme")
        self.assertEqual({dict(labels)["company"] for _, *labels in samples}, {"acme"})
        self.assertEqual(samples["itsm_reviews_open", of_acme], 1)
        for name in sorted(ALWAYS - {"itsm_reviews_open", "itsm_news_due"}):
            self.assertEqual(samples[name, of_acme], 0, name)
        figures = self.host.call(self.token, "/stats?days=1")[2]
        for quantile, member in (("0.5", "p50_ms"), ("0.95", "p95_ms")):
            self.assertAlmostEqual(samples["itsm_time_to_ticket_seconds", of_acme, ("quantile", quantile)],
                                   figures["time_to_ticket"][member] / 1000)
            self.assertAlmostEqual(
                samples["itsm_sync_lag_seconds", ("channel", "webhook"), of_acme, ("quantile", quantile)],
                figures["lag"]["webhook"][member] / 1000)

    def test_one_scrape_shows_each_company_and_what_belongs_to_none(self):
        samples = self.read("--all-companies")
        for company in ("acme", "globex", ""):
            self.assertEqual({name for name, *labels in samples if dict(labels)["company"] == company}, ALWAYS, company)

    def test_what_is_described_and_what_rules_ask_for_is_there(self):
        self.push(1)
        self.register()
        shown = {name for name, *_ in self.read("--company", "acme")}
        described = set(re.findall(r"itsm_\w+", (stack.TOP / "docs/metrics.md").read_text()))
        asked = set(re.findall(r"itsm_\w+", (stack.TOP / "docs/prometheus/itsm.rules.yml").read_text()))
        self.assertLessEqual(shown, described)
        self.assertLessEqual(asked, described)
        self.assertLessEqual(ALWAYS, shown)


if __name__ == "__main__":
    unittest.main(verbosity=2)
