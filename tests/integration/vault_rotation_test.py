# SPDX-License-Identifier: Apache-2.0
"""Keys are rotated while hosts serve, push and store secrets, by commands that are killed at every commit and at random:
everything opens afterwards, no value is older than the last one that was acknowledged, and a retired key is not needed.
ITSM_ROTATION_SECONDS is how long the random loop goes on (10)."""
import hashlib
import hmac
import json
import os
import random
import re
import shutil
import signal
import subprocess
import threading
import time
import unittest
import urllib.error
import urllib.parse
import urllib.request

import consenting
import invariants
import stack
from first_loop_test import POLICY

SECONDS = int(os.environ.get("ITSM_ROTATION_SECONDS", "10"))
OF_RETIRE = ("before_retire", "after_retire")
OF_REWRAP = ("before_new_key", "after_new_key", "before_begin", "after_begin", "before_rewrap", "after_rewrap")


class Worker(threading.Thread):
    """Goes on until it is told to stop; what went wrong is told then. Whoever holds its lock finds it between two steps."""

    def __init__(self, step):
        super().__init__(daemon=True)
        self.step, self.lock, self.done, self.stopping, self.failure = step, threading.Lock(), 0, threading.Event(), None
        self.start()

    def run(self):
        while not self.stopping.is_set():
            try:
                with self.lock:
                    if self.step(self.done + 1) is False:
                        return
                    self.done += 1
            except BaseException as failure:  # pylint: disable=broad-except
                self.failure = failure
                return
            self.stopping.wait(0.02)

    def stop(self):
        self.stopping.set()
        self.join()

    def end(self):
        self.stop()
        if self.failure:
            raise self.failure


class Rotation(unittest.TestCase):
    def setUp(self):
        self.simulator = stack.Simulator(recorded=False)
        self.addCleanup(self.simulator.end)
        self.host = consenting.Host(stack.PLUGINS, consenting.free_port(), POLICY, "--dev")
        self.addCleanup(shutil.rmtree, self.host.folder, True)
        self.addCleanup(stack.end_database, self.host.data)
        self.deliveries = 0
        self.key_file = self.host.data / "vault.key"
        here = self.simulator.address
        self.host.write("companies.yaml", "companies:\n  - name: acme\n  - name: beta\n")
        for name, companies, more in (("jira", "acme", ""), ("shared", "acme, beta", ""),
                                      ("second", "acme", f"development:\n  addresses:\n    https://auth.atlassian.com: {here}\n"
                                                         f"    https://api.atlassian.com: {here}\n")):
            self.host.write(f"{name}.yaml", f"integration: {name}\nplugin: jira\ncompanies: [{companies}]\n"
                            f"auth: {'oauth' if more else 'basic'}\nsettings:\n  site: {here}\nprojects: [SEC]\npolicy: test\n"
                            f"poll: {{every: 60m}}\nsweep: {{disabled: true}}\n{more}")
        self.host.run("apply", "-f", self.host.folder / "documents", status=(0, 1))
        self.host.keep_database()
        self.store("jira", username="analyst@example.test", password="sim-token", webhook=self.value(0))
        self.store("shared", password="of two companies")

    def store(self, integration, **secrets):
        for field, value in secrets.items():
            self.host.run("secrets", "set", integration, field, stdin=value + "\n")

    @staticmethod
    def value(number):
        return f"secret of the webhook, number {number}"

    def serve(self):
        """Two hosts on one database."""
        self.hosts, self.serving = [], []
        for number, port in enumerate(([], ["--port", "0"])):
            log = open(self.host.folder / f"serve{number}.log", "a")  # pylint: disable=consider-using-with
            process = subprocess.Popen(self.host.command("serve", *port), stdout=subprocess.PIPE, stderr=log, text=True)
            self.serving.append(process)
            line = process.stdout.readline()
            self.assertTrue(line.startswith("listening on "), line)
            self.hosts.append(line.split()[-1])
            log.close()
        self.addCleanup(self.end_hosts)

    def end_hosts(self):
        for process in self.serving:
            process.terminate()
        for process in self.serving:
            process.stdout.close()
            process.wait(timeout=120)
        self.serving = []

    def enable(self):
        self.host.run("integrations", "check", "jira")
        self.host.run("integrations", "enable", "jira")

    def ask(self, host, method, path, body=None):
        status, _, document = stack.ask(host, self.token, method, path, body)
        return status, document

    # What goes on meanwhile.
    def write(self, number):
        """The webhook's secret, by a host that runs and by a command in turn."""
        host = self.hosts[number // 2 % 2]
        if number % 2:
            status, document = self.ask(host, "PATCH", "/integrations/jira", {"secrets": {"webhook": self.value(number)}})
            self.assertEqual(status, 200, document)
        else:
            self.store("jira", webhook=self.value(number))

    def push(self, number):
        if len(self.findings) < 2:
            return False
        order = {"finding_ids": self.findings[:2], "integration": "jira"}
        status, document = self.ask(self.hosts[number % 2], "POST", "/pushes", order)
        self.assertIn(status, (200, 201, 202, 409), document)
        if status != 409:  # the integration was checked in between
            del self.findings[:2]
        time.sleep(0.2)
        return True

    def delivered(self, host, secret):
        self.deliveries += 1  # one that was seen already says nothing
        body = json.dumps({"webhookEvent": "jira:issue_updated", "timestamp": self.deliveries, "issue": {"id": "1", "key": "SEC-1"}}).encode()
        signature = "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
        request = urllib.request.Request(host + self.hook, data=body, method="POST",
                                         headers={"Content-Type": "application/json", "X-Hub-Signature": signature})
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return answer.status
        except urllib.error.HTTPError as refused:
            return refused.code

    def check_last_written(self):
        """Every host has the last value that was acknowledged, and not the one before it."""
        with self.writer.lock:
            number = self.writer.done
            for host in self.hosts:
                self.assertEqual(self.delivered(host, self.value(number)), 202, number)
                if number:
                    self.assertEqual(self.delivered(host, self.value(number - 1)), 401, number)

    # Commands that are killed.
    def kill_at(self, point, *command, spared=0):
        done = subprocess.run(self.host.command(*command), capture_output=True, text=True, timeout=120,
                              env={**os.environ, "ITSM_DISASTER": f"at={point} spared={spared}"})
        self.assertEqual(done.returncode, -signal.SIGKILL, (point, done.stdout, done.stderr))

    def keys(self):
        return self.host.run("secrets", "keys")

    def older(self):
        return [key["key"] for key in self.keys()["keys"] if key["role"] == "older"]

    def rewrap(self, *options):
        report = self.host.run("secrets", "rewrap", *options)
        self.assertEqual(report["refused"], [])
        for key in report["keys"]:
            self.assertEqual(key["data_keys"] > 0, key["role"] == "first", report)
        return report

    def rekey(self):
        for item in self.host.run("secrets", "rekey", "--all")["items"]:
            self.assertEqual(item["refused"], [])
        self.assertEqual({key["state"] for key in self.keys()["data_keys"]}, {"seals"})

    def retire_all(self):
        for key in self.older():
            self.host.run("secrets", "retire", key)
        self.assertEqual(len(self.key_file.read_text().splitlines()), 2)

    def kill_at_random(self):
        seed = random.randrange(1 << 32)
        chance = random.Random(seed)
        end, kills = time.monotonic() + SECONDS, 0
        while time.monotonic() < end:
            older = self.older()
            words = chance.choice((["rekey", "--all"], ["rewrap"] if len(older) > 9 else ["rewrap", "--new-key"], ["rewrap"],
                                   ["retire", chance.choice(older)] if older else ["rewrap"]))
            command = subprocess.Popen(self.host.command("secrets", *words), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            try:
                command.wait(chance.uniform(0.05, 0.9))
            except subprocess.TimeoutExpired:
                command.kill()
                kills += 1
            command.wait()
        print(f"\nseed {seed}: {kills} kills at random")

    def consent(self):
        command, link = self.host.connecting("second")
        self.addCleanup(command.wait)
        self.addCleanup(command.kill)
        return command, link

    def finish(self, consent):
        command, link = consent
        self.assertIn("second is connected", consenting.Browser().consent(link))
        consenting.outcome(command, 0)

    def test_keys_are_rotated_under_load_by_commands_that_are_killed_anywhere(self):
        self.serve()
        self.enable()
        self.token = self.host.run("tokens", "create", "admin", "--role", "admin", "--company", "acme")["token"]
        self.store("jira", **{f"spare_{number}": "x" * 40 for number in range(8)})
        self.simulator.control("POST", "oauth", {"consent": "accept"})
        self.host.app("second", "sim-client", "sim-client-secret")
        self.finish(self.consent())
        self.hook = urllib.parse.urlsplit(self.ask(self.hosts[0], "GET", "/integrations/jira/webhook")[1]["address"]).path
        self.host.import_scan([stack.result(n) for n in range(200)])
        self.findings = [int(row[0]) for row in invariants.query(self.host, "SELECT finding_id FROM finding ORDER BY 1")]
        correlation = "SELECT count(*), md5(string_agg(correlation_key, ' ' ORDER BY intent_id)) FROM intent WHERE intent_id <= "
        self.push(1)
        first = invariants.query(self.host, "SELECT max(intent_id) FROM intent")[0][0]
        known = invariants.query(self.host, correlation + first)
        original = self.keys()
        half_way = self.consent()

        self.writer, pusher = Worker(self.write), Worker(self.push)
        for worker in (self.writer, pusher):
            self.addCleanup(worker.stop)  # a command of theirs would start the database again
        points = stack.crash_points(self.host, "rotations")
        self.assertLessEqual({*OF_REWRAP, *OF_RETIRE}, set(points))
        for point in OF_REWRAP:
            self.kill_at(point, "secrets", "rewrap", "--new-key")
            self.check_last_written()
            self.rewrap()
            self.check_last_written()
        self.kill_at("before_rewrap", "secrets", "rewrap", "--new-key", spared=1)
        # Some are wrapped by the new key and some are not yet: a further one would be too much.
        self.assertEqual(self.host.run("secrets", "rewrap", "--new-key", status=2)["code"], "rotation_under_way")
        self.check_last_written()
        self.rewrap()
        for point in [point for point in points if point not in OF_REWRAP + OF_RETIRE]:
            self.kill_at(point, "secrets", "rekey", "--company", "acme")
            self.check_last_written()
            if point == "during_reseal":
                self.kill_at(point, "secrets", "rekey", "--company", "acme", spared=1)
                self.check_last_written()
            self.rekey()
            self.check_last_written()
        self.finish(half_way)
        for point in OF_RETIRE:
            self.kill_at(point, "secrets", "retire", self.older()[-1])
            self.check_last_written()
        self.kill_at_random()
        self.check_last_written()
        self.rewrap("--new-key") if not any(key["data_keys"] for key in self.keys()["keys"] if key["role"] == "older") else self.rewrap()
        self.rekey()
        self.check_last_written()
        self.writer.end()
        pusher.end()
        print(f"{self.writer.done} writes and {pusher.done} pushes went on meanwhile")
        self.assertGreater(self.writer.done, 20)
        self.assertGreater(pusher.done, 5)

        # Nothing that there was at first is needed: neither the key in the file nor the companies' keys.
        self.retire_all()
        now = self.keys()
        self.assertEqual([key["role"] for key in now["keys"]], ["first"])
        for what, member in (("keys", "key"), ("data_keys", "key")):
            self.assertFalse({key[member] for key in original[what]} & {key[member] for key in now[what]})
        self.end_hosts()
        self.serve()
        self.check_last_written()
        del self.findings[4:]
        while self.push(1) and self.findings:
            pass
        stack.wait_until(lambda: invariants.open_work(self.host) == 0, "everything is pushed")
        self.assertEqual(invariants.check(self.host, self.simulator), [])
        # Tickets are known by the same keys for ever.
        self.assertEqual(invariants.query(self.host, correlation + first), known)
        # The consent's tokens still open, and are renewed.
        self.simulator.control("POST", "clock", {"advance_ms": 7_200_000})
        self.host.run("integrations", "check", "second")

    def test_a_key_that_is_needed_is_not_retired_and_one_that_was_replaced_does_not_come_back(self):
        first = self.keys()["keys"]
        self.assertEqual([(key["role"], key["data_keys"]) for key in first], [("first", 2)])
        old = first[0]["key"]
        stale = self.key_file.read_text()
        self.assertEqual(self.host.run("secrets", "retire", old, status=2)["code"], "vault_key_in_use")
        self.assertEqual(self.host.run("secrets", "retire", "0" * 32, status=2)["code"], "key_unknown")
        self.kill_at("after_begin", "secrets", "rewrap", "--new-key")
        self.assertEqual(self.host.run("secrets", "retire", old, status=2)["code"], "vault_key_in_use")
        new = self.rewrap()["primary"]
        self.assertEqual([(key["key"], key["role"], key["data_keys"]) for key in self.keys()["keys"]],
                         [(new, "first", 2), (old, "older", 0)])

        # Another machine, whose key file is not up to date.
        plain = self.key_file.read_text()
        self.key_file.write_text(stale)
        self.assertEqual(self.host.run("secrets", "rewrap", status=2)["code"], "vault_key_replaced")
        refused = self.host.run("integrations", "check", "jira", status=(1, 2, 3))
        self.assertIn(new, json.dumps(refused))
        self.key_file.write_text(plain)
        self.host.run("integrations", "check", "jira")
        self.host.run("secrets", "retire", old)
        self.assertEqual(re.findall(r"^.{44}$", self.key_file.read_text(), re.M), plain.splitlines()[1:2])
        self.host.run("integrations", "check", "jira")

    def test_a_value_that_cannot_be_opened_is_told_and_holds_nothing_up(self):
        # Put back from an older version of its row, as whoever writes to the database might.
        self.store("jira", spare="the first")
        sealed = "SELECT encode(sealed, 'hex') FROM credential WHERE field = 'spare'"
        before = invariants.query(self.host, sealed)[0][0]
        self.store("jira", spare="the second")
        invariants.query(self.host, f"UPDATE credential SET sealed = decode('{before}', 'hex') WHERE field = 'spare'")
        (item,) = self.host.run("secrets", "rekey", "--company", "acme", status=1)["items"]
        self.assertEqual([one["code"] for one in item["refused"]], ["sealed_refused"])
        self.assertIn("spare", item["refused"][0]["message"])
        self.store("jira", spare="the third")
        (item,) = self.host.run("secrets", "rekey", "--company", "acme")["items"]
        self.assertTrue(item["continued"])
        self.assertEqual([key["state"] for key in self.keys()["data_keys"] if key["company"] == "acme"], ["seals"])


if __name__ == "__main__":
    unittest.main(verbosity=2)
