# SPDX-License-Identifier: Apache-2.0
"""Webhooks of real Jiras, byte for byte through the endpoint: each has the effect that somebody has written down for it."""
import os
import pathlib
import sys
import unittest

import stack
from in_step import InStep

SECRET = "only for this test"
TABLE = stack.TOP / "tests/unit/plugins/jira/webhook_samples.txt"
FIRST_ID = 10_000
TICKETS = 370  # so that tickets of their ids are there
BATCH = 50
# What a finding becomes; a ticket that is to be done changes nothing unless it was taken up again.
BECOMES = {("todo", "done"): "open", ("doing", "todo"): "in_progress", ("doing", "done"): "in_progress",
           ("done", "todo"): "re_test", ("done", "doing"): "re_test"}


class Event:
    def __init__(self, line):
        self.file, self.kind, ticket, self.when, self.who, self.changed, after, comment = (
            cell.strip() for cell in line.split("|", 7))
        self.id = int(ticket.split()[0])
        self.status, self.state, self.assignee = after.split("/") if after != "-" else (None, None, None)
        about, _, self.words = comment.partition(": ")
        self.comment = about.split("/")[0]


def events():
    lines = TABLE.read_text().splitlines()
    return sorted((Event(line) for line in lines if line and not line.startswith("#")), key=lambda event: event.when)


class Samples(InStep):
    poll = "{every: 60m}"

    def setUp(self):
        super().setUp()
        # Before the samples were taken, so that they are news.
        self.simulator.control("POST", "clock", {"now": "2019-01-01T10:00:00.000Z"})
        for start in range(0, TICKETS, BATCH):
            self.host.import_scan([stack.result(number) for number in range(start, start + BATCH)])
            self.host.run("push", "--company", "acme", "--all")
        self.host.run("tickets", "resync", "--all")
        self.host.run("secrets", "set", "jira", "webhook", stdin=SECRET + "\n")
        self.address = self.webhook()["address"]
        keys = {ticket["key"]: int(ticket["id"]) for ticket in self.simulator.tickets()}
        self.finding = {keys[row["ticket_key"]]: row["finding"] for row in self.all_rows()}

    def all_rows(self):
        rows, cursor = [], ""
        while True:
            page = self.host.call(self.token, "/tickets?limit=200" + (f"&cursor={cursor}" if cursor else ""))[2]
            rows += page["items"]
            cursor = page.get("next_cursor")
            if not cursor:
                return rows

    def row_of(self, ticket):
        return next(row for row in self.all_rows() if row["finding"] == self.finding[ticket])

    def feed_of(self, ticket):
        return self.host.call(self.token, f"/findings/{self.finding[ticket]}/activity?limit=200")[2]["items"]

    def shows(self, event):
        row = self.row_of(event.id)
        if event.status and (row["ticket_status"], row["ticket_state"]) != (event.status, event.state):
            return False
        return not event.words or any(
            entry["kind"] == "comment" and event.words in entry["to"] for entry in self.feed_of(event.id))

    def send(self, event):
        body = (FOLDER / event.file).read_bytes()
        self.assertEqual(self.deliver(body, SECRET, self.address), 202, event.file)

    def test_every_sample_has_the_effect_that_was_written_down(self):
        samples = events()
        self.assertEqual({event.file for event in samples}, {path.name for path in FOLDER.glob("*.json")})
        ours = [event for event in samples if event.id in self.finding]
        strangers = [event for event in samples if event.id < FIRST_ID]
        self.assertEqual(len(ours) + len(strangers), len(samples))
        state, status, told = {}, {}, set()
        for event in ours:
            # Two samples are the same comment at the same moment with other words: the first is it.
            if (event.id, event.comment, event.when) in told:
                event.words = ""
            told.add((event.id, event.comment, event.when))
            with self.subTest(event.file):
                self.send(event)
                self.until(lambda: self.shows(event), f"{event.file} is applied")
                if event.state:
                    before = state.get(event.id, "todo")
                    status[event.id] = BECOMES.get((event.state, before), status.get(event.id, "open"))
                    state[event.id] = event.state
                self.until(lambda: self.row_of(event.id)["status"] == status.get(event.id, "open"),
                           f"{event.file} has moved its finding")
        for event in strangers:
            self.send(event)
        self.until(lambda: self.webhook()["strangers"] == len(strangers), "tickets of others are counted")

        # Who it was, by which way, and how it went on.
        life = [(entry["from"], entry["to"]) for entry in reversed(self.feed_of(10_040))
                if entry.get("member") == "ticket.status"]
        self.assertEqual(life, [("Backlog", "To Do"), ("To Do", "In Progress"), ("In Progress", "Done (Done)"),
                                ("Done (Done)", "To Do")])
        entries = [entry for event in ours for entry in self.feed_of(event.id) if entry.get("channel")]
        self.assertEqual({entry["channel"] for entry in entries}, {"webhook"})
        assigned = {ticket: [entry["to"] for entry in reversed(self.feed_of(ticket))
                             if entry.get("member") == "ticket.assignee"] for ticket in (10_040, 10_226)}
        self.assertEqual([len(names) for names in assigned.values()], [2, 1], assigned)
        self.assertEqual(assigned[10_040][1], "nobody")

        # All of them again, the last one first: nothing of it is news.
        feeds = {event.id: self.feed_of(event.id) for event in ours}
        for event in reversed(samples):
            self.send(event)
        self.until(lambda: self.webhook()["strangers"] >= len(strangers), "they were read")
        for ticket, feed in feeds.items():
            self.assertEqual(self.feed_of(ticket), feed)


if __name__ == "__main__":
    if not os.environ.get("ITSM_SHARED_DATA"):
        print("skipped: real webhooks need ITSM_SHARED_DATA, a folder with jira/webhooks")
        sys.exit(0)
    FOLDER = pathlib.Path(os.environ["ITSM_SHARED_DATA"]) / "jira" / "webhooks"
    unittest.main(verbosity=2)
