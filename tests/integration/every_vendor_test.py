# SPDX-License-Identifier: Apache-2.0
"""The whole way, from a scan to tickets that stay in step, with each vendor alike: what is a vendor's own stands in a
class of its own, and the tests know none."""
import json

import consenting
import stack
from in_step import InStep

POLICY = """
policy: test
plugin: {integration}
route:
  - {{name: everything above info, when: {{severity_at_least: low}}, ticket: {{project: {project}, type: [{type}]}}}}
group_by: finding
fields:{fields}
summary: "[${{severity}}] ${{title}}"
description: |
  ${{description}}

  ## Where
  ${{locations.table}}
status:
  pull:
    - {{category: done, resolution: [{not_fixed}], then: review}}
    - {{category: done, then: fixed}}
    - {{category: doing, then: in_progress}}
  push:
    in_progress: {{to: {doing}}}
    closed: {{to: {done}, with: {{{closing}}}}}
  comment_on_change: [closed]
  max_hops: 3
"""


class EveryVendor:
    creates_of_three = 1  # where one create makes several tickets
    webhook_secret = "a secret of both sides"

    def plan(self, count):
        self.host.import_scan([stack.result(n, text=f"Ünïcode 漢字 😀 [~admin] {{code}} {n}") for n in range(count)])
        return self.host.run("plan", "--company", "acme", "--all")

    def creates(self):
        return [r for r in self.simulator.control("GET", "requests") if self.is_create(r)]

    def lose_answers(self):
        self.simulator.control("POST", "faults", {"match": {"method": "POST", "path_regex": self.create_path},
                                                  "do": "cut_after", "times": self.creates_of_three})

    def change(self, key, **change):
        finding = self.row(key)["finding"]
        status, _, document = self.host.call(self.token, f"/findings/{finding}", change, "PATCH")
        self.assertEqual(status, 200, document)

    def prepare_way(self, key):
        """What people have to do before a new ticket can be worked on."""

    def address_made_by_hand(self):
        """Where a webhook that a person makes has to go; the secret is stored."""
        self.host.run("secrets", "set", self.integration, "webhook", stdin=self.webhook_secret + "\n")
        return self.host.run("integrations", "webhook", "show", self.integration)["address"]

    def test_a_push_sends_exactly_the_planned_bytes_and_pushing_again_makes_no_second_ticket(self):
        plan = self.plan(7)
        self.assertEqual(len(plan["tickets"]), 7)
        self.assertEqual(self.creates(), [])
        report = self.host.run("push", "--company", "acme", "--plan", plan["id"])
        self.assertEqual(report["counts"], {"created": 7})
        self.assertEqual(sorted(w["body"] for w in self.creates()), sorted(w["request"]["body"] for w in plan["writes"]))
        drafts = {t["members"][0]["finding"]: t["draft"] for t in plan["tickets"]}
        there = {self.key_of(ticket): ticket for ticket in self.simulator.tickets()}
        for record in report["records"]:
            ticket = there.pop(record["ticket_key"])
            draft = drafts[record["finding"]]
            self.assertEqual(self.summary_of(ticket), draft["summary"])
            self.assertIn(draft["correlation_key"], json.dumps(ticket))
        self.assertEqual(there, {})
        self.plan(7)
        self.assertEqual(self.host.run("push", "--company", "acme", "--all")["counts"], {"already_linked": 7})
        self.assertEqual(len(self.simulator.tickets()), 7)

    def test_creates_whose_answer_is_lost_are_adopted_and_never_made_twice(self):
        self.serving.end()
        self.host.options = ("--dev",)
        with stack.disaster("settle_s=1"):
            self.serve()
            self.plan(3)
            self.lose_answers()
            report = self.host.run("push", "--company", "acme", "--all", status=1)
            self.assertEqual(report["counts"], {"uncertain": 3})
            self.until(lambda: len([row for row in self.rows() if row.get("ticket_key")]) == 3, "all are adopted")
        self.assertEqual(len(self.simulator.tickets()), 3)
        self.assertEqual(len(self.creates()), self.creates_of_three)

    def test_what_people_do_there_reaches_the_finding(self):
        first, second = self.push(2)
        self.told_once(first)
        self.person(first, status=self.doing)
        self.host.run("tickets", "resync", first)
        self.until(lambda: self.row(first)["status"] == "in_progress", "the finding is in progress")
        self.person(first, status=self.done, resolution=self.fixed)
        self.host.run("tickets", "resync", first)
        self.until(lambda: self.row(first)["status"] == "re_test", "the finding is to be tested again")
        self.person(second, status=self.done, resolution=self.not_fixed)
        self.host.run("tickets", "resync", second)
        self.until(lambda: self.host.call(self.token, "/reviews")[2]["items"], "a person is asked")

    def test_a_webhook_tells_of_changes_and_comments_at_once_and_only_with_its_proof(self):
        address = self.hear()
        (key,) = self.push(1)
        super().told_once(key)  # by a poll: until the next one there is time
        self.assertEqual(self.post(address, b"{}")[0], 401)
        self.person(key, status=self.doing, comment="I am at it.")
        self.until(lambda: self.row(key)["status"] == "in_progress", "the finding is in progress")
        self.until(lambda: self.entries(key, "comment"), "the comment is there")
        self.assertIn("I am at it.", self.entries(key, "comment")[0]["to"])
        self.assertEqual(self.entries(key, "status")[0]["channel"], "webhook")
        self.until(lambda: self.webhook()["state"] == "working", "the deliveries are counted")

    def test_a_poll_finds_what_no_webhook_told(self):
        (key,) = self.push(1)
        self.told_once(key)
        self.person(key, status=self.doing)
        self.until(lambda: self.row(key)["status"] == "in_progress", "the poll has found it")
        self.assertEqual(self.entries(key, "status")[0]["channel"], "poll")

    def test_what_changes_here_reaches_the_ticket_once(self):
        (key,) = self.push(1)
        self.told_once(key)
        self.change(key, severity="critical")
        self.until(lambda: self.row(key)["priority"] == self.most_urgent, "the ticket is as urgent as its finding")
        self.prepare_way(key)
        self.change(key, status="in_progress", reason="somebody is at it")
        self.until(lambda: self.row(key).get("ticket_status") == self.doing, "the ticket is being worked on")
        self.change(key, status="closed", reason="it is patched")
        self.until(lambda: self.row(key).get("ticket_state") == "done", "the ticket is done")
        self.assertEqual(self.row(key)["status"], "closed")

    def test_what_people_write_here_stands_at_the_ticket_once(self):
        (key,) = self.push(1)
        self.told_once(key)
        comments = f"/findings/{self.row(key)['finding']}/comments"
        status, _, written = self.host.call(self.token, comments, {"text": "Reachable **from-outside** since Monday."})
        self.assertEqual(status, 200, written)
        self.assertEqual([ticket["ticket_key"] for ticket in written["tickets"]], [key])
        at_ticket = lambda: self.host.call(self.token, comments)[2]["items"][0]["tickets"][0]
        self.until(lambda: at_ticket()["state"] == "written", "the ticket has the comment")
        sent = [request for request in self.simulator.control("GET", "requests")
                if request["method"] != "GET" and "from-outside" in (request["body"] or "")]
        self.assertEqual(len(sent), 1)
        self.host.run("tickets", "resync", key)
        (entry,) = self.entries(key, "comment")
        self.assertEqual((entry["cause"], entry["to"]), ("person", "Reachable **from-outside** since Monday."))

    def told_once(self, key):
        self.host.run("tickets", "resync", key)
        super().told_once(key)


class JiraCloud(EveryVendor, InStep):
    doing, done, fixed, not_fixed, most_urgent = "In Progress", "Done", "Done", "Won't Do", "Highest"
    create_path = ".*/issue/bulk"
    policy = POLICY.format(
        integration="jira", project="SEC", type="Bug", doing=doing, done=done, not_fixed='"Won\'t Do", Duplicate',
        closing="resolution: Done", fields="""
  - {finding: severity, ticket: priority, direction: push,
     values: {critical: Highest, high: High, medium: Medium, low: Low}}
  - {finding: rule, ticket: "Scanner rule"}""")

    def prepare_way(self, key):
        self.person(key, status="To Do")

    def is_create(self, request):
        return request["path"].endswith("/issue/bulk")

    def key_of(self, ticket):
        return ticket["key"]

    def summary_of(self, ticket):
        return ticket["fields"]["summary"]

    def hear(self):
        return self.register()["address"]


class ServiceNow(EveryVendor, InStep):
    vendor, integration, setting, projects = "servicenow", "servicenow", "instance", "incident"
    credential = {"username": "itsm.link", "password": "link-password"}
    doing, done, fixed, not_fixed = "In Progress", "Resolved", "Solution provided", "Duplicate"
    most_urgent = "1 - Critical"
    create_path = ".*/now/v1/batch"
    policy = POLICY.format(
        integration="servicenow", project="incident", type="Incident", doing=doing, done=done, not_fixed=not_fixed,
        closing="resolution: Solution provided, close_notes: The finding is closed.", fields="""
  - {finding: severity, ticket: impact, direction: push,
     values: {critical: 1 - High, high: 1 - High, medium: 2 - Medium, low: 3 - Low}}
  - {finding: severity, ticket: urgency, direction: push,
     values: {critical: 1 - High, high: 2 - Medium, medium: 2 - Medium, low: 3 - Low}}
  - {finding: rule, ticket: "Scanner rule"}
  - {value: Security, ticket: category}
  - {value: Application Security, ticket: group}""")

    def is_create(self, request):
        return request["method"] == "POST" and (request["path"].endswith("/batch") or "/table/" in request["path"])

    def key_of(self, ticket):
        return ticket["number"]

    def summary_of(self, ticket):
        return ticket["short_description"]

    def hear(self):
        """An administrator has installed the business rules, and stored the secret on both sides."""
        address = self.address_made_by_hand()
        self.simulator.control("POST", "webhooks", {"url": address, "secret": self.webhook_secret})
        return address


class SdpOnPremises(EveryVendor, InStep):
    vendor, integration, auth = "sdp-onprem", "manageengine", "authtoken"
    projects = "Head Office, Zurich"
    credential = {"token": "sim-key"}
    settings = {"account": "analyst@example.test", "correlation_field": "udf_sline_301"}
    doing, done, fixed, not_fixed, most_urgent = "In Progress", "Closed", "Success", "Duplicate", "High"
    create_path, creates_of_three = ".*/requests", 3
    policy = POLICY.format(
        integration="manageengine", project="Head Office", type="Default Request", doing=doing, done=done,
        not_fixed="Duplicate, Rejected", closing="closure_code: Success, resolution: The finding is closed.", fields="""
  - {finding: severity, ticket: priority, direction: push,
     values: {critical: High, high: Medium, medium: Normal, low: Low}}
  - {value: Software, ticket: category}""")

    def write_document(self):
        settings = {"site": self.simulator.address, **self.settings}
        self.host.write(f"{self.integration}.yaml",
                        f"integration: {self.integration}\nplugin: {self.integration}\ncompanies: [acme]\nauth: {self.auth}\n"
                        f"settings: {json.dumps(settings)}\nprojects: [{self.projects}]\npolicy: test\npoll: {self.poll}\n"
                        f"join_edits: {self.join_edits}\n")

    def is_create(self, request):
        return request["method"] == "POST" and request["path"].endswith("/requests")

    def key_of(self, ticket):
        return ticket.get("display_id", ticket["id"])

    def summary_of(self, ticket):
        return ticket["subject"]

    def hear(self):
        """An administrator has made the webhook and the custom triggers that call it."""
        address = self.address_made_by_hand()
        self.simulator.control("POST", "webhooks", {"url": address, "headers": {"X-Itsm-Webhook-Secret": self.webhook_secret}})
        return address


class SdpCloud(SdpOnPremises):
    vendor, auth = "sdp-cloud", "zoho"

    def write_document(self):
        self.settings = {"accounts": self.simulator.address, "portal": "itdesk", "account": "analyst@example.test",
                         "correlation_field": "txt_correlation_key"}
        super().write_document()

    def connect(self):
        self.simulator.control("POST", "oauth", {"consent": "accept", "as": "analyst"})
        self.host.app(self.integration, "sim-client", "sim-client-secret")
        command, link = self.host.connecting(self.integration)
        self.assertIn("is connected", consenting.Browser().consent(link))
        consenting.outcome(command, 0)
        self.host.run("integrations", "enable", self.integration)


if __name__ == "__main__":
    stack.run_side_by_side(__file__, JiraCloud, ServiceNow, SdpOnPremises, SdpCloud)
