# SPDX-License-Identifier: Apache-2.0
"""Edits of one ticket wait for each other and are one write; what cannot wait takes them along."""
import json

import invariants
import stack
from outward import Outward


class JoinedEdits(Outward):
    join_edits = "{within: 30m}"

    def pending(self, key):
        return self.shown(key).get("pending")

    def held(self, key):
        """Until all edits of the ticket wait for further ones, and that counts as no attempt."""
        def is_held():
            (row,) = invariants.query(self.host, "SELECT lease_until IS NULL AND due_at > now() AND attempts = 0 "
                                                 "AND problem ? 'held' FROM outbox_job WHERE kind = 2")
            return row == ["t"]
        self.until(is_held, f"edits of {key} wait")
        self.assertIn("more edits may come", self.pending(key)["reason"])

    def window_passes(self):
        invariants.query(self.host, "UPDATE outbox_job SET held_since = held_since - interval '31 minutes', due_at = now() "
                                    "WHERE held_since IS NOT NULL")

    def edits(self, key):
        self.change(key, severity="critical")
        self.held(key)
        self.change(key, due_at="2026-12-24")
        self.change(key, custom={"advisory": "https://ours.test/1"})
        self.held(key)
        self.assertEqual(self.requests(), [])

    def test_three_edits_in_the_window_are_one_write_and_then_it_is_quiet(self):
        (key,) = self.push(1)
        self.register()
        self.told_once_by_resync(key)
        self.edits(key)
        since = self.pending(key)["due_at"]
        self.change(key, due_at="2026-12-25")
        self.held(key)
        self.assertEqual(self.pending(key)["due_at"], since)  # the window does not move with each edit
        # A sweep finds nothing that anybody would have to mend.
        sweep = self.host.run("sweep")
        self.assertNotIn("owed", json.dumps(sweep))
        self.window_passes()
        self.quiet(key)
        (request,) = self.requests()
        body = json.loads(request["body"])
        self.assertEqual(sorted(body["fields"]), ["customfield_10052", "customfield_10058", "priority", "summary"])
        # The link is confirmed: our labels go with that write, and the ticket is still known as ours.
        self.assertEqual({next(iter(one)) for one in body["update"]["labels"]}, {"remove"})
        labels = self.field(key, "labels")
        self.assertFalse([one for one in labels if one.startswith("itsm")], labels)
        # What the vendor tells of it is no news, and nothing is written after it.
        self.simulator.control("GET", "deliveries?settle_ms=10000")
        self.host.run("tickets", "resync", key)
        self.host.run("sweep", "--repair")
        self.quiet(key)
        self.assertEqual(len(self.requests()), 1)

    def test_a_status_goes_at_once_and_takes_along_what_waits(self):
        (key,) = self.push(1)
        self.person(key, status="To Do")
        self.told_once_by_resync(key)
        self.edits(key)
        self.change(key, status="in_progress")
        self.quiet(key)
        self.assertEqual(self.row(key)["ticket_status"], "In Progress")
        self.assertEqual([request["method"] for request in self.requests()], ["PUT", "POST"])
        self.assertEqual(self.row(key)["priority"], "Highest")

    def test_what_is_taken_back_in_the_window_is_never_written_and_what_people_do_meanwhile_comes_in(self):
        (key,) = self.push(1)
        self.register()
        self.told_once_by_resync(key)
        self.change(key, due_at="2026-12-24")
        self.held(key)
        self.person(key, fields={"priority": {"name": "Low"}})
        self.until(lambda: self.row(key)["severity"] == "low", "the finding has the ticket's severity")
        self.held(key)
        self.assertEqual(self.requests(), [])
        self.change(key, due_at="")
        self.person(key, fields={"priority": {"name": "High"}})
        self.quiet(key)
        self.assertEqual(self.requests(), [])
        self.assertEqual(self.reviews(), [])

    def test_a_comment_takes_the_edits_along(self):
        (key,) = self.push(1)
        self.told_once_by_resync(key)
        self.edits(key)
        self.comment(key, "I have looked at it.")
        self.quiet(key)
        self.assertEqual([request["method"] for request in self.requests()], ["PUT", "POST"])


if __name__ == "__main__":
    stack.run_side_by_side(__file__, JoinedEdits)
