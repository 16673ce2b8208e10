# SPDX-License-Identifier: Apache-2.0
"""Hosts that die or stall while they write to tickets that exist, and vendors whose answers get lost: each change is
written once, each comment is made once, and both sides stand alike in the end. ITSM_DISASTER_KILLS is how often each
crash point kills (1)."""
import collections
import json
import os
import signal
import subprocess
import threading
import unittest
import urllib.error

import invariants
import stack
from in_step import InStep

KILLS = int(os.environ.get("ITSM_DISASTER_KILLS", "1"))
# Short, so that what a dead host held is taken over while the test waits.
LEASE = "lease_ms=6000"
TIMES = "call_ms=3000 settle_s=2"
POLICY = """
policy: test
plugin: jira
route:
  - {name: all, when: {severity_at_least: info}, ticket: {project: SEC, type: [Bug]}}
group_by: finding
fields:
  - {finding: severity, ticket: priority, direction: both, accept_outside_edits: true,
     values: {critical: Highest, high: High, medium: Medium, low: Low, info: Lowest}}
summary: "[${severity}] ${title}"
status:
  pull:
    - {category: done, then: fixed}
    - {category: doing, then: in_progress}
  push:
    in_progress: {to: In Progress}
    on_hold: {to: In Review}
  comment_on_change: [in_progress]
"""
# A run writes three times, and reads before and after.
PASSAGES = {**dict.fromkeys(("before_begin_write", "after_begin_write", "before_write", "during_write", "after_write",
                             "before_end_write", "after_end_write"), 3),
            **dict.fromkeys(("before_read", "after_read", "before_take_in", "after_take_in"), 2)}
ACCOUNT = "Lea Dahl"


class OutwardDisasters(InStep):
    policy = POLICY

    def prepare(self):
        self.addCleanup(stack.end_database, self.host.data)
        self.expected = {}

    def tickets(self, count):
        """Tickets on which work can begin, and nobody serves any more."""
        keys = self.push(count)
        for key in keys:
            self.person(key, status="To Do")
        self.host.run("tickets", "resync", "--all")
        self.until(lambda: invariants.open_work(self.host) == 0, "each has been looked at")
        self.host.keep_database()
        self.findings = {row["ticket_key"]: row["finding"] for row in self.rows()}
        self.serving.end()
        return keys

    def start(self, disaster="", lease=LEASE):
        """A host, or nothing where it has died before it listened: it went on with the work of an earlier one."""
        try:
            return stack.Program(*self.host.command("--dev", "serve", "--port", "0"),
                                 environment={**os.environ, "ITSM_DISASTER": f"{lease} {TIMES} {disaster}"})
        except AssertionError as ended:
            if f"exit status -{signal.SIGKILL.value}" not in str(ended):
                raise
            return None

    def change(self, host, key, status="in_progress"):
        """What has to be written: fields, a step and a comment; where no step leads, the comment says that."""
        self.expected[key] = {"update": 1, "transition": int(status == "in_progress"), "comment": 1}
        body = {"severity": "critical", "status": status, "reason": "the test wants it"}
        try:
            answer = stack.ask(host.address, self.token, "PATCH", f"/findings/{self.findings[key]}", body)
            self.assertEqual(answer[0], 200, answer)
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            pass  # the host died or stopped; mostly it is the work for this change that does it

    def comment(self, host, key):
        """A person's comment, beside the one that tells of the status."""
        self.expected[key] = {"comment": 1}
        try:
            answer = stack.ask(host.address, self.token, "POST", f"/findings/{self.findings[key]}/comments",
                               {"text": f"It is **reachable**, said of {key}."})
            self.assertEqual(answer[0], 200, answer)
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            pass

    def is_said(self, key):
        return invariants.query(self.host, "SELECT count(*) FROM finding_comment WHERE finding_id ="
                                           f" {self.findings[key]}") == [["1"]]

    def is_changed(self, key):
        """Whether the change was stored, before the host died or stopped."""
        finding = self.findings[key]
        return invariants.query(self.host, f"SELECT count(*) FROM activity WHERE finding_id = {finding}"
                                           " AND document->>'to' = 'critical'") == [["1"]]

    def lose(self, how, times=1, **more):
        """Comments that are made, and whose answer does not come."""
        self.simulator.control("POST", "faults", {"match": {"method": "POST", "path_regex": ".*/comment$"}, "do": how,
                                                  "times": times, **more})

    def kill_at(self, point, spared, key, is_about_comments=False):
        if point.endswith(("_comments", "_keep_steps")):
            self.lose("cut_after")
        host = self.start(f"at={point} spared={spared}")
        if host is None:
            return False
        if is_about_comments:
            self.comment(host, key)
        else:
            self.change(host, key, "on_hold" if point.endswith("_open_reviews") else "in_progress")
        try:
            self.assertEqual(host.process.wait(timeout=120), -signal.SIGKILL, point)
        except subprocess.TimeoutExpired:
            self.fail(f"nothing passes {point} (spared {spared})")
        finally:
            host.end(signal.SIGKILL)
        return self.is_said(key) if is_about_comments else self.is_changed(key)

    def heal(self, priority="Highest"):
        """Everything works again: a healthy host must bring all to its end."""
        self.simulator.control("DELETE", "faults")
        healthy = self.start()
        try:
            stack.wait_until(self.is_settled, "nothing is open any more")
        finally:
            healthy.end()
        self.assertEqual(invariants.check_in_step(self.host, self.simulator, ACCOUNT), [])
        done = invariants.executed(self.simulator)
        self.assertEqual({key: {kind: done[key, kind] for kind in kinds} for key, kinds in self.expected.items()},
                         self.expected)
        for ticket in self.simulator.tickets():
            if "transition" in self.expected.get(ticket["key"], {}):
                moved = self.expected[ticket["key"]]["transition"]
                self.assertEqual((ticket["fields"]["priority"]["name"], ticket["fields"]["status"]["name"]),
                                 (priority, "In Progress" if moved else "To Do"), ticket["key"])

    def is_settled(self):
        """Work that many workers died over is set aside, until the operator says that they live again."""
        for (job,) in invariants.query(self.host, "SELECT outbox_job_id FROM outbox_job WHERE state = 2"):
            self.host.run("outbox", "--company", "acme", "replay", job, "--reason", "the hosts are healthy")
        return invariants.open_work(self.host) == 0

    def test_a_host_that_dies_at_any_step_writes_each_change_once(self):
        points = [(point, spared) for point in stack.crash_points(self.host, "changes")
                  for spared in range(PASSAGES.get(point, 1))]
        keys = self.tickets(KILLS * len(points))
        kills = collections.Counter()
        for point, spared in points:
            for _ in range(KILLS):
                # What an earlier one has left may kill this one first: that is a kill, and not yet the wanted one.
                while not self.kill_at(point, spared, keys[-1], point.endswith("_end_delivery")):
                    kills[point, "on its way in"] += 1
                keys.pop()
                kills[point, f"passage {spared + 1}"] += 1
        print("".join(f"\n{point:20}{passage:16}{count:4} kills" for (point, passage), count in sorted(kills.items())))
        reviews = invariants.query(self.host, "SELECT count(*) FROM review WHERE decided_at IS NULL")
        self.heal()
        self.assertLessEqual(int(reviews[0][0]), 2 * KILLS)
        self.assertEqual(invariants.query(self.host, "SELECT count(*) FROM review WHERE decided_at IS NULL"),
                         [[str(2 * KILLS)]])

    def test_a_host_that_stops_beyond_its_lease_changes_nothing_when_it_goes_on(self):
        points = [("after_claim", 0), *(("after_begin_write", spared) for spared in range(3)), ("after_comment", 0),
                  ("before_record", 0), ("before_end", 0)]
        keys = self.tickets(len(points))
        stopped = []
        for (point, spared), key in zip(points, keys):
            # Long enough for all of them to stop: one that goes on with another's work would stop before it listens.
            host = self.start(f"at={point} spared={spared} signal=STOP", "lease_ms=60000")
            threading.Thread(target=self.change, args=(host, key), daemon=True).start()
            stack.wait_until(lambda: stack.is_stopped(host.process), f"a host has stopped at {point}")
            stopped.append(host)
        other = self.start()
        stack.wait_until(lambda: invariants.open_work(self.host) == 0, "another host has taken over")
        # Since then everything has gone on: what they would write is old.
        for key in keys:
            stack.ask(other.address, self.token, "PATCH", f"/findings/{self.findings[key]}", {"severity": "high"})
            self.expected[key]["update"] = 2
        stack.wait_until(lambda: invariants.open_work(self.host) == 0, "and further")
        for host in stopped:
            host.process.send_signal(signal.SIGCONT)
        # Before they end they finish what they were about.
        for host in (*stopped, other):
            self.assertEqual(host.end(), 0)
        self.heal("High")

    def test_a_host_that_dies_over_a_person_s_comment_writes_it_once(self):
        points = ["before_begin_write", "after_begin_write", "before_comment", "after_comment", "before_end_write",
                  "after_end_write", "before_end_delivery", "after_end_delivery"]
        keys = self.tickets(len(points))
        for point, key in zip(points, keys):
            while not self.kill_at(point, 0, key, is_about_comments=True):
                pass
        self.heal()
        self.assertEqual(invariants.query(self.host, "SELECT count(*), count(*) FILTER (WHERE state = 1)"
                                                     " FROM comment_delivery"), [[str(len(points))] * 2])

    def test_a_comment_whose_answer_got_lost_is_looked_for_and_never_made_again(self):
        ways = [("cut_after", {}), ("truncate", {}), ("late", {"delay_ms": 2000})]
        keys = self.tickets(3 * len(ways))
        host = self.start("request_ms=1000")
        for number, (how, more) in enumerate(ways):
            for key in keys[3 * number:3 * number + 3]:
                self.lose(how, **more)
                self.change(host, key)
                stack.wait_until(lambda: invariants.open_work(self.host) == 0, f"{key} is in step")
        host.end()
        self.heal()


if __name__ == "__main__":
    stack.run_side_by_side(__file__, OutwardDisasters)
