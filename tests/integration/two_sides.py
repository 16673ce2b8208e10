# SPDX-License-Identifier: Apache-2.0
"""People who change findings and tickets at random, hosts that die, and news that get lost, doubled, late or out of order.
Everything follows from a seed but the times."""
import collections
import json
import os
import signal
import urllib.error

import invariants
import stack
from in_step import InStep

PRIORITIES = {"high": "High", "medium": "Medium", "low": "Low"}
STATUSES = {"open": "To Do", "in_progress": "In Progress", "closed": "Done"}
# What was closed and is taken up again there is open, whatever the ticket says.
MEANINGS = {"To Do": ("open",), "In Progress": ("in_progress", "open"), "Done": ("re_test", "closed")}
ADVISORY, DUE = "customfield_10058", "customfield_10052"
HOST, ENGINEER = "Lea Dahl", "engineer"
POLICY = f"""
policy: test
plugin: jira
route:
  - {{name: all, when: {{severity_at_least: info}}, ticket: {{project: SEC, type: [Bug]}}}}
group_by: finding
fields:
  - {{finding: severity, ticket: priority, direction: both, accept_outside_edits: true, values: {json.dumps(PRIORITIES)}}}
  - {{finding: custom.advisory, ticket: Advisory, direction: both, owner: ticket}}
  - {{finding: due_at, ticket: Remediation date, direction: push}}
summary: "${{title}}"
status:
  pull:
    - {{category: done, then: fixed}}
    - {{category: doing, then: in_progress}}
    - {{category: todo, then: open}}
  push: {json.dumps({status: {"to": to} for status, to in STATUSES.items()})}
  comment_on_change: [closed, reopened]
  reopen: {{do: reopen}}
"""
# Both projects have the same form and the same workflow, so that a move changes nothing but the key.
ALIKE = {"workflows": {"default": "simple"}, "screens": {"default": "security"}, "priority_scheme": "default"}


class TwoSides(InStep):
    policy = POLICY
    options = ("--dev",)

    def prepare(self):
        # A write that got lost with its host is made again when it cannot arrive any more.
        os.environ["ITSM_DISASTER"] = "settle_s=2"
        self.addCleanup(stack.end_database, self.host.data)
        self.simulator.control("POST", "world", {"projects": {"SEC": ALIKE, "PLAT": ALIKE}})
        self.host.write("companies.yaml", "companies:\n  - name: acme\n    custom_fields:\n"
                        "      - {key: advisory, type: text}\n")

    def begin(self, chance, tickets):
        self.chance = chance
        self.second = None
        self.addCleanup(lambda: self.second and self.second.end(signal.SIGKILL))
        self.host.keep_database()
        self.push(tickets)
        self.register()
        # Of a ticket that nobody has looked at yet it is not known who has written into it.
        self.host.run("tickets", "resync", "--all")
        self.quiet()
        self.finding_of = {ticket["id"]: next(row["finding"] for row in self.rows() if row["ticket_key"] == ticket["key"])
                           for ticket in self.simulator.tickets()}
        self.edits = collections.Counter()  # (ticket, what) -> how often somebody has changed it here
        self.remarks = {}                   # text -> ticket
        self.kept = set()                   # tickets that a person lets stand as they are
        self.trace = []

    # What happens, each with a name for the trace

    def step(self):
        happenings = ((self.person_edits, 30), (self.finding_changes, 30), (self.news_suffer, 16), (self.move, 4),
                      (self.resync, 4), (self.host_dies, 3), (self.second_host, 3), (self.pause, 10))
        happening = self.chance.choices([one for one, _ in happenings], [weight for _, weight in happenings])[0]
        self.trace.append((happening.__name__, happening(self.chance.choice(sorted(self.finding_of)))))

    def edit(self, ticket, **edit):
        self.person(self.key_of(ticket), **{"as": ENGINEER, **edit})
        return ticket, edit

    def person_edits(self, ticket):
        what = self.chance.choice(("status", "priority", "advisory", "remark"))
        if what == "status":
            to = self.chance.choice(sorted(MEANINGS))
            return self.edit(ticket, status=to, **({"resolution": "Done"} if to == "Done" else {}))
        if what == "priority":
            return self.edit(ticket, fields={"priority": {"name": self.chance.choice(sorted(MEANT))}})
        if what == "advisory":
            return self.edit(ticket, fields={ADVISORY: f"https://theirs.test/{len(self.trace)}"})
        text = f"Remark {len(self.trace)}."
        self.remarks[text] = ticket
        return self.edit(ticket, comment=text)

    def finding_changes(self, ticket):
        what, value = self.chance.choice((
            ("severity", self.chance.choice(sorted(PRIORITIES))), ("status", self.chance.choice(sorted(STATUSES))),
            ("custom", {"advisory": f"https://ours.test/{len(self.trace)}"}),
            ("due_at", f"2027-01-{self.chance.randrange(1, 29):02}")))
        try:
            status = self.ask("PATCH", f"/findings/{self.finding_of[ticket]}", {what: value, "reason": "at random"})[0]
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            status = "no answer"
        if status not in (400, 409):  # that is: refused
            self.edits[ticket, "status" if what == "status" else "fields"] += 1
        return ticket, what, value, status

    def news_suffer(self, _):
        how = self.chance.choice(("lose_webhook", "duplicate_webhook", "late_webhook"))
        fault = {"do": how, "match": {}, "times": self.chance.randrange(1, 4), "skip": self.chance.randrange(2),
                 "delay_ms": self.chance.randrange(200, 3000)}
        self.simulator.control("POST", "faults", fault)
        return fault

    def move(self, ticket):
        to = "SEC" if self.key_of(ticket).startswith("PLAT") else "PLAT"
        self.person(self.key_of(ticket), move=to)
        return ticket, to

    def resync(self, ticket):
        try:
            return ticket, self.ask("POST", f"/tickets/{self.key_of(ticket)}/resync", {})[0]
        except (urllib.error.URLError, ConnectionError, TimeoutError) as lost:
            return ticket, type(lost).__name__

    def host_dies(self, _):
        self.serving.process.kill()
        self.serving.end()
        if self.second is None:
            self.lapse()
        self.serve()

    def second_host(self, _):
        if self.second is None:
            self.second = stack.Program(*self.host.command("serve", "--port", "0"))
            return "begins"
        self.second.end(signal.SIGKILL)
        self.second = None
        return "dies"

    def pause(self, _):
        self.chance.choice((lambda: None, lambda: stack.wait_until(lambda: not self.open_work(), "the work is done", 1)))

    # How it stands

    def key_of(self, ticket):
        return next(one["key"] for one in self.simulator.tickets() if one["id"] == ticket)

    def ask(self, method, path, body=None):
        return self.host.call(self.token, path, body, method)

    def lapse(self):
        """As if the leases of hosts that are all dead had come to their end, and a poll were due."""
        for table in ("outbox_job", "inbox", "integration_channel"):
            invariants.query(self.host, f"UPDATE {table} SET lease_until = now() WHERE lease_until > now()")
        invariants.query(self.host, "UPDATE integration_channel SET due_at = now()")
        invariants.query(self.host, "UPDATE integration_pace SET pace = jsonb_set(pace, '{slots}', '[]')")

    def open_work(self):
        return int(invariants.query(self.host, "SELECT (SELECT count(*) FROM outbox_job WHERE state = 0)"
                                               " + (SELECT count(*) FROM inbox WHERE state = 0)")[0][0])

    def quiet(self):
        """Until nobody has anything to do, twice in a row; what was set aside is taken up again."""
        def is_quiet():
            for (job,) in invariants.query(self.host, "SELECT outbox_job_id FROM outbox_job WHERE state = 2"):
                self.host.run("outbox", "--company", "acme", "replay", job, "--reason", "the hosts are healthy")
            return not self.open_work()
        try:
            stack.wait_until(is_quiet, "nothing is to be done")
        except AssertionError:
            print(*invariants.query(self.host, "SELECT order_key, due_at, lease_until, problem FROM outbox_job WHERE state = 0"),
                  *invariants.query(self.host, "SELECT kind, due_at, lease_until, problem FROM inbox WHERE state = 0"), sep="\n")
            raise

    def reviews(self):
        return self.ask("GET", "/reviews")[2]["items"]

    def differences(self):
        """What is not as the policy says, about which nobody is asked: read from the vendor and from the API."""
        problems = []
        asked = {(review["ticket_key"], review.get("member") or "status") for review in self.reviews()}
        for ticket in self.simulator.tickets():
            fields, key = ticket["fields"], ticket["key"]
            finding = self.ask("GET", f"/findings/{self.finding_of[ticket['id']]}")[2]
            due = (finding.get("due_at") or "")[:10]
            pairs = (("priority", PRIORITIES[finding["severity"]], fields["priority"]["name"]),
                     (ADVISORY, finding.get("custom", {}).get("advisory") or None, fields.get(ADVISORY)),
                     (DUE, due or None, fields.get(DUE)))
            over = fields["status"]["name"] == "Done"
            for member, ours, theirs in pairs:
                # A ticket that has ended is not written to.
                if ours != theirs and (key, member) not in asked and not over:
                    problems.append(f"{key}: {member} is {ours} here and {theirs} there")
            stands = MEANINGS[fields["status"]["name"]]
            if finding["status"] not in stands and (key, "status") not in asked and ticket["id"] not in self.kept:
                problems.append(f"{key}: is {finding['status']} here and {fields['status']['name']} there")
        return problems


MEANT = list(PRIORITIES.values())
