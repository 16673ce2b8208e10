# SPDX-License-Identifier: Apache-2.0
"""Hosts that die or stall at the worst moment, vendors and plugins that leave creates without an answer: never a second
ticket, never a lost one. ITSM_DISASTER_KILLS is how often each crash point kills (1), ITSM_DISASTER_SECONDS how long the
random loop goes on (20)."""
import collections
import json
import os
import random
import shutil
import signal
import time
import unittest
import urllib.request

import invariants
import stack

KILLS = int(os.environ.get("ITSM_DISASTER_KILLS", "1"))
SECONDS = int(os.environ.get("ITSM_DISASTER_SECONDS", "20"))
# Short, so that what a dead host held is taken over while the test waits.
TIMES = "lease_ms=6000 call_ms=3000 settle_s=2"
POLICY = """
policy: test
plugin: jira
route:
  - {name: all, ticket: {project: SEC, type: Bug}}
group_by: finding
summary: "${title}"
"""


class Disasters(unittest.TestCase):
    def setUp(self):
        self.simulator = stack.Simulator()
        self.addCleanup(self.simulator.end)
        self.host = stack.Host(self.simulator.address, POLICY)
        self.addCleanup(shutil.rmtree, self.host.folder, True)
        self.addCleanup(stack.end_database, self.host.data)
        self.host.set_up()
        self.host.keep_database()
        self.imported = 0

    def findings(self, count, text=None):
        first = self.imported
        self.imported += count
        self.host.import_scan([stack.result(n, text=text and f"{text} {n}") for n in range(first, self.imported)])
        return [int(row[0]) for row in invariants.query(
            self.host, f"SELECT finding_id FROM finding ORDER BY finding_id DESC LIMIT {count}")]

    def queue(self, findings):
        self.host.run("push", "--company", "acme", "--no-wait", *[w for f in findings for w in ("--finding", f)],
                      status=(0, 1))

    def start(self, disaster=""):
        return self.host.start(f"{TIMES} {disaster}")

    def end(self, process, how=signal.SIGTERM):
        process.send_signal(signal.SIGCONT)
        process.send_signal(how)
        process.wait(timeout=120)

    def lose_replies(self, times):
        """Creates that are executed and whose connection is then dropped."""
        self.simulator.control("POST", "faults", {"match": {"path_regex": ".*/issue/bulk"}, "do": "cut_after",
                                                  "times": times})

    def heal(self):
        """Everything works again: a healthy host must bring all to its end."""
        self.simulator.control("DELETE", "faults")
        healthy = self.start()
        try:
            stack.wait_until(self.is_settled, "nothing is open any more")
        finally:
            self.end(healthy)
        self.assertEqual(invariants.check(self.host, self.simulator), [])

    def is_settled(self):
        """Work that many workers died over is set aside, until the operator says that they live again."""
        for (job,) in invariants.query(self.host, "SELECT outbox_job_id FROM outbox_job WHERE state = 2"):
            self.host.run("outbox", "--company", "acme", "replay", job, "--reason", "the hosts are healthy")
        return invariants.open_work(self.host) == 0

    def kill_at(self, point, findings):
        """A host that dies at the point by itself."""
        self.queue(findings)
        if point.endswith("_find"):
            self.lose_replies(1)
        if point == "during_write":
            self.simulator.control("POST", "faults", {"match": {"path_regex": ".*/issue/bulk"}, "do": "slow",
                                                      "delay_ms": 500})
        process = self.start(f"at={point}")
        self.assertEqual(process.wait(timeout=180), -signal.SIGKILL, point)

    def test_a_host_that_dies_at_any_commit_or_request_makes_no_second_ticket_and_loses_none(self):
        kills = collections.Counter()
        points = stack.crash_points(self.host, "creates")
        findings = self.findings(2 * KILLS * len(points))
        for point in points:
            for _ in range(KILLS):
                self.kill_at(point, [findings.pop(), findings.pop()])
                kills[point] += 1
        print("".join(f"\n{point:24}{count:4} kills" for point, count in sorted(kills.items())))
        self.heal()

    def test_a_host_that_stops_beyond_its_lease_does_not_send_when_it_goes_on(self):
        stopped = []
        for point in ("after_claim", "before_begin_sending", "after_begin_sending", "before_create", "after_create",
                      "before_apply"):
            self.queue(self.findings(2))
            stopped.append(self.start(f"at={point} signal=STOP"))
            stack.wait_until(lambda: stack.is_stopped(stopped[-1]), f"a host has stopped at {point}")
        other = self.start()
        stack.wait_until(lambda: invariants.open_work(self.host) == 0, "another host has taken over")
        for host in stopped:
            host.send_signal(signal.SIGCONT)
        time.sleep(1)  # for whatever they still wanted to do
        for host in (*stopped, other):
            self.end(host)
        self.heal()

    def test_hosts_that_are_killed_and_stopped_at_random_make_each_ticket_once(self):
        seed = random.randrange(1 << 32)
        chance = random.Random(seed)
        findings = self.findings(400)
        for skip in range(3, 200, 4):
            self.simulator.control("POST", "faults", {"match": {"path_regex": ".*/issue/bulk"}, "skip": skip,
                                                      "do": chance.choice(("cut_after", "cut_before", "truncate"))})
        self.simulator.control("POST", "search_lag", {"seconds": 1})
        hosts = [self.start() for _ in range(3)]
        kills = stops = 0
        end = time.monotonic() + SECONDS
        while findings or time.monotonic() < end:
            for _ in range(min(4, len(findings) // 10)):
                self.queue([findings.pop() for _ in range(10)])
            time.sleep(chance.uniform(0.1, 0.5))
            victim = chance.randrange(3)
            if chance.random() < 0.15:
                hosts[victim].send_signal(signal.SIGSTOP)
                time.sleep(7)  # longer than the lease
                hosts[victim].send_signal(signal.SIGCONT)
                stops += 1
                continue
            hosts[victim].send_signal(signal.SIGKILL)
            hosts[victim].wait()
            hosts[victim] = self.start()
            kills += 1
        for host in hosts:
            self.end(host, signal.SIGKILL)
        print(f"\nseed {seed}: {kills} kills, {stops} stops")
        self.heal()

    def test_a_vendor_that_closes_the_kept_connection_after_each_create_is_never_asked_twice(self):
        # Every fifth create is answered: five without an answer in a row, and the vendor would be left alone for a while.
        findings = self.findings(125)
        token = self.host.run("tokens", "create", "test", "--company", "acme")["token"]
        host = stack.Program(*self.host.command("--dev", "serve", "--port", "0"),
                             environment={**os.environ, "ITSM_DISASTER": TIMES})
        self.addCleanup(host.end)
        for number, finding in enumerate(findings):
            if number % 5:
                self.lose_replies(1)
            request = urllib.request.Request(
                f"{host.address}/api/v1/pushes", data=json.dumps({"finding_ids": [finding]}).encode(),
                headers={"Authorization": f"Bearer {token}", "Content-Type": "application/json"})
            with urllib.request.urlopen(request, timeout=120) as answer:
                record = json.load(answer)["records"][0]
            self.assertIn(record["outcome"], ("uncertain", "adopted") if number % 5 else ("created",), record)
        stack.wait_until(lambda: invariants.open_work(self.host) == 0, "every outcome is known")
        self.assertEqual(len(self.simulator.writes()), 125)
        self.assertEqual(sorted(invariants.query(self.host, "SELECT outcome, count(*) FROM push_record GROUP BY 1")),
                         [["1", "25"], ["2", "100"]])
        self.assertEqual(invariants.check(self.host, self.simulator), [])

    def test_whatever_a_plugin_does_after_the_vendor_made_its_tickets_they_are_adopted(self):
        configuration = self.host.folder / "host.yaml"
        configuration.write_text(configuration.read_text().replace(str(stack.PLUGINS), os.environ["ITSM_MISBEHAVING"]))
        for behaviour in ("throws", "says-internal", "says-nothing", "dies"):
            with self.subTest(behaviour):
                self.queue(self.findings(3, behaviour))
        self.heal()
        self.assertEqual(len(self.simulator.writes()), 4)
        self.assertEqual(invariants.query(self.host, "SELECT outcome, count(*) FROM push_record GROUP BY 1"), [["2", "12"]])


if __name__ == "__main__":
    stack.run_side_by_side(__file__, Disasters)
