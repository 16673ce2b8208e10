# SPDX-License-Identifier: Apache-2.0
"""What a user does wrong, and what goes wrong around him: a clear message, the promised exit status, and nothing half
done. Exit status: 1 some elements failed, 2 the call or the configuration is wrong, 3 database or vendor unreachable."""
import contextlib
import json
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import tempfile
import unittest
import urllib.error
import urllib.request

import stack

POLICY = """policy: test
plugin: jira
route:
  - name: all
    ticket: {project: SEC, type: Bug}
group_by: finding
"""


class WithHost(unittest.TestCase):
    """A host without a vendor: commands on a data folder."""

    def setUp(self):
        self.host = stack.Host("http://127.0.0.1:9", POLICY)
        self.addCleanup(shutil.rmtree, self.host.folder, True)

    def refused(self, *arguments, status=2, stdin=""):
        problem = self.host.run(*arguments, status=status, stdin=stdin)
        self.assertTrue(problem["code"], problem)
        self.assertTrue(problem["message"], problem)
        return problem


class WrongScans(WithHost):
    def setUp(self):
        super().setUp()
        self.host.run("apply", "-f", self.host.folder / "documents", status=1)

    def import_text(self, text, status):
        path = self.host.folder / "scan.sarif"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return self.host.run("import", path, "--company", "acme", "--asset", "shop", status=status)

    def findings(self):
        return self.host.run("plan", "--company", "acme", "--all", status=(0, 1, 2, 3)).get("code") != "nothing_selected"

    def test_a_file_that_is_no_scan_is_refused_whole(self):
        good = json.dumps(stack.sarif([stack.result(n) for n in range(20)]))
        for name, text in (("empty", ""), ("no JSON", "hello, world\n"), ("truncated", good[:-40]),
                           ("binary", bytes(range(256)) * 64), ("another version", good.replace("2.1.0", "1.0.0", 1)),
                           ("nested deeply", '{"version":"2.1.0","runs":' + "[" * 100_000 + "]" * 100_000 + "}")):
            with self.subTest(name):
                problem = self.import_text(text, 2)
                self.assertTrue(problem["message"])
                self.assertFalse(self.findings())

    def test_of_a_scan_with_broken_results_the_others_are_imported(self):
        results = [stack.result(n) for n in range(5)]
        results[1] = {"ruleId": "no-message", "locations": results[1]["locations"]}
        results[2] = {"ruleId": "no-location", "message": {"text": "somewhere"}}
        results[3] = "not an object"
        results[4]["level"] = 7
        report = self.import_text(json.dumps(stack.sarif(results)), 1)
        self.assertEqual(report["refused"], len(report["refusals"]))
        self.assertGreaterEqual(report["refused"], 1)
        self.assertEqual(report["new"] + report["refused"], 5)
        for refusal in report["refusals"]:
            self.assertTrue(refusal["pointer"].startswith("/runs/0/results/"), refusal)
            self.assertTrue(refusal["reason"], refusal)

    def test_a_scan_of_200_megabytes_is_read_in_little_memory(self):
        path = self.host.folder / "large.sarif"
        filler = json.dumps({"note": "x" * 100_000})
        with open(path, "w") as file:
            file.write('{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"scanner"}},"results":[')
            for number in range(2_000):
                one = stack.result(number)
                one["properties"] = json.loads(filler)
                file.write(("," if number else "") + json.dumps(one))
            file.write("]}]}")
        self.assertGreater(path.stat().st_size, 200_000_000)
        done = subprocess.run(["/usr/bin/env", "bash", "-c", 'ulimit -v 2000000 && exec "$@"', "limited",
                               *self.host.command("import", path, "--company", "acme", "--asset", "shop")],
                              capture_output=True, text=True, timeout=600) if not self.host.sanitized else None
        if done is None:
            self.skipTest("address space cannot be limited under a sanitizer")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(json.loads(done.stdout)["new"], 2_000)


class WrongConfiguration(WithHost):
    def apply(self, name, text):
        self.host.write(name, text)
        problem = self.refused("apply", "-f", self.host.folder / "documents")
        complaints = "\n".join(f"{e['where']}: {e['what']}" for e in problem["errors"])
        return complaints or problem["message"]

    def test_every_mistake_of_a_policy_is_told_at_once_with_file_and_line(self):
        told = self.apply("policy.yaml", POLICY.replace("group_by", "groop_by") + "summary: '${titel}'\nfields: 7\n")
        self.assertIn("policy.yaml:6", told)
        self.assertIn("group_by", told)
        self.assertIn("policy.yaml:7", told)
        self.assertIn("title", told)
        self.assertIn("policy.yaml:8", told)

    def test_yaml_that_means_more_than_it_shows_is_refused(self):
        for name, text, line in (("alias", POLICY + "x: &a [1]\ny: *a\n", "policy.yaml:7"),
                                 ("duplicate", POLICY + "group_by: asset\n", "policy.yaml:7"),
                                 ("tag", POLICY + "summary: !!binary aGVsbG8=\n", "policy.yaml:7"),
                                 ("broken", POLICY + "route: [\n", "policy.yaml"),
                                 ("bomb", "a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\n", "policy.yaml:1")):
            with self.subTest(name):
                self.assertIn(line, self.apply("policy.yaml", text))

    def test_wrong_documents_leave_what_was_applied_before(self):
        self.host.run("apply", "-f", self.host.folder / "documents", status=1)
        before = self.host.run("integrations", "list")
        self.host.write("new.yaml", "companies:\n  - name: other\n")
        told = self.apply("jira.yaml", "integration: jira\nplugin: jira\ncompanies: [acme]\nauth: basik\n"
                          "settings: {}\npolicy: test\n")
        self.assertIn("basic", told)
        self.assertEqual(self.host.run("integrations", "list"), before)
        self.assertNotIn("other", json.dumps(self.host.run("companies", "list")))

    def test_a_wrong_host_configuration_is_refused_with_file_and_line(self):
        configuration = self.host.folder / "host.yaml"
        configuration.write_text(configuration.read_text() + "lgo:\n  level: info\n")
        problem = self.refused("plugins", "list")
        self.assertIn("host.yaml:", json.dumps(problem["errors"]))
        self.assertIn("log", json.dumps(problem["errors"]))


class Examples(WithHost):
    def test_the_example_configuration_can_be_applied_as_it_stands(self):
        applied = self.host.run("apply", "-f", stack.TOP / "config", status=1)
        kinds = {one["kind"] for one in applied["applied"]}
        self.assertEqual(kinds, {"company", "policy", "integration", "routing", "preset"})


class WrongCalls(WithHost):
    def test_a_command_that_is_not_there_is_told_with_the_nearest_one(self):
        self.assertIn("'tickets'", self.refused("ticket", "list")["message"])
        self.assertIn("'list'", self.refused("tickets", "lisst")["message"])
        self.assertIn("--help", self.refused("companies", "burn")["remedy"])

    def test_a_call_that_lacks_something_says_what(self):
        for arguments, word in ((("tickets", "list", "--limit", "many"), "limit"), (("import",), "file"),
                                (("apply", "-f", "/nowhere/x.yaml"), "/nowhere/x.yaml")):
            with self.subTest(arguments):
                problem = self.refused(*arguments)
                self.assertIn(word, json.dumps(problem))
                self.assertTrue(problem["remedy"])

    def test_a_wrong_call_is_told_as_json_wherever_json_is_asked_for(self):
        program = stack.PROGRAMS / "host_stub"
        for arguments in (("tickets", "list", "--limit", "many", "--json"), ("tickets", "--json", "list", "--limit"), ("--json",),
                          ("--json", "tickets", "list", "--limti", "3"), ("--json", "--config"), ("--json", "tickets")):
            with self.subTest(arguments):
                done = subprocess.run([program, *arguments], capture_output=True, text=True, timeout=120)
                self.assertEqual((done.returncode, done.stdout), (2, ""))
                problem = json.loads(done.stderr)
                self.assertEqual(problem["code"], "call_wrong")
                self.assertIn("host_stub", problem["remedy"])
        done = subprocess.run([program, "tickets", "list", "--limit", "many"], capture_output=True, text=True, timeout=120)
        self.assertEqual(done.returncode, 2)
        self.assertIn("host_stub tickets list --help", done.stderr)


class WrongSurroundings(WithHost):
    def test_a_key_file_that_others_may_read_is_refused_with_the_remedy(self):
        self.host.run("apply", "-f", self.host.folder / "documents", status=1)
        key = self.host.data / "vault.key"
        key.chmod(0o644)
        problem = self.refused("secrets", "set", "jira", "username", stdin="x\n")
        self.assertIn("chmod 600", problem["remedy"])
        key.chmod(0o600)
        self.host.run("secrets", "set", "jira", "username", stdin="x\n")

    def test_a_port_in_use_is_told_and_the_host_ends(self):
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            port = str(taken.getsockname()[1])
            problem = self.refused("serve", "--port", port, status=2)
            self.assertIn(port, problem["message"])

    def test_clients_beyond_the_descriptors_are_told_so_and_harm_nobody(self):
        hard = 400
        self.host.run("apply", "-f", self.host.folder / "documents", status=1)
        serving = self.host.serve("bash", "-c", f'ulimit -Sn 300 && ulimit -Hn {hard} && exec "$@"', "limited")
        self.addCleanup(serving.end)
        said = "".join(serving.said)
        self.assertIn(str(hard), said)  # the soft limit was raised, and that is still little
        address = tuple(serving.address.removeprefix("http://").split(":"))
        with contextlib.ExitStack() as clients:
            sockets = [clients.enter_context(socket.create_connection(address, timeout=120)) for _ in range(200)]
            told = [one.recv(100) for one in sockets[100:]]
        self.assertTrue(all(answer.startswith(b"HTTP/1.1 503 ") for answer in told), told)
        stack.wait_until(lambda: stack.status_of(serving.address + "/readyz") == 200, "clients are let in again")

    def test_a_database_that_is_not_there_is_unreachable(self):
        configuration = self.host.folder / "host.yaml"
        configuration.write_text(configuration.read_text() + "database:\n  url: postgresql://itsm@127.0.0.1:9/itsm\n")
        self.refused("tickets", "list", status=3)
        self.refused("serve", status=3)

    def test_a_database_that_is_killed_comes_back_and_the_host_with_it(self):
        self.host.run("apply", "-f", self.host.folder / "documents", status=1)
        serving = self.host.serve()
        self.addCleanup(serving.end)
        ready = serving.address + "/readyz"
        self.assertEqual(stack.status_of(ready), 200)
        lock_file = self.host.data / "postgresql/postmaster.pid"
        killed = lock_file.read_text().split()[0]
        os.kill(int(killed), signal.SIGKILL)
        stack.wait_until(lambda: stack.status_of(ready) == 200 and lock_file.read_text().split()[0] != killed,
                         "the host has started its database again")
        self.host.run("companies", "list")

    def test_a_full_disk_refuses_an_import_whole(self):
        if os.geteuid() != 0:
            self.skipTest("only root may make a small file system")
        small = pathlib.Path(tempfile.mkdtemp(prefix="itsm-full-"))
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=320m,mode=755", "tmpfs", small], capture_output=True,
                                 text=True)
        if mounted.returncode != 0:
            small.rmdir()
            self.skipTest("a small file system cannot be mounted here: " + mounted.stderr.strip())
        try:
            self.host.data = small / "data"
            configuration = self.host.folder / "host.yaml"
            configuration.write_text(configuration.read_text().replace(str(self.host.folder / "data"), str(self.host.data)))
            self.host.run("apply", "-f", self.host.folder / "documents", status=1)
            with open(small / "filler", "wb") as filler:
                free = os.statvfs(small)
                filler.write(b"\0" * max(0, free.f_bavail * free.f_frsize - 2_000_000))
            results = [stack.result(n, text=os.urandom(2_000).hex()) for n in range(1_500)]
            path = self.host.folder / "scan.sarif"
            path.write_text(json.dumps(stack.sarif(results)))
            arguments = ("import", path, "--company", "acme", "--asset", "shop")
            self.refused(*arguments, status=3)
            (small / "filler").unlink()
            self.assertEqual(self.host.run(*arguments)["new"], 1_500)
        finally:
            stack.end_database(self.host.data)
            subprocess.run(["umount", "-l", small], check=True)
            small.rmdir()


class WrongVendor(unittest.TestCase):
    """A vendor that answers anything but what it should, asked by a check."""

    def setUp(self):
        self.simulator = stack.Simulator()
        self.addCleanup(self.simulator.end)
        self.host = stack.Host(self.simulator.address, POLICY)
        self.addCleanup(shutil.rmtree, self.host.folder, True)
        self.host.set_up()

    def test_each_kind_of_trouble_has_its_status_and_a_sentence(self):
        for fault, status in (({"do": "status", "status": 401}, 2), ({"do": "status", "status": 403}, 2),
                              ({"do": "status", "status": 429}, 3), ({"do": "status", "status": 500}, 3),
                              ({"do": "status", "status": 503}, 3), ({"do": "html"}, 3), ({"do": "truncate"}, 3),
                              ({"do": "cut_before"}, 3)):
            with self.subTest(fault):
                self.simulator.control("POST", "faults",
                                       {"match": {"path_regex": ".*/rest/api/3/.*"}, "times": -1, **fault})
                problem = self.host.run("integrations", "check", "jira", status=status)
                self.assertTrue(problem["message"])
                self.assertNotIn("sim-token", json.dumps(problem))
                self.simulator.control("DELETE", "faults")
        self.host.run("integrations", "check", "jira")

    def test_a_vendor_that_takes_the_question_and_is_silent_is_unreachable_in_time(self):
        self.simulator.control("POST", "faults", {"match": {"path_regex": ".*/rest/api/3/.*"}, "times": -1, "do": "hang"})
        self.addCleanup(self.simulator.control, "DELETE", "faults")
        with stack.disaster("request_ms=500"):
            for command in (("integrations", "check", "jira"), ("integrations", "pick", "jira", "project")):
                problem = self.host.run("--dev", *command, status=3)
                self.assertIn("no answer within 500 ms", problem["message"])

    def test_a_vendor_that_is_not_there_is_unreachable(self):
        self.simulator.end()
        problem = self.host.run("integrations", "check", "jira", status=3)
        self.assertIn("connect", problem["message"])


if __name__ == "__main__":
    unittest.main(verbosity=2)
