# SPDX-License-Identifier: Apache-2.0
"""Both sides in step, outward: what changes here reaches tickets that exist, and takes nothing from the people there."""
import json

import stack
from outward import POLICY, Outward


class Findings(Outward):
    def setUp(self):
        if "both_sides" in self.id() or "read_back" in self.id():
            self.poll = "{every: 60m}"  # one in between would leave nothing to see
        super().setUp()

    def test_a_change_of_the_finding_is_written_once_and_nothing_else_with_it(self):
        (key,) = self.push(1)
        self.register()
        self.change(key, severity="critical", due_at="2026-12-24")
        self.until(lambda: self.row(key)["priority"] == "Highest", "the priority is written and shown")
        self.quiet(key)
        (request,) = self.requests()
        sent = json.loads(request["body"])["fields"]
        self.assertEqual(sorted(sent), ["customfield_10052", "priority", "summary"])
        self.assertEqual(sent["customfield_10052"], "2026-12-24")
        (write,) = self.shown(key)["writes"]
        self.assertEqual((write["kind"], write["state"]), ("update", "done"))
        self.assertIn("Priority: Highest", write["what"])
        # What the vendor tells of it is no news, and the same change again is no change.
        self.simulator.control("GET", "deliveries?settle_ms=10000")
        self.host.run("tickets", "resync", key)
        self.change(key, severity="critical")
        self.quiet(key)
        self.assertEqual(len(self.requests()), 1)
        self.assertEqual(len(self.entries(key, "changed", "severity")), 1)

    def test_a_ticket_that_cannot_be_read_back_after_a_write_is_read_again(self):
        (key,) = self.push(1)
        self.simulator.control("POST", "faults", {"match": {"path_regex": ".*/issue/bulkfetch$"}, "do": "status",
                                                  "status": 503, "skip": 1, "times": 1})
        self.change(key, severity="critical")
        self.until(lambda: self.row(key)["priority"] == "Highest", "the priority is shown, without a webhook or a poll")
        self.quiet(key)
        self.assertEqual(len(self.requests()), 1)

    def test_a_comment_whose_answer_is_lost_is_found_at_the_ticket_and_not_written_again(self):
        (key,) = self.push(1)
        self.register()
        self.simulator.control("POST", "faults", {"match": {"method": "POST", "path_regex": ".*/comment$"},
                                                  "do": "cut_after", "times": 1})
        self.assertEqual(self.comment(key, "Seen **again**:\n\n- in `login`\n- in `search`")[0], 200)
        self.until(lambda: self.comments(key)[0]["tickets"][0]["state"] == "written", "it is found at the ticket")
        self.quiet(key)
        self.assertEqual(len(self.sent_comments()), 1)
        self.simulator.control("GET", "deliveries?settle_ms=10000")
        self.host.run("tickets", "resync", key)
        self.assertEqual(len(self.entries(key, "comment")), 1)

    def test_comments_wait_for_their_vendor_in_their_order_and_a_refusal_is_told(self):
        (key,) = self.push(1)
        fault = {"match": {"method": "POST", "path_regex": ".*/comment$"}, "do": "status", "status": 503, "times": 1}
        self.simulator.control("POST", "faults", fault)
        for text in ("first", "second"):
            self.assertEqual(self.comment(key, text)[0], 200)
        self.until(lambda: {c["tickets"][0]["state"] for c in self.comments(key)} == {"written"}, "both are there")
        said = [json.dumps(body) for body in self.sent_comments()]
        self.assertLess(max(i for i, body in enumerate(said) if "first" in body),
                        min(i for i, body in enumerate(said) if "second" in body))
        self.simulator.control("POST", "faults", {**fault, "status": 400})
        self.comment(key, "third")
        self.until(lambda: self.comments(key)[0]["tickets"][0]["state"] == "refused", "its refusal is told")
        self.assertTrue(self.comments(key)[0]["tickets"][0]["problem"])

    def test_what_is_no_comment_and_no_step_is_refused(self):
        (key,) = self.push(1)
        finding = self.row(key)["finding"]
        self.assertEqual([self.comment(key, text)[2]["code"] for text in (" \n", "x" * 20_001)],
                         ["comment_empty", "comment_too_long"])
        self.assertEqual(self.host.call(self.token, "/findings/999999/comments", {"text": "x"})[0], 404)
        path = f"/findings/{finding}/status"
        self.assertEqual(self.host.call(self.token, path, {"status": "risk_accepted"})[0], 400)
        status, _, document = self.host.call(self.token, path, {"status": "in_progress", "reason": "somebody is at it"})
        self.assertEqual((status, document["status"]), (200, "in_progress"))

    def test_tickets_that_wait_for_their_vendor_are_listed_with_the_reason(self):
        (key,) = self.push(1)
        self.simulator.control("POST", "faults", {"match": {"method": "PUT", "path_regex": ".*/rest/api/3/issue/[^/]+"},
                                                  "do": "status", "status": 503, "times": -1})
        self.change(key, severity="critical")
        self.until(lambda: any(row.get("reason") for row in self.waiting()), "a reason is told")
        (row,) = self.waiting()
        self.assertEqual((row["ticket_key"], row.get("parked", False)), (key, False))
        self.assertEqual(self.host.call(self.token, "/outbox/waiting")[2]["items"][0]["ticket_key"], key)

    def test_a_value_that_people_change_at_the_vendor_comes_back_and_is_not_pushed_again(self):
        (key,) = self.push(1)
        self.register()
        self.change(key, custom={"advisory": "https://old.test/1"})
        self.until(lambda: "10058" in json.dumps([r["body"] for r in self.requests()]), "it is written")
        self.quiet(key)
        self.person(key, fields={"priority": {"name": "Low"}, "customfield_10058": "https://new.test/2"})
        self.until(lambda: self.row(key)["severity"] == "low", "the finding has the ticket's severity")
        self.quiet(key)
        changed = self.entries(key, "changed", "custom.advisory")
        self.assertEqual(changed[0]["to"], "https://new.test/2")
        # The summary names the severity: it is the only thing that follows.
        self.assertEqual(sorted(json.loads(self.requests()[-1]["body"])["fields"]), ["summary"])
        self.assertEqual(len(self.requests()), 2)

    def test_what_both_sides_have_changed_is_a_conflict_and_the_finding_can_be_chosen(self):
        self.settle_conflict("finding", severity="critical", priority="Highest")

    def test_what_both_sides_have_changed_is_a_conflict_and_the_ticket_can_be_chosen(self):
        self.settle_conflict("ticket", severity="low", priority="Low")

    def settle_conflict(self, choice, severity, priority):
        (key,) = self.push(1)
        self.told_once_by_resync(key)
        self.person(key, fields={"priority": {"name": "Low"}})
        self.change(key, severity="critical")
        self.until(lambda: self.reviews(), "there is a conflict")
        (review,) = self.reviews()
        self.assertEqual((review["kind"], review["ours"], review["theirs"]), ("conflict", "Highest", "Low"))
        self.assertEqual(review["choices"], ["finding", "ticket"])
        self.quiet(key)
        self.assertEqual(self.row(key)["severity"], "critical")
        self.assertNotIn('"priority"', "".join(r["body"] for r in self.requests()))
        self.host.run("reviews", "decide", review["id"], choice)
        self.until(lambda: (self.row(key)["severity"], self.row(key)["priority"]) == (severity, priority),
                   "both have the chosen one")
        self.quiet(key)
        self.assertEqual(self.reviews(), [])

    def test_a_field_that_the_ticket_owns_is_never_overwritten(self):
        (key,) = self.push(1)
        self.register()
        self.change(key, custom={"advisory": "https://ours.test/1"})
        self.until(lambda: self.requests(), "the address is written")
        self.quiet(key)
        self.person(key, fields={"customfield_10058": "https://theirs.test/2", "summary": "Our own words"})
        self.change(key, custom={"advisory": "https://ours.test/3"}, severity="critical")
        self.until(lambda: len(self.requests()) == 2, "the priority is written")
        self.quiet(key)
        self.assertEqual(sorted(json.loads(self.requests()[-1]["body"])["fields"]), ["priority"])
        self.assertEqual(self.entries(key, "changed", "custom.advisory")[0]["to"], "https://theirs.test/2")
        self.assertEqual(self.reviews(), [])

    def test_labels_of_people_stay_beside_ours(self):
        (key,) = self.push(1)
        self.person(key, update={"labels": [{"add": "theirs"}]})
        self.change(key, custom={"team": ["red", "blue"]})
        self.until(lambda: self.requests(), "the labels are written")
        self.quiet(key)
        self.change(key, custom={"team": ["red"]})
        self.until(lambda: len(self.requests()) == 2, "they are written again")
        labels = json.loads(self.requests()[-1]["body"])["fields"]["labels"]
        self.assertIn("theirs", labels)
        self.assertIn("red", labels)
        self.assertNotIn("blue", labels)

    def test_a_status_goes_a_way_that_was_seen_with_the_fields_of_each_step_and_a_comment(self):
        first, second = self.push(2)
        self.register()
        # Nobody has been seen to leave the backlog: there is no way, and a person is asked.
        self.change(first, status="closed", reason="not reachable any more")
        self.until(lambda: self.reviews(), "it is blocked")
        (review,) = self.reviews()
        self.assertEqual(review["kind"], "blocked_transition")
        self.quiet(first)
        # Somebody shows the way.
        self.told_once_by_resync(second)
        self.person(second, status="To Do")
        self.until(lambda: self.row(second)["ticket_status"] == "To Do", "the step is seen")
        self.person(second, status="Done", resolution="Done")
        self.until(lambda: self.row(second)["status"] == "re_test", "that step, too")
        self.host.run("reviews", "decide", review["id"], "retry")
        self.until(lambda: self.row(first)["ticket_status"] == "Done", "it has gone both steps")
        self.quiet(first)
        kinds = [(w["kind"], w["state"]) for w in reversed(self.shown(first)["writes"])]
        self.assertEqual([k for k in kinds if k[1] == "done"].count(("transition", "done")), 2)
        comments = [w["what"] for w in self.shown(first)["writes"] if w["kind"] == "comment"]
        self.assertTrue(any("is closed now" in text for text in comments), comments)
        self.assertEqual(self.row(first)["status"], "closed")
        # Our comments are not news on our feeds.
        self.assertEqual(self.entries(first, "comment"), [])

    def test_our_own_transition_tells_the_finding_nothing(self):
        (key,) = self.push(1)
        self.register()
        self.person(key, status="To Do")
        self.person(key, status="In Progress")
        self.until(lambda: self.row(key)["status"] == "in_progress", "it is in progress")
        # In Review means `doing`, which would make the finding in_progress again.
        self.change(key, status="on_hold")
        self.until(lambda: self.row(key)["ticket_status"] == "In Review", "the ticket follows")
        self.simulator.control("GET", "deliveries?settle_ms=10000")
        self.host.run("tickets", "resync", key)
        self.quiet(key)
        self.assertEqual(self.row(key)["status"], "on_hold")
        self.assertEqual(len([w for w in self.shown(key)["writes"] if w["kind"] == "transition"]), 1)

    def test_a_finding_that_comes_back_opens_its_ticket_again_and_says_why(self):
        (key,) = self.push(1)
        self.register()
        self.person(key, status="To Do")
        self.person(key, status="Done", resolution="Done")
        self.until(lambda: self.row(key)["status"] == "re_test", "it is to be tested again")
        self.host.import_scan([stack.result(0)])
        self.until(lambda: self.row(key)["status"] == "open", "the scan has seen it again")
        self.until(lambda: self.row(key)["ticket_status"] == "To Do", "the ticket is open again")
        self.quiet(key)
        (comment,) = [w for w in self.shown(key)["writes"] if w["kind"] == "comment"]
        self.assertIn("came back: this ticket is opened again", comment["what"])
        self.assertEqual(self.row(key)["status"], "open")

    def test_a_finding_that_came_back_waits_for_a_person_where_the_policy_asks(self):
        self.host.write("policy.yaml", POLICY.replace("reopen: {within: 30d, do: reopen, otherwise: comment}",
                                                      "reopen: {do: ask}"))
        self.host.apply()
        self.host.run("integrations", "enable", "jira")
        (key,) = self.push(1)
        self.register()
        self.person(key, status="To Do")
        self.person(key, status="Done", resolution="Done")
        self.until(lambda: self.row(key)["status"] == "re_test", "it is to be tested again")
        self.change(key, status="open")
        self.until(lambda: self.reviews(), "a person is asked")
        (review,) = self.reviews()
        self.assertEqual((review["kind"], review["choices"]), ("reopen", ["reopen", "new_ticket", "keep"]))
        self.host.run("reviews", "decide", review["id"], "new_ticket")
        self.until(lambda: len(self.rows()) == 2, "it has a new ticket")
        self.quiet(key)
        self.assertEqual(self.row(key)["ticket_state"], "done")
        self.assertEqual(len({row["ticket_key"] for row in self.rows()}), 2)


class Groups(Outward):
    policy = POLICY.replace("group_by: finding", "group_by: vulnerability_type").replace(
        'summary: "[${severity}] ${title}"', 'summary: "${title}${group.count_suffix}"')

    def description(self, key):
        return json.dumps(self.ticket(key)["fields"]["description"], ensure_ascii=False)

    def test_the_members_of_a_group_are_kept_current_within_their_section_only(self):
        same = lambda n: dict(stack.result(n), ruleId="same-rule")
        self.host.import_scan([same(0), same(1)])
        self.host.run("push", "--company", "acme", "--all")
        key = self.rows()[0]["ticket_key"]
        self.assertIn("src/file1.c", self.description(key))
        before = self.ticket(key)["fields"]["description"]
        mine = {"type": "paragraph", "content": [{"type": "text", "text": "Words of a person."}]}
        self.person(key, fields={"description": {**before, "content": [mine, *before["content"]]}})
        self.host.import_scan([same(0), same(1), same(2)])
        self.host.run("push", "--company", "acme", "--all")
        self.until(lambda: "src/file2.c" in self.description(key), "the third one is there")
        self.quiet(key)
        self.assertIn("Words of a person.", self.description(key))
        self.assertIn("(3 findings)", self.ticket(key)["fields"]["summary"])
        leaving = max(row["finding"] for row in self.rows())
        self.host.run("unlink", leaving, key)
        self.until(lambda: "src/file2.c" not in self.description(key), "it has left")
        self.quiet(key)
        self.assertIn("(2 findings)", self.ticket(key)["fields"]["summary"])
        self.assertIn("Words of a person.", self.description(key))
        self.assertEqual(len(self.requests()), 2)


if __name__ == "__main__":
    stack.run_side_by_side(__file__, Findings, Groups)
