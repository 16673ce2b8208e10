# SPDX-License-Identifier: Apache-2.0
"""A policy is activated while there are tickets: they stay as they are, or are brought in step in the background."""
import json
import signal

import stack
from in_step import InStep

POLICY = """
policy: test
plugin: jira
route:
  - {name: all, when: {severity_at_least: info}, ticket: {project: SEC, type: [Bug]}}
group_by: finding
fields:
  - {finding: severity, ticket: priority, values: {critical: Highest, high: High, medium: Medium, low: Low, info: Lowest}}
  - {finding: due_at, ticket: "Remediation date", direction: push}
summary: "[${severity}] ${title}"
"""
EDITED = POLICY.replace("high: High,", "high: Highest,").replace("[${severity}] ${title}", "${title} (${severity})")


# A lease that ends soon, so that nobody has to wait long for what a host held that was killed.
TIMES = "lease_ms=6000 call_ms=3000"


class Backfill(InStep):
    policy = POLICY
    options = ("--dev",)

    def until(self, condition, what):
        # A disabled integration is asked for each minute.
        stack.wait_until(condition, what)

    def edit_policy(self, text=EDITED):
        self.host.write("policy.yaml", text)
        (applied,) = self.host.run("apply", "-f", self.host.folder / "documents/policy.yaml")["applied"]
        return applied

    def ticket(self, key):
        return next(t for t in self.simulator.tickets() if t["key"] == key)

    def priorities(self):
        return sorted(t["fields"]["priority"]["name"] for t in self.simulator.tickets())

    def updates(self):
        """The fields of our updates, oldest first."""
        listed = self.simulator.control("GET", "requests")
        listed = listed["requests"] if isinstance(listed, dict) else listed
        return [json.loads(r["body"])["fields"] for r in listed if r["method"] == "PUT" and "/issue/" in r["path"]]

    def run_of(self):
        return self.host.run("policy", "show", "test").get("backfill", {})

    def is_over(self):
        return "ended_at" in self.host.call(self.token, "/policies/test")[2].get("backfill", {})

    def quiet(self):
        self.until(lambda: not self.host.call(self.token, "/outbox/waiting")[2]["items"], "nothing waits")

    def activate(self, *arguments, status=0):
        return self.host.run("policy", "activate", "test", 2, "--reason", "the board's word", *arguments, status=status)

    def change(self, key, **change):
        finding = self.row(key)["finding"]
        status, _, document = self.host.call(self.token, f"/findings/{finding}", change, "PATCH")
        self.assertEqual(status, 200, document)

    def test_tickets_that_are_left_take_only_what_their_finding_changes_until_they_are_updated(self):
        changed, edited, untouched = self.push(3)
        self.person(edited, fields={"summary": "in other words"})
        self.host.run("tickets", "resync", edited)
        self.assertIn("open tickets: 3, which stay as they are", self.edit_policy()["note"])
        self.change(changed, due_at="2026-12-24")
        self.until(lambda: len(self.updates()) == 1, "the date is written")
        self.assertEqual(self.updates(), [{"customfield_10052": "2026-12-24"}])
        self.quiet()
        self.assertEqual(self.priorities(), ["High"] * 3)

        # Told before it is decided, by each way that there is.
        foreseen = self.host.run("policy", "existing", "test")
        self.assertEqual(foreseen, {"tickets": 3, "would_change": 3, "would_stay": 0, "unknown": 0,
                                    "fields": {"Priority": 3, "summary": 2}})
        refused = self.activate(status=2)
        self.assertEqual(refused["code"], "existing_undecided")
        self.assertEqual(refused["message"],
                         "3 tickets exist: 3 would change (Priority 3, summary 2), 0 would not")
        house = self.host.run("tokens", "--all-companies", "create", "house", "--role", "admin")["token"]
        order = {"version": 2, "reason": "the board's word"}
        status, _, told = self.host.call(house, "/policies/test/activate", order)
        self.assertEqual((status, told["code"], told["detail"]), (409, "existing_undecided", refused["message"]))
        self.assertEqual(self.host.call(self.token, "/policies/test/existing?version=2")[2], foreseen)
        self.assertEqual(self.host.call(self.token, "/policies/test/existing?version=1")[2]["would_change"], 0)

        status, _, told = self.host.call(house, "/policies/test/activate", {**order, "existing": "update"})
        self.assertEqual((status, told["existing"], told["backfill"]["tickets"]), (200, "update", 3))
        self.until(self.is_over, "all tickets are looked at")
        shown = self.host.call(self.token, "/policies/test")[2]["backfill"]
        self.assertEqual((shown["tickets"], shown["looked_at"]), (3, 3))
        self.assertEqual(self.priorities(), ["Highest"] * 3)
        self.assertEqual(self.ticket(untouched)["fields"]["summary"], "Weakness number 2 (high)")
        # What people wrote stays theirs, and what was written is written once.
        self.assertEqual(self.ticket(edited)["fields"]["summary"], "in other words")
        self.assertEqual(len(self.updates()), 4)
        self.assertEqual(self.host.run("policy", "existing", "test")["would_change"], 0)

    def test_leaving_is_decided_too_and_another_activation_ends_a_run(self):
        self.push(2)
        self.edit_policy()
        self.serving.end()
        self.activate("--existing", "update")
        self.assertNotIn("ended_at", self.run_of())
        left = self.activate("--existing", "leave")
        self.assertNotIn("backfill", left)
        self.serve()
        self.host.run("tickets", "resync", "--all")
        self.quiet()
        self.assertEqual((self.updates(), self.priorities()), ([], ["High"] * 2))

    def test_a_change_of_a_finding_does_not_wait_behind_a_run(self):
        first, _ = self.push(2)
        self.host.run("integrations", "disable", "jira")
        self.edit_policy()
        self.activate("--existing", "update")

        def lanes():
            items = self.host.call(self.token, "/outbox/waiting")[2]["items"]
            return {item["ticket_key"] == first: item.get("backfill", False) for item in items}

        self.until(lambda: lanes() == {True: True, False: True}, "both wait")
        self.change(first, due_at="2026-12-24")
        self.until(lambda: lanes() == {True: False, False: True}, "one of them for its finding")
        self.host.run("integrations", "enable", "jira")
        self.until(self.is_over, "all tickets are looked at")
        self.quiet()
        self.assertEqual((len(self.updates()), self.priorities()), (2, ["Highest"] * 2))

    def test_a_run_goes_on_where_a_host_that_was_killed_has_left_it(self):
        count = 260  # more than are due at a time
        self.host.import_scan([stack.result(n) for n in range(count)])
        self.assertEqual(self.host.run("push", "--company", "acme", "--all")["counts"], {"created": count})
        self.host.keep_database()
        self.addCleanup(stack.end_database, self.host.data)
        self.serving.end()
        with stack.disaster(TIMES):
            self.serve()
        self.edit_policy()
        self.activate("--existing", "update")
        for part in (20, 220):
            self.until(lambda part=part: len(self.updates()) >= part, f"{part} tickets are written to")
            self.serving.process.send_signal(signal.SIGKILL)
            self.serving.end()
            self.assertGreaterEqual(self.run_of()["looked_at"], 1)
            with stack.disaster(TIMES):
                self.serve()
        self.until(self.is_over, "all tickets are looked at")
        self.assertEqual(self.priorities(), ["Highest"] * count)
        self.assertEqual(self.run_of()["looked_at"], count)
        # At most the writes under way when a host died were made again.
        self.assertLessEqual(len(self.updates()), count + 2 * 8)


if __name__ == "__main__":
    stack.run_side_by_side(__file__, Backfill)
