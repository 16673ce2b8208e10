# SPDX-License-Identifier: Apache-2.0
"""Whether findings and tickets agree: every link is compared with the vendor, what differs is told by its cause, and
brought in step by the policy. Nobody tells the host of anything here: no webhook is registered, and it polls once a day."""
import base64
import json
import signal
import subprocess
import urllib.request

import datetime

import invariants
import stack
from in_step import InStep
from outward import COMPANIES, POLICY

# Not within the next hours.
DAILY = (datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(hours=2)).strftime('{daily_at: "%H:%M"}')


class Agreement(InStep):
    policy = POLICY
    poll = DAILY
    more = "sweep: {disabled: true}\n"

    def connect(self):
        self.simulator.control("POST", "world", {"security_schemes": {"findings": {"levels": {
            "10402": {"name": "Others", "members": ["engineer"]}}}}})
        self.host.write("companies.yaml", COMPANIES)
        self.host.apply()
        super().connect()
        stack.wait_until(lambda: invariants.query(self.host, "SELECT count(polled_at) FROM integration_channel")[0][0] == "1",
                         "it has polled for the first time")

    def linked(self, count):
        """So many linked tickets that were seen, oldest first."""
        self.host.import_scan([stack.result(n) for n in range(count)])
        self.host.run("push", "--company", "acme", "--all", "--runs")
        stack.wait_until(lambda: invariants.open_work(self.host) == 0, "all is pushed")
        self.assertEqual(self.sweep(status=0)["agree"], count)
        self.quiet()
        return [row[0] for row in invariants.query(self.host, "SELECT key FROM ticket ORDER BY ticket_id")]

    def quiet(self):
        stack.wait_until(lambda: invariants.query(self.host, "SELECT (SELECT count(*) FROM outbox_job WHERE state = 0) + "
                                                  "(SELECT count(*) FROM inbox WHERE state = 0)")[0][0] == "0",
                         "nothing is under way", 240)

    def sweep(self, *options, status=(0, 1)):
        return self.host.run("sweep", "--company", "acme", *options, status=status)["items"][0]

    def ask_again(self, request, body):
        """As something between us and the vendor could do that sends a request once more."""
        again = urllib.request.Request(self.simulator.address + request["path"], data=body.encode(), headers={
            "Content-Type": "application/json", "Authorization": "Basic " + base64.b64encode(
                f"{self.credential['username']}:{self.credential['password']}".encode()).decode()})
        urllib.request.urlopen(again, timeout=120).close()

    def refused(self, first, count):
        """The request of creates that the vendor refuses, as far as the host is told."""
        self.simulator.control("DELETE", "requests")
        self.simulator.control("POST", "faults", {"match": {"method": "POST", "path_regex": ".*/rest/api/3/issue(/bulk)?"},
                                                  "do": "status", "status": 400, "times": -1})
        self.host.import_scan([stack.result(n) for n in range(first, first + count)], name="more.sarif")
        report = self.host.run("push", "--company", "acme", "--all", status=(0, 1))
        self.assertEqual(report["counts"].get("failed"), count, report["counts"])
        self.simulator.control("DELETE", "faults")
        return next(w for w in self.simulator.writes() if w["path"].endswith("/bulk"))

    def hide(self, key, hidden=True):
        self.person(key, fields={"security": {"id": "10402"} if hidden else None}, **{"as": "engineer"})

    def test_every_planted_difference_is_told_by_its_cause_and_brought_in_step(self):
        keys = self.linked(400)
        made = self.simulator.writes()[0]
        refused = self.refused(400, 6)
        hidden, keys = keys[:6], keys[6:]
        for key in hidden:
            self.hide(key)
        self.sweep("--repair")
        stack.wait_until(lambda: invariants.query(self.host, "SELECT count(*) FROM ticket WHERE state = 4")[0][0] == "6",
                         "they are gone", 240)
        self.quiet()
        self.assertEqual(self.sweep()["causes"], {})
        for key in hidden:
            self.hide(key, False)
        self.ask_again(refused, refused["body"])
        self.ask_again(made, json.dumps({"issueUpdates": json.loads(made["body"])["issueUpdates"][10:16]}))
        planted = iter(keys[50:])
        for number in range(10):
            self.person(next(planted), status="To Do" if number % 2 else "In Progress")
        for number in range(10):
            self.person(next(planted), fields={"priority": {"name": "Low"}} if number % 2 else
                        {"customfield_10058": "https://theirs.test/" + str(number)})
        for _ in range(6):
            self.person(next(planted), move="PLAT")
        for _ in range(5):
            self.person(next(planted), delete=True)
        for number in range(8):
            key = next(planted)
            self.person(key, **({"comment": "Somebody looks at it."} if number % 2 else {"fields": {"summary": "Our words"}}))
        found = self.sweep(status=1)
        self.assertEqual(found["causes"], {"status": 10, "field": 10, "moved": 6, "missing": 5, "unread": 8, "back": 6,
                                           "orphan": 6, "duplicate": 6})
        self.assertEqual(sum(found["causes"].values()), 57)
        self.assertEqual((found["linked"], found["agree"], found["differ"]), (400, 355, 45))
        fields = [one["field"] for one in found["differences"] if one["cause"] == "field"]
        self.assertEqual((fields.count("Priority"), fields.count("Advisory")), (5, 5))
        self.assertEqual(self.sweep("--last")["causes"], found["causes"])
        page = self.host.call(self.token, "/sweeps/jira/differences?cause=missing&limit=3")[2]
        self.assertEqual([one["cause"] for one in page["items"]], ["missing"] * 3)
        self.assertIn("next_cursor", page)
        self.assertAlmostEqual(self.host.run("stats", "--company", "acme")["agreement"]["agree"]["rate"], 355 / 400)

        repaired = self.sweep("--repair")
        self.assertEqual(repaired["repaired"], found["causes"])
        stack.wait_until(lambda: invariants.query(self.host, "SELECT count(*) FROM ticket WHERE state = 4")[0][0] == "5",
                         "what was deleted is gone", 240)
        self.quiet()
        after = self.sweep()
        self.assertEqual((after["causes"], after["linked"], after["agree"]), ({}, 406, 406), after["differences"])
        # A second ticket is for a person to close.
        self.assertEqual(after["waiting"], 6)
        reviews = self.host.run("reviews", "list")["items"]
        self.assertEqual([one["kind"] for one in reviews if one["kind"] == "duplicate"], ["duplicate"] * 6)
        self.assertEqual(self.sweep(status=0)["causes"], {})

    def test_many_tickets_that_cannot_be_read_are_access_that_was_lost_and_none_is_gone(self):
        keys = self.linked(30)
        for key in keys[:21]:
            self.hide(key)
        found = self.sweep("--repair", status=1)
        self.assertEqual((found["causes"], found["unreachable"], found["agree"]), ({"access_lost": 21}, 21, 9))
        self.assertEqual(found.get("repaired", {}), {})
        self.assertEqual(invariants.query(self.host, "SELECT count(*) FROM ticket WHERE state = 4")[0][0], "0")
        (alert,) = self.host.run("alerts", "list")["items"]
        self.assertIn("21 of 30", alert["message"])
        for key in keys[:21]:
            self.hide(key, False)
        self.sweep("--repair")
        self.quiet()
        self.assertEqual(self.sweep(status=0)["agree"], 30)
        self.assertEqual(self.host.run("alerts", "list")["items"], [])

    def test_one_that_was_killed_goes_on_where_it_was(self):
        self.linked(350)
        self.simulator.control("DELETE", "requests")
        self.simulator.control("POST", "faults", {"match": {"path_regex": ".*/issue/bulkfetch"}, "do": "slow",
                                                  "delay_ms": 1500, "times": -1})
        killed = subprocess.Popen(self.host.command("sweep"), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        at = "SELECT coalesce(max(progress->>'linked'), '0') FROM agreement_sweep"
        stack.wait_until(lambda: int(invariants.query(self.host, at)[0][0]) >= 100, "it has begun")
        killed.send_signal(signal.SIGKILL)
        killed.wait()
        self.simulator.control("DELETE", "faults")
        before = len(self.simulator.control("GET", "requests?path=*bulkfetch"))
        found = self.sweep(status=0)
        self.assertEqual((found["linked"], found["agree"]), (350, 350))
        reads = len(self.simulator.control("GET", "requests?path=*bulkfetch"))
        self.assertLessEqual(reads - before, 3)
        self.assertLess(before, 4)


class Scheduled(Agreement):
    more = "sweep: {every: 1m, repair: true}\n"

    def test_a_serving_host_compares_and_repairs_by_itself(self):
        (key, other) = self.linked(2)
        self.person(key, status="In Progress")
        stack.wait_until(lambda: self.row(key)["status"] == "in_progress", "a sweep has found it")
        (entry,) = self.entries(key, "status")
        self.assertEqual(entry["channel"], "sweep")
        self.assertEqual(self.row(other)["status"], "open")
        shown = self.host.call(self.token, "/sweeps")[2]["items"][0]
        self.assertEqual(shown["linked"], 2)


# What is asked for is tested once.
for name in [name for name in dir(Agreement) if name.startswith("test_")]:
    setattr(Scheduled, name, None)


if __name__ == "__main__":
    stack.run_side_by_side(__file__, Agreement, Scheduled)
