# SPDX-License-Identifier: Apache-2.0
"""A policy that writes to tickets that exist, and what its tests do and look at."""
import json

from in_step import InStep

POLICY = """
policy: test
plugin: jira
route:
  - {name: all, when: {severity_at_least: info}, ticket: {project: SEC, type: [Bug]}}
group_by: finding
fields:
  - {finding: severity, ticket: priority, direction: both, accept_outside_edits: true,
     values: {critical: Highest, high: High, medium: Medium, low: Low, info: Lowest}}
  - {finding: due_at, ticket: "Remediation date", direction: push}
  - {finding: custom.advisory, ticket: "Advisory", direction: both, owner: ticket}
  - {finding: custom.team, ticket: labels}
summary: "[${severity}] ${title}"
description: |
  ${description}
status:
  pull:
    - {category: done, resolution: ["Won't Do", Duplicate], then: review}
    - {category: done, then: fixed}
    - {category: doing, then: in_progress}
  push:
    in_progress: {to: In Progress}
    on_hold: {to: In Review}
    closed: {to: Done, with: {resolution: Done}}
    false_positive: {to: "Won't Do", with: {resolution: "Won't Do"}}
  comment_on_change: [closed, reopened, false_positive]
  reopen: {within: 30d, do: reopen, otherwise: comment}
  max_hops: 3
"""

COMPANIES = """
companies:
  - name: acme
    custom_fields:
      - {key: advisory, type: text}
      - {key: team, type: options, options: [red, blue, green]}
"""


class Outward(InStep):
    policy = POLICY

    def connect(self):
        self.host.write("companies.yaml", COMPANIES)
        self.host.apply()
        super().connect()

    def change(self, key, **change):
        finding = self.row(key)["finding"]
        status, _, document = self.host.call(self.token, f"/findings/{finding}", change, "PATCH")
        self.assertEqual(status, 200, document)

    def ticket(self, key):
        return next(t for t in self.simulator.tickets() if t["key"] == key)

    def field(self, key, name):
        return self.ticket(key)["fields"].get(name)

    def requests(self):
        """Our writes to tickets that exist, oldest first."""
        listed = self.simulator.control("GET", "requests")
        listed = listed["requests"] if isinstance(listed, dict) else listed
        return [r for r in listed if r["method"] in ("PUT", "POST")
                and ("/issue/SEC-" in r["path"] or "/issue/1" in r["path"])
                and not r["path"].endswith("bulkfetch")]

    def shown(self, key):
        status, _, document = self.host.call(self.token, f"/tickets/{key}")
        self.assertEqual(status, 200, document)
        return document

    def quiet(self, key):
        """Until nothing waits to be written to the ticket."""
        self.until(lambda: "pending" not in self.shown(key), f"{key} is in step")

    def waiting(self):
        return self.host.run("outbox", "waiting")["items"]

    def reviews(self):
        return self.host.call(self.token, "/reviews")[2]["items"]

    def comments(self, key):
        finding = self.row(key)["finding"]
        return self.host.call(self.token, f"/findings/{finding}/comments")[2]["items"]

    def comment(self, key, text, **more):
        finding = self.row(key)["finding"]
        return self.host.call(self.token, f"/findings/{finding}/comments", {"text": text, **more})

    def sent_comments(self):
        return [json.loads(request["body"]) for request in self.requests() if request["path"].endswith("/comment")]

    def told_once_by_resync(self, key):
        self.host.run("tickets", "resync", key)
        self.told_once(key)
