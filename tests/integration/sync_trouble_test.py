# SPDX-License-Identifier: Apache-2.0
"""News of tickets while everything goes wrong: what was acknowledged is applied, and once."""
import collections
import concurrent.futures
import json
import os
import pathlib
import signal
import threading
import urllib.error

import stack
from in_step import InStep

SECRET = "only for this test"


class Trouble(InStep):
    poll = "{every: 60m}"

    def set_up(self, count):
        """Tickets whose vendor is the test itself: their ids by their keys."""
        keys = self.push(count)
        self.host.run("secrets", "set", "jira", "webhook", stdin=SECRET + "\n")
        self.address = self.webhook()["address"]
        return {ticket["key"]: ticket["id"] for ticket in self.simulator.tickets() if ticket["key"] in keys}

    def comment(self, ticket, key, number):
        return json.dumps({"webhookEvent": "comment_created", "timestamp": 1_790_000_000_000 + number,
                           "comment": {"id": str(number), "body": f"Word {number}.", "author": {
                               "accountId": "557058:1", "displayName": "Ada"}},
                           "issue": {"id": str(ticket), "key": key, "fields": {}}}).encode()

    def words(self, key):
        return [entry["to"].strip() for entry in self.entries(key, "comment")]

    def send(self, body):
        return self.deliver(body, SECRET, self.address)


class Databases(Trouble):
    def processes(self):
        postmaster = int((self.host.data / "postgresql/postmaster.pid").read_text().split()[0])
        children = (pathlib.Path(f"/proc/{postmaster}/task/{postmaster}/children")).read_text().split()
        return [postmaster, *map(int, children)]

    def test_what_could_not_be_stored_is_not_acknowledged_and_may_come_again(self):
        ((key, ticket),) = self.set_up(1).items()
        self.assertEqual(self.send(self.comment(ticket, key, 1)), 202)
        frozen = self.processes()
        for process in frozen:
            os.kill(process, signal.SIGSTOP)
        try:
            self.assertEqual(self.send(self.comment(ticket, key, 2)), 503)
        finally:
            for process in frozen:
                os.kill(process, signal.SIGCONT)
        self.until(lambda: self.send(self.comment(ticket, key, 2)) == 202, "it is taken")
        self.until(lambda: len(self.words(key)) == 2, "both are there")
        self.assertEqual(sorted(self.words(key)), ["Word 1.", "Word 2."])

    def test_of_deliveries_that_come_twice_while_database_and_host_are_killed_each_is_applied_once(self):
        tickets = self.set_up(4)
        bodies = [(key, self.comment(tickets[key], key, number)) for number, key in enumerate(list(tickets) * 80)]
        answers = collections.Counter()
        done = threading.Semaphore(0)

        def deliver(body):
            """Until it is acknowledged, and then once more."""
            def once():
                try:
                    status = self.send(body)
                except (urllib.error.URLError, ConnectionError, TimeoutError) as lost:
                    status = type(lost).__name__
                answers[status] += 1
                return status == 202
            stack.wait_until(once, "the delivery is acknowledged")
            once()
            done.release()

        with concurrent.futures.ThreadPoolExecutor(16) as vendor:
            deliveries = [vendor.submit(deliver, body) for _, body in bodies]
            for _ in range(80):
                done.acquire(timeout=120)
            os.kill(self.processes()[0], signal.SIGQUIT)  # an immediate stop
            for _ in range(80):
                done.acquire(timeout=120)
            self.serving.process.kill()
            self.serving.end()
            self.serve()
            for delivery in deliveries:
                delivery.result(timeout=120)
        self.assertGreater(sum(answers.values()) - answers[202], 0, "the disasters were not felt")
        expected = collections.defaultdict(list)
        for number, (key, _) in enumerate(bodies):
            expected[key].append(f"Word {number}.")
        for key, words in expected.items():
            # What the killed host held is held until its lease ends.
            stack.wait_until(lambda: len(self.words(key)) >= len(words), f"{key} has all its comments")
            self.assertEqual(sorted(self.words(key)), sorted(words))
        self.assertEqual(self.host.call(self.token, "/inbox")[2]["items"], [])


class Poison(Trouble):
    plugins = os.environ.get("ITSM_MISBEHAVING")

    def parked(self):
        return self.host.call(self.token, "/inbox?state=parked")[2]["items"]

    def alerts(self):
        return [one["message"] for one in self.host.run("alerts", "--company", "acme", "list")["items"]]

    def change(self, ticket, key, number):
        return json.dumps({"webhookEvent": "jira:issue_updated", "timestamp": 1_790_000_000_000 + number,
                           "issue": {"id": str(ticket), "key": key, "fields": {}}, "what": "dies-over-it"}).encode()

    def test_a_delivery_over_which_the_plugin_dies_is_set_aside_and_holds_up_nobody(self):
        tickets = self.set_up(2)
        bad, good = tickets
        self.person(bad, status="In Progress")
        for number in (1, 2):
            self.assertEqual(self.send(self.change(tickets[bad], bad, number)), 202)
        self.assertEqual(self.send(self.comment(tickets[good], good, 3)), 202)
        self.until(lambda: self.words(good) == ["Word 3."], "the others go on")
        stack.wait_until(lambda: len(self.parked()) == 2, "both are set aside")
        self.assertEqual([(item["kind"], item["integration"]) for item in self.parked()], [("delivery", "jira")] * 2)
        self.assertTrue(all(item["problem"] for item in self.parked()), self.parked())
        self.assertTrue(any("set aside" in message for message in self.alerts()), self.alerts())
        second, first = self.host.run("inbox", "list")["items"]

        status, *_ = self.host.call(self.token, f"/inbox/{second['id']}/drop", {})
        self.assertEqual(status, 200)
        self.assertEqual(self.host.call(self.token, f"/inbox/{second['id']}/retry", {})[0], 404)
        self.host.run("inbox", "retry", second["id"], status=2)
        self.assertEqual([item["id"] for item in self.parked()], [first["id"]])

        # The plugin is mended.
        self.serving.end()
        configuration = self.host.folder / "host.yaml"
        configuration.write_text(configuration.read_text().replace(str(self.plugins), str(stack.PLUGINS)))
        self.serve()
        self.host.run("inbox", "retry", first["id"])
        self.until(lambda: self.row(bad)["status"] == "in_progress", "what it told is applied")
        self.assertEqual(self.entries(bad, "status")[0]["channel"], "webhook")
        self.assertEqual(self.parked(), [])
        self.assertFalse(any("set aside" in message for message in self.alerts()), self.alerts())


if __name__ == "__main__":
    stack.run_side_by_side(__file__, Trouble, Databases, Poison)
