# SPDX-License-Identifier: Apache-2.0
"""Three hosts on one database for minutes on end (ITSM_SOAK_MINUTES; 10): scans and pushes, edits on both sides, webhooks of
which some get lost or come twice, polls. Nobody's memory grows, no log has an error, and in the end every link agrees."""
import os
import random
import re
import statistics
import subprocess
import time
import unittest

import invariants
import stack
from two_sides import HOST
from two_sides_test import Agreement

MINUTES = float(os.environ.get("ITSM_SOAK_MINUTES", "10"))
HOSTS = 3
# What a host may have more in the last sixth of the time than in the second third: a tenth, and some pages.
MORE, PAGES_MB = 1.1, 2.0
MOST_TICKETS = 150

for name in [name for name in dir(Agreement) if name.startswith("test_")]:
    delattr(Agreement, name)  # they are two_sides_test's


class Soaking:
    """One of the hosts, with a log of its own."""

    def __init__(self, host, number):
        self.log = host.folder / f"host{number}.log"
        with open(self.log, "wb") as log:
            self.process = subprocess.Popen(host.command("serve", *(("--port", "0") if number else ())), stdout=subprocess.PIPE,
                                            stderr=log, text=True)
        line = self.process.stdout.readline()
        assert line.startswith("listening on "), self.log.read_text()
        self.address = line.split()[-1]
        self.memory = []

    def look(self):
        assert self.process.poll() is None, f"a host has ended: {self.log.read_text()[-2000:]}"
        with open(f"/proc/{self.process.pid}/status", encoding="ascii") as status:
            self.memory.append(int(re.search(r"VmRSS:\s+(\d+)", status.read())[1]) / 1024)

    def errors(self):
        return [line for line in self.log.read_text().splitlines() if re.search(r'"level": ?"(error|critical)"', line)]

    def end(self):
        self.process.terminate()
        self.process.stdout.close()
        self.process.wait(timeout=120)


class Soak(Agreement):
    more = "sweep: {disabled: true}\n"

    def serve(self):
        self.hosts = [Soaking(self.host, number) for number in range(HOSTS)]
        for host in self.hosts[1:]:
            self.addCleanup(host.end)
        self.serving = self.hosts[0]

    def ask(self, method, path, body=None):
        """Of any of the hosts."""
        return stack.ask(self.chance.choice(self.hosts).address, self.token, method, path, body)

    def scan_and_push(self, _=None):
        known = len(self.finding_of)
        count = min(MOST_TICKETS, known + self.chance.randrange(1, 6))
        if count == known:
            return count
        self.host.import_scan([stack.result(number) for number in range(count)])
        pushed = self.host.run("push", "--company", "acme", "--all")
        self.assertEqual(pushed["counts"].get("created", 0), count - known, pushed)
        keys = {row["ticket_key"]: row["finding"] for row in self.rows()}
        for ticket in self.simulator.tickets():
            if ticket["key"] in keys:
                self.finding_of.setdefault(ticket["id"], keys[ticket["key"]])
        return count

    def step(self):
        happenings = ((self.person_edits, 30), (self.finding_changes, 30), (self.news_suffer, 6), (self.resync, 4),
                      (self.scan_and_push, 6), (self.move, 2))
        happening = self.chance.choices([one for one, _ in happenings], [weight for _, weight in happenings])[0]
        self.trace.append((happening.__name__, happening(self.chance.choice(sorted(self.finding_of)))))

    def test_nothing_grows_nothing_fails_and_both_sides_agree(self):
        self.begin(random.Random(1), 20)
        began, looked = time.monotonic(), 0.0
        while time.monotonic() < began + MINUTES * 60:
            self.step()
            if time.monotonic() > looked + 2:
                looked = time.monotonic()
                for host in self.hosts:
                    host.look()
            time.sleep(0.2)  # people take their time
        self.simulator.control("DELETE", "faults")
        invariants.query(self.host, "UPDATE integration_channel SET due_at = now()")
        self.quiet()
        for _ in range(6):
            self.decide()
            self.host.run("tickets", "resync", "--all")
            self.quiet()
            if not self.reviews():
                break
        counts = {name: sum(one == name for one, *_ in self.trace) for name in sorted({one for one, *_ in self.trace})}
        print(f"{MINUTES} minutes: {counts}, {len(self.finding_of)} tickets,"
              f" {len(self.simulator.control('GET', 'deliveries'))} deliveries")
        self.check_memory()
        self.assertEqual([line for host in self.hosts for line in host.errors()], [])
        self.check()
        self.check_changes()
        self.check_remarks()
        swept = self.host.run("sweep", "--company", "acme")["items"][0]
        print(f"sweep: {swept}")
        self.assertEqual(swept["agree"], len(self.finding_of), swept)

    def check_changes(self):
        """No more writes than somebody's edits; scans, which show again what was closed, are somebody too."""
        ids = {ticket["key"]: ticket["id"] for ticket in self.simulator.tickets()}
        for (key, kind), count in invariants.executed(self.simulator).items():
            changes = len(self.entries(key, "status"))
            most = {"update": self.edits[ids[key], "fields"], "comment": changes,
                    "transition": self.edits[ids[key], "status"] + changes}[kind]
            self.assertLessEqual(count, most, f"{kind} of {key}")

    def check_memory(self):
        grown = []
        for number, host in enumerate(self.hosts):
            third = len(host.memory) // 3
            before, after = statistics.median(host.memory[third:2 * third]), statistics.median(host.memory[-third // 2:])
            print(f"host {number}: {before:.1f} MB in the second third, {after:.1f} MB at the end,"
                  f" {max(host.memory):.1f} MB at most, {len(host.memory)} looks")
            if after > before * MORE + PAGES_MB:
                grown.append(f"host {number} grew from {before:.1f} to {after:.1f} MB")
        self.assertEqual(grown, [])


del Agreement  # or unittest takes it for one of ours

if __name__ == "__main__":
    unittest.main(verbosity=2)
