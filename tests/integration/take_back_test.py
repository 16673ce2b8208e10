# SPDX-License-Identifier: Apache-2.0
"""A push is taken back: what nobody has touched is ended with a comment, the rest is named and stays."""
import datetime
import unittest

import invariants
import outward
import stack
from in_step import InStep

CLOSING = outward.POLICY.replace("  max_hops: 3\n", "  max_hops: 3\n  take_back: {to: \"Won't Do\", with: {resolution: \"Won't Do\"}}\n")
LEAD = "557058:0a000000-0000-4000-8000-000000000002"


class TakeBack(InStep):
    policy = CLOSING

    def connect(self):
        self.host.write("companies.yaml", outward.COMPANIES)
        self.host.apply()
        super().connect()

    def pushed(self, count):
        """Keys of so many new tickets, when nothing more is to be written to them."""
        keys = self.push(count)
        self.until(lambda: not self.host.run("outbox", "waiting")["items"], "all are in step")
        return keys

    def latest(self):
        return str(self.host.run("pushes", "list")["items"][0]["id"])

    def take_back(self, *how, status=0):
        return self.host.run("pushes", "take-back", self.latest(), *how, status=status)

    def status(self, key):
        return self.at_vendor("GET", f"/issue/{key}?fields=status")["fields"]["status"]["name"]

    def comments(self, key):
        return self.at_vendor("GET", f"/issue/{key}/comment")["comments"]

    def reasons(self, report):
        return {ticket["key"]: ticket.get("reason", "") for ticket in report["tickets"]}

    def outcomes(self, report):
        return {ticket["key"]: ticket["outcome"] for ticket in report["tickets"]}

    def test_tickets_that_nobody_touched_are_ended_with_a_comment_and_their_findings_are_free(self):
        first, second = self.pushed(2)
        before = len(self.simulator.writes())
        told = self.take_back()
        self.assertEqual(self.outcomes(told), {first: "can_be", second: "can_be"})
        self.assertEqual(len(self.simulator.writes()), before)
        done = self.take_back("--yes")
        self.assertEqual(done["counts"], {"taken_back": 2})
        for key in (first, second):
            self.assertEqual(self.status(key), "Won't Do")
            (comment,) = self.comments(key)
            self.assertIn("was taken back by command line", str(comment))
        self.assertEqual(self.rows(), [])
        # Nothing is deleted, and the findings get other tickets.
        self.assertEqual(self.host.run("push", "--company", "acme", "--all")["counts"], {"created": 2})
        self.assertEqual(len(self.simulator.tickets()), 4)

    def test_what_somebody_had_to_do_with_stays_and_the_reason_is_told(self):
        moved, commented, edited, assigned, untouched = self.pushed(5)
        self.register()
        later = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(minutes=1)
        self.simulator.control("POST", "clock", {"now": later.strftime("%Y-%m-%dT%H:%M:%SZ")})
        self.person(moved, status="In Progress")
        self.person(commented, comment="Is this ours?")
        self.person(edited, fields={"summary": "Something else"})
        self.person(assigned, fields={"assignee": {"accountId": LEAD}})
        self.until(lambda: self.row(moved)["status"] == "in_progress" and self.entries(commented, "comment"), "it is known")
        told = self.take_back("--yes", status=1)
        self.assertEqual(told["counts"], {"kept": 4, "taken_back": 1})
        reasons = self.reasons(told)
        self.assertIn("In Progress", reasons[moved])
        self.assertIn("comment", reasons[commented])
        self.assertTrue(reasons[edited] and reasons[assigned], reasons)
        self.assertEqual(self.outcomes(told)[untouched], "taken_back")
        self.assertEqual({row["ticket_key"] for row in self.rows()}, {moved, commented, edited, assigned})
        for key in (moved, edited, assigned):
            self.assertEqual(self.comments(key), [])
        # Asked again it says the same, and does nothing more.
        self.assertEqual(self.take_back(status=1)["counts"], {"kept": 4, "taken_back": 1})

    def test_it_can_be_asked_over_the_api_and_goes_on_when_the_vendor_is_back(self):
        (key,) = self.pushed(1)
        self.simulator.control("POST", "faults", {"match": {"method": "POST", "path_regex": ".*/transitions"},
                                                  "do": "status", "status": 503, "times": 2})
        path = f"/pushes/{self.latest()}/take-back"
        self.assertEqual(self.host.call(self.token, path, {"dry_run": True}, "POST")[2]["counts"], {"can_be": 1})
        self.assertEqual(self.host.call(self.token, path, {}, "POST")[2]["counts"], {"queued": 1})
        self.until(lambda: self.host.call(self.token, path, {"dry_run": True}, "POST")[2]["counts"] == {"taken_back": 1},
                   "it is taken back")
        self.assertEqual(len(self.comments(key)), 1)

    def test_it_is_refused_after_a_day_and_for_a_push_that_made_nothing(self):
        self.pushed(1)
        push = self.latest()
        self.host.run("push", "--company", "acme", "--all", status=0)
        refused = self.take_back(status=2)
        self.assertEqual(refused["code"], "nothing_made")
        invariants.query(self.host, f"UPDATE push SET created_at = created_at - interval '25 hours' WHERE push_id = {push}")
        refused = self.host.run("pushes", "take-back", push, status=2)
        self.assertEqual(refused["code"], "take_back_late")
        self.assertEqual(self.host.run("pushes", "take-back", "4711", status=2)["code"], "push_unknown")


class WithoutWord(TakeBack):
    """The policy says nothing of it."""
    policy = outward.POLICY

    def test_tickets_that_nobody_touched_are_ended_with_a_comment_and_their_findings_are_free(self):
        (key,) = self.pushed(1)
        self.assertIn("names no status.take_back", self.take_back()["notes"][0])
        self.assertEqual(self.take_back("--yes")["counts"], {"taken_back": 1})
        self.assertNotEqual(self.status(key), "Won't Do")
        self.assertEqual(len(self.comments(key)), 1)

    test_what_somebody_had_to_do_with_stays_and_the_reason_is_told = None
    test_it_can_be_asked_over_the_api_and_goes_on_when_the_vendor_is_back = None
    test_it_is_refused_after_a_day_and_for_a_push_that_made_nothing = None


if __name__ == "__main__":
    unittest.main(verbosity=2)
