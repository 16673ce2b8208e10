# SPDX-License-Identifier: Apache-2.0
"""A vendor in a bad mood, as an operator lives through it: nothing is lost, and there is one alert for each cause."""
import base64
import shutil
import signal
import unittest
import urllib.request

import invariants
import stack

TIMES = "lease_ms=1500 call_ms=800 settle_s=2"
POLICY = """
policy: test
plugin: jira
route:
%s  - {name: the others, ticket: {project: SEC, type: Bug}}
group_by: finding
summary: "${title}"
description: "${description}"
"""
PROJECTS = [f"P{number}" for number in range(1, 20)]
ROUTES = "".join(f"  - {{name: {key}, when: {{application: {key}}}, ticket: {{project: {key}, type: Bug}}}}\n"
                 for key in PROJECTS)
BAD = "P7"


def project(number):
    return {"id": 20000 + number, "name": f"Product {number}", "lead": "lead", "issue_types": [10004],
            "screens": {"default": "security"}, "workflows": {"default": "simple"}, "priority_scheme": "default",
            "access": {"analyst": "member", "lead": "administrator"}}


class Outbox(unittest.TestCase):
    def set_up(self, routes="", projects=("SEC",)):
        self.simulator = stack.Simulator()
        self.addCleanup(self.simulator.end)
        if routes:
            self.simulator.control("POST", "world", {
                "projects": {key: project(number) for number, key in enumerate(PROJECTS, 1)}})
        self.host = stack.Host(self.simulator.address, POLICY % routes)
        self.addCleanup(shutil.rmtree, self.host.folder, True)
        self.addCleanup(stack.end_database, self.host.data)
        self.host.allow(projects)
        self.host.set_up()
        self.host.keep_database()

    def queue(self, *selection):
        return self.host.run("push", "--company", "acme", *(selection or ("--all",)), "--no-wait", status=(0, 1))

    def work_off(self, *pushes):
        """What a healthy host makes of them: the pushes at their end, by their ids."""
        host = self.start()
        try:
            stack.wait_until(lambda: invariants.open_work(self.host) == 0, "nothing is open any more")
        finally:
            host.send_signal(signal.SIGTERM)
            host.wait(timeout=120)
        return {push["id"]: self.host.run("pushes", "--company", "acme", "show", push["id"], status=(0, 1))
                for push in pushes}

    def start(self, disaster=""):
        return self.host.start(f"{TIMES} {disaster}")

    def alerts(self):
        return self.host.run("alerts", "--company", "acme", "list")["items"]

    def test_a_storm_of_429_delays_tickets_and_loses_none(self):
        self.set_up()
        self.host.import_scan([stack.result(number) for number in range(120)])
        push = self.queue()
        self.simulator.control("POST", "faults", {"match": {"path_regex": ".*/issue/bulk"}, "do": "status", "status": 429,
                                                  "headers": {"Retry-After": "1"}, "times": 6})
        self.assertEqual(self.work_off(push)[push["id"]]["counts"], {"created": 120})
        self.assertEqual(len(self.simulator.writes()), 6 + 3)
        self.assertEqual(self.alerts(), [])
        self.assertEqual(invariants.check(self.host, self.simulator), [])

    def test_one_bad_project_among_twenty_is_one_alert_and_the_rest_goes_through(self):
        self.set_up(ROUTES, ("SEC", *PROJECTS))
        pushes = {}
        for number, key in enumerate([*PROJECTS, "SEC"]):
            self.host.import_scan([stack.result(5 * number + each) for each in range(5)], application=key)
            pushes[key] = self.queue("--filter", f"application={key}")
        # A validator in the workflow of that project: no form tells of it, so only the vendor can refuse.
        self.simulator.control("POST", "faults", {
            "match": {"path_regex": ".*/issue/bulk", "body": f'"{PROJECTS.index(BAD) + 20001}"'}, "do": "status", "status": 400,
            "body": {"errorMessages": [], "errors": {"customfield_10050": "Attack vector is required."}}, "times": -1})
        done = {key: push["counts"] for key, push in self.work_off(*pushes.values()).items()}
        self.assertEqual(done, {push["id"]: {"failed" if key == BAD else "created": 5} for key, push in pushes.items()})
        alerts = self.alerts()
        self.assertEqual([alert["count"] for alert in alerts], [5], alerts)
        self.assertIn("Attack vector is required", alerts[0]["message"])
        self.assertEqual(invariants.check(self.host, self.simulator), [])

        self.host.run("alerts", "--company", "acme", "ack", alerts[0]["id"])
        self.assertEqual(self.alerts()[0]["acknowledged_by"], "command line")
        self.simulator.control("DELETE", "faults")
        self.host.run("pushes", "--company", "acme", "retry", pushes[BAD]["id"])
        self.assertEqual(self.alerts(), [])

    def test_a_ticket_that_was_made_twice_is_found_and_told_until_it_is_closed(self):
        self.set_up()
        self.host.import_scan([stack.result(number) for number in range(3)])
        self.host.run("push", "--company", "acme", "--all")
        sweep = self.host.run("sweep", "--company", "acme")["items"]
        self.assertEqual([(one["linked"], one["agree"], one["causes"]) for one in sweep], [(3, 3, {})])
        # As something between us and the vendor could do that sends a request once more.
        known = {ticket["key"] for ticket in self.simulator.tickets()}
        write = self.simulator.writes()[0]
        again = urllib.request.Request(self.simulator.address + write["path"], data=write["body"].encode(), headers={
            "Content-Type": "application/json",
            "Authorization": "Basic " + base64.b64encode(b"analyst@example.test:sim-token").decode()})
        urllib.request.urlopen(again, timeout=120).close()
        extra = sorted({ticket["key"] for ticket in self.simulator.tickets()} - known)
        found = self.host.run("sweep", "--company", "acme", status=1)["items"][0]
        self.assertEqual((found["agree"], found["causes"]), (3, {"duplicate": 3}))
        self.assertEqual(sorted(one["ticket_key"] for one in found["differences"]), extra)
        self.assertEqual(len(self.alerts()), 3)
        self.assertEqual(sorted(one["count"] for one in self.alerts()), [1, 1, 1])
        for key in extra:
            self.simulator.control("POST", f"tickets/{key}", {"status": "Won't Do", "resolution": "Duplicate"})
        self.assertEqual(self.host.run("sweep", "--company", "acme")["items"][0]["causes"], {})
        self.assertEqual(self.alerts(), [])

    def test_tickets_that_exist_are_linked_unlinked_and_adopted_by_commands(self):
        self.set_up()
        self.host.import_scan([stack.result(number) for number in range(3)])
        self.host.run("push", "--company", "acme", "--finding", 1)
        key = self.simulator.tickets()[0]["key"]
        self.host.run("unlink", 1, key, "--company", "acme")
        self.host.run("link", key, 2, 3, "--company", "acme")
        self.host.run("link", "SEC-4711", 1, "--company", "acme", status=1)
        table = self.host.folder / "tickets.csv"
        table.write_text(f"finding,key\n1,{key}\n2,{key}\n")
        planned = self.host.run("adopt", "--csv", table, "--company", "acme")
        self.assertEqual(planned["counts"], {"matched": 1, "already_linked": 1})
        self.host.run("adopt", "--csv", table, "--company", "acme", "--yes")
        linked = self.host.run("tickets", "list", "--company", "acme")["items"]
        self.assertEqual(sorted((one["finding"], one["ticket_key"]) for one in linked), [(1, key), (2, key), (3, key)])
        table.write_text("one,SEC-1\n")
        refused = self.host.run("adopt", "--csv", table, "--company", "acme", status=2)
        self.assertIn("line 1", refused["message"])

    def test_work_that_its_workers_die_over_is_set_aside_until_somebody_replays_it(self):
        self.set_up()
        self.host.import_scan([stack.result(1)])
        push = self.queue()
        for _ in range(5):
            process = self.start("at=after_load")
            self.assertEqual(process.wait(timeout=120), -signal.SIGKILL)
        self.assertEqual(self.simulator.writes(), [])
        healthy = self.start()
        self.addCleanup(healthy.wait)
        self.addCleanup(healthy.terminate)
        parked = lambda: self.host.run("outbox", "--company", "acme", "parked")["items"]
        stack.wait_until(parked, "the work is set aside")
        self.assertEqual([(job["tickets"], job["integration"]) for job in parked()], [(1, "jira")])
        self.assertIn("outbox replay", self.alerts()[0]["remedy"])
        self.host.run("outbox", "--company", "acme", "replay", parked()[0]["id"], "--reason", "the host is mended")
        stack.wait_until(lambda: invariants.open_work(self.host) == 0, "it is done")
        shown = self.host.run("pushes", "--company", "acme", "show", push["id"])
        self.assertEqual(shown["counts"], {"created": 1})
        self.assertEqual(parked(), [])


if __name__ == "__main__":
    unittest.main(verbosity=2)
