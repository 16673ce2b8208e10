# SPDX-License-Identifier: Apache-2.0
"""Whatever people do on both sides, and whatever becomes of hosts and news: in the end both sides agree as the policy
says, each edit was written once at most, and what was acknowledged is not lost. ITSM_SEEDS names the seeds (1,2,3), or how
many random ones there are to be (+20)."""
import os
import random
import sys
import time
import unittest

import invariants
import stack
from two_sides import HOST, TwoSides

STEPS = 60
TICKETS = 5


class Agreement(TwoSides):
    def check(self):
        self.assertEqual(self.differences(), [])
        self.assertEqual(invariants.check(self.host, self.simulator), [])
        self.assertEqual(invariants.check_in_step(self.host, self.simulator, HOST), [])
        self.assertEqual(self.ask("GET", "/inbox")[2]["items"], [])

    def check_writes(self):
        """At most one for each edit that somebody made here; a comment tells of a status, whoever changed it."""
        for (key, kind), count in invariants.executed(self.simulator).items():
            ticket = next(t["id"] for t in self.simulator.tickets() if t["key"] == key)
            most = self.edits[ticket, "fields" if kind == "update" else "status"]
            if kind == "comment":
                most = len(self.entries(key, "status"))
            self.assertLessEqual(count, most, f"{kind} of {key}")

    def check_remarks(self):
        """What people said at the vendor is on the feed once, and surely if we have acknowledged it."""
        delivered = [d for d in self.simulator.control("GET", "deliveries")]
        for text, ticket in self.remarks.items():
            seen = sum(entry["to"].strip() == text for entry in self.entries(self.key_of(ticket), "comment"))
            taken = any(text in d["body"] and any(t.get("status") == 202 for t in d["tries"]) for d in delivered)
            self.assertIn(seen, (1,) if taken else (0, 1), text)

    def decide(self):
        for review in self.reviews():
            choice = self.chance.choice([one for one in review["choices"] if one in ("finding", "ticket", "retry", "keep")])
            if choice == "keep":
                self.kept.add(next(t["id"] for t in self.simulator.tickets() if t["key"] == review["ticket_key"]))
            ticket = next(t["id"] for t in self.simulator.tickets() if t["key"] == review["ticket_key"])
            self.edits[ticket, "fields"] += 1
            self.edits[ticket, "status"] += 1
            answer = self.ask("POST", f"/reviews/{review['id']}", {"decision": choice, "reason": "the test says so"})
            self.trace.append(("decide", review["ticket_key"], review["kind"], review.get("member"), choice, answer[0]))

    def run_through(self, seed):
        self.begin(random.Random(seed), TICKETS)
        for _ in range(STEPS):
            self.step()
        # Everything works again, and what was lost is found by a poll.
        self.simulator.control("DELETE", "faults")
        if self.second:
            self.second_host(None)
        self.serving.process.kill()
        self.serving.end()
        self.lapse()
        self.serve()
        self.quiet()
        self.check()
        for _ in range(4):
            self.decide()
            self.quiet()
        self.assertEqual(self.reviews(), [])
        self.check()
        self.check_writes()
        self.check_remarks()
        self.check_calm()

    def check_calm(self):
        """What is told again, and read again, makes nobody write."""
        before = invariants.executed(self.simulator)
        for delivery in self.simulator.control("GET", "deliveries")[-20:]:
            self.post(delivery["url"], delivery["body"].encode(), {h["name"]: h["value"] for h in delivery["headers"]})
        for ticket in self.simulator.tickets():
            self.ask("POST", f"/tickets/{ticket['key']}/resync", {})
        self.quiet()
        self.assertEqual(invariants.executed(self.simulator), before)

    def run_seed(self, seed):
        began = time.monotonic()
        try:
            self.run_through(seed)
        except BaseException:
            print(f"\nITSM_SEEDS={seed} repeats this:", *self.trace, sep="\n  ")
            raise
        print(f"\nseed {seed}: {len(self.trace)} steps, {time.monotonic() - began:.0f} s")


def seeds():
    words = os.environ.get("ITSM_SEEDS", "1,2,3")
    if words.startswith("+"):
        return random.sample(range(1 << 32), int(words[1:]))
    return [int(word) for word in words.split(",")]


# A test for each seed, so that they run side by side. Their processes are told which.
if len(sys.argv) > 1:
    os.environ["ITSM_SEEDS"] = sys.argv[1].rpartition("_")[2]
for SEED in seeds():
    setattr(Agreement, f"test_both_sides_agree_in_the_end_{SEED}", lambda self, seed=SEED: self.run_seed(seed))

if __name__ == "__main__":
    stack.run_side_by_side(__file__, Agreement)
