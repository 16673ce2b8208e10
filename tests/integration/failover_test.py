# SPDX-License-Identifier: Apache-2.0
"""A host on two database servers, of which the second one confirms every commit of the first: whatever was acknowledged
outlives the first, and what the second has not confirmed is not acknowledged."""
import concurrent.futures
import itertools
import os
import signal
import threading
import time
import unittest
import urllib.error

import database_server
import stack
from sync_trouble_test import Trouble


@unittest.skipUnless(database_server.newest_binaries(), "PostgreSQL is not installed")
class Failover(Trouble):
    tickets = 4

    def prepare(self):
        self.primary = database_server.Server(database_server.newest_binaries())
        self.addCleanup(self.primary.end)
        self.primary.sql("CREATE DATABASE itsm ENCODING 'UTF8' TEMPLATE template0", "postgres")
        self.standby = database_server.Server(self.primary.binaries, follow=self.primary)
        self.addCleanup(self.standby.end)
        both = f"127.0.0.1:{self.primary.port},127.0.0.1:{self.standby.port}/itsm?target_session_attrs=read-write"
        configuration = self.host.folder / "host.yaml"
        configuration.write_text(configuration.read_text() + f"database:\n  url: postgresql://itsm_app:app-secret@{both}\n"
                                 f"  admin_url: postgresql://boss:super-secret@{both}\n")
        self.host.run("migrate")
        self.primary.sql("ALTER ROLE itsm_app PASSWORD 'app-secret'")

    def setUp(self):
        super().setUp()
        self.keys = self.set_up(self.tickets)
        self.primary.sql("ALTER SYSTEM SET synchronous_standby_names = '*'")
        self.primary.sql("SELECT pg_reload_conf()")
        stack.wait_until(lambda: self.primary.sql("SELECT sync_state FROM pg_stat_replication") == ["sync"],
                         "the standby confirms commits")
        self.numbers = itertools.count(1)
        self.acknowledged = set()
        self.others = set()

    def deliver_one(self):
        """Answers the status. Whatever is not acknowledged is told again later."""
        number = next(self.numbers)
        status = self.told(number)
        (self.acknowledged if status == 202 else self.others).add(number)
        return status

    def told(self, number):
        key = list(self.keys)[number % self.tickets]
        try:
            return self.send(self.comment(self.keys[key], key, number))
        except (urllib.error.URLError, ConnectionError, TimeoutError) as lost:
            return type(lost).__name__

    def on_feeds(self, server):
        words = server.sql("SELECT document->>'to' FROM activity WHERE document->>'member' = 'ticket.comment'")
        return sorted(int(word.strip().removeprefix("Word ").removesuffix(".")) for word in words if word)

    def check(self, server):
        """Everything that was acknowledged is there, once; and the rest, told again, too."""
        everything = sorted(self.acknowledged | self.others)
        stack.wait_until(lambda: self.acknowledged <= set(self.on_feeds(server)), "what was acknowledged is applied")
        for number in sorted(self.others):
            stack.wait_until(lambda: self.told(number) == 202, f"{number} is taken")
        stack.wait_until(lambda: len(self.on_feeds(server)) >= len(everything), "everything is applied")
        self.assertEqual(self.on_feeds(server), everything)

    def test_what_was_acknowledged_outlives_the_primary(self):
        stop = threading.Event()

        def vendor():
            while not stop.is_set():
                self.deliver_one()
        with concurrent.futures.ThreadPoolExecutor(8) as load:
            loads = [load.submit(vendor) for _ in range(8)]
            stack.wait_until(lambda: len(self.acknowledged) > 200, "deliveries are taken")
            self.primary.kill()
            killed = time.monotonic()
            before = len(self.acknowledged)
            self.standby.promote()
            stack.wait_until(lambda: len(self.acknowledged) > before + 200, "deliveries are taken again")
            print(f"\n{before} acknowledged, then {len(self.others)} not, {time.monotonic() - killed:.1f} s until 200 more")
            stop.set()
            for one in loads:
                one.result(timeout=120)
        self.check(self.standby)

    def test_a_commit_whose_wait_for_the_standby_is_cancelled_is_not_acknowledged(self):
        self.assertEqual(self.deliver_one(), 202)
        stack.wait_until(lambda: self.on_feeds(self.primary) == [1], "it is applied")
        stack.wait_until(lambda: self.primary.sql("SELECT count(*) FROM inbox WHERE state = 0") == ["0"], "nothing is to be done")
        standby = self.standby.processes()
        for process in standby:
            os.kill(process, signal.SIGSTOP)
        with concurrent.futures.ThreadPoolExecutor(1) as vendor:
            delivery = vendor.submit(self.deliver_one)
            # The operator who wants it to go on: PostgreSQL then says that it has committed, and warns.
            stack.wait_until(lambda: self.primary.sql(
                "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep' AND pid IN"
                " (SELECT pid FROM pg_locks WHERE relation = 'inbox'::regclass)"), "it waits for the standby", 4)
            self.assertEqual(delivery.result(timeout=120), 503)
        for process in standby:
            os.kill(process, signal.SIGCONT)
        self.check(self.primary)

    def test_a_primary_that_comes_back_after_its_standby_took_over_acknowledges_nothing(self):
        self.assertEqual(self.deliver_one(), 202)
        old = self.primary.processes()
        for process in old:
            os.kill(process, signal.SIGSTOP)
        self.standby.promote()
        for process in old:
            os.kill(process, signal.SIGCONT)
        # Nobody confirms its commits any more, and the host prefers it, since it is named first.
        statuses = {self.deliver_one() for _ in range(2)}
        self.primary.kill()
        stack.wait_until(lambda: self.deliver_one() == 202, "the other one is used")
        print(f"\nanswers while both were there: {statuses}")
        self.check(self.standby)


if __name__ == "__main__":
    stack.run_side_by_side(__file__, Failover)
