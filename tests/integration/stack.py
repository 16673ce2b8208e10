# SPDX-License-Identifier: Apache-2.0
"""A simulated vendor and a host with data of its own, driven as a person would: through programs and HTTP."""
import concurrent.futures
import contextlib
import fcntl
import json
import os
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import time
import unittest
import urllib.error
import urllib.request

import pooled
import prepared_database

TOP = pathlib.Path(__file__).resolve().parents[2]
PROGRAMS = pathlib.Path(os.environ["ITSM_PROGRAMS"])
PLUGINS = os.environ.get("ITSM_PLUGINS")  # none: those that come with the programs


class Program:
    """A program in the background that says where it listens. Ended by its process id."""

    def __init__(self, *arguments, environment=None):
        # A group of its own, so that what it starts ends with it.
        self.process = subprocess.Popen([str(a) for a in arguments], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                        text=True, start_new_session=True, env=environment)
        self.said = []
        for line in self.process.stdout:
            self.said.append(line)
            if line.startswith("listening on "):
                self.address = line.split()[-1]
                return
        self.process.stdout.close()
        raise AssertionError("".join(self.said) + f"(exit status {self.process.wait()})")

    def end(self, how=signal.SIGTERM):
        if self.process.poll() is None:
            self.process.send_signal(how)
        self.process.communicate(timeout=120)  # what it says to the end; nobody else reads it
        return self.process.returncode


def unrecorded():
    """The environment of programs whose requests nobody is to judge."""
    return {key: value for key, value in os.environ.items() if key != "ITSM_RECORD_EXCHANGES"}


class Simulator(Program):
    def __init__(self, vendor="jira-cloud", recorded=True):
        super().__init__(PROGRAMS / "itsm-simulator", "--vendor", vendor, "--port", "0",
                         environment=None if recorded else unrecorded())

    def control(self, method, path, body=None):
        request = urllib.request.Request(f"{self.address}/_sim/{path}", method=method,
                                         data=None if body is None else json.dumps(body).encode(),
                                         headers={"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=120) as answer:
            text = answer.read()
        return json.loads(text) if text else None

    def writes(self):
        """Requests that make tickets, oldest first."""
        listed = self.control("GET", "requests")
        requests = listed["requests"] if isinstance(listed, dict) else listed
        return [r for r in requests if r["path"].endswith("/issue/bulk") or r["path"].endswith("/3/issue")]

    def tickets(self):
        listed = self.control("GET", "tickets")
        return listed["tickets"] if isinstance(listed, dict) else listed


def status_of(url):
    """The HTTP status that a GET is answered with."""
    try:
        with urllib.request.urlopen(url, timeout=120) as answer:
            return answer.status
    except urllib.error.HTTPError as refused:
        return refused.code


class Stay(urllib.request.HTTPRedirectHandler):
    """Shows where a redirect leads and does not follow it."""

    def redirect_request(self, *_):
        return None


def ask(address, token, method, path, body=None, headers=()):
    """The answer of a host's API: status, headers, document."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), Stay)
    request = urllib.request.Request(f"{address}/api/v1{path}", method=method,
                                     data=None if body is None else json.dumps(body).encode(),
                                     headers={"Authorization": f"Bearer {token}", "Content-Type": "application/json",
                                              **dict(headers)})
    try:
        answer = opener.open(request, timeout=120)
    except urllib.error.HTTPError as refused:
        answer = refused
    with answer:
        return answer.status, answer.headers, json.loads(answer.read() or "null")


def wait_until(condition, what, seconds=240):
    """Until the condition holds; fails with what was waited for."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise AssertionError("waited in vain until " + what)
        time.sleep(0.05)


def end_database(data):
    """Ends the private PostgreSQL of a data folder at once, if it runs."""
    try:
        postmaster = int((data / "postgresql/postmaster.pid").read_text().split()[0])
        os.kill(postmaster, signal.SIGQUIT)
        wait_until(lambda: not pathlib.Path(f"/proc/{postmaster}").exists(), "the database has ended")
    except (FileNotFoundError, ProcessLookupError):
        pass


def crash_points(host, of):
    """The crash points that the program has, as it tells them: of creates, or of changes."""
    refused = subprocess.run(host.command("--dev", "plugins", "list"), capture_output=True, text=True, timeout=60,
                             env={**os.environ, "ITSM_DISASTER": "at=nowhere"})
    assert refused.returncode == 2, refused.stdout + refused.stderr
    return re.search(rf"of {of}: ([\w, ]+)", json.loads(refused.stderr)["remedy"])[1].split(", ")


def is_stopped(process):
    with open(f"/proc/{process.pid}/stat", encoding="ascii") as stat:
        return stat.read().rsplit(")", 1)[1].split()[0] == "T"


def run_side_by_side(file, *cases):
    """Each test of these classes in a process of its own, three at a time: they mostly wait. With the names of some as
    arguments, just those."""
    if len(sys.argv) > 1:
        unittest.main(module="__main__", verbosity=2)

    def run(name):
        return subprocess.run([sys.executable, file, name], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                              check=False)
    names = [f"{case.__name__}.{name}" for case in cases for name in unittest.TestLoader().getTestCaseNames(case)]
    with concurrent.futures.ThreadPoolExecutor(3) as pool:
        done = list(pool.map(run, names))
    print("\n".join(one.stdout for one in done))
    sys.exit(0 if all(one.returncode == 0 for one in done) else 1)


@contextlib.contextmanager
def disaster(words):
    """What host_stub --dev does badly on purpose while this lasts (host_stub/app/disaster.hpp)."""
    os.environ["ITSM_DISASTER"] = words
    try:
        yield
    finally:
        del os.environ["ITSM_DISASTER"]


class Host:
    """Commands of host_stub on one data folder."""

    sanitized = bool(os.environ.get("ITSM_SANITIZED"))
    prepared = True  # begins with a database that is there, and does not make one

    def __init__(self, site, policy):
        self.make_folder()
        (self.folder / "host.yaml").write_text(
            f"data: {self.data}\n" + (f"plugins:\n  directory: {PLUGINS}\n" if PLUGINS else "") + "network:\n  allow: [127.0.0.0/8]\n"
            "server:\n  listen: 127.0.0.1:0\nlog:\n  level: warning\n")
        self.write("companies.yaml", "companies:\n  - name: acme\n")
        self.write("policy.yaml", policy)
        self.site = site
        self.allow(("SEC", "PLAT"))

    def make_folder(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="itsm-e2e-"))
        self.folder.chmod(0o755)
        self.data = self.folder / "data"
        if self.prepared:
            prepared_database.copy_to(self.data, PROGRAMS / "host_stub")

    def allow(self, projects):
        self.write("jira.yaml", "integration: jira\nplugin: jira\ncompanies: [acme]\nauth: basic\n"
                   f"settings:\n  site: {self.site}\nprojects: [{', '.join(projects)}]\npolicy: test\nenabled: true\n")

    def write(self, name, text):
        folder = self.folder / "documents"
        folder.mkdir(exist_ok=True)
        (folder / name).write_text(text)

    def command(self, *arguments):
        pooled.put_before(self)
        return [str(PROGRAMS / "host_stub"), "--config", str(self.folder / "host.yaml"), "--json",
                *[str(a) for a in arguments]]

    def run(self, *arguments, status=0, stdin=""):
        """The parsed answer of a command, which must end with the status."""
        done = subprocess.run(self.command(*arguments), input=stdin, capture_output=True, text=True, timeout=300)
        text = done.stdout + done.stderr
        allowed = status if isinstance(status, (tuple, list)) else (status,)
        assert done.returncode in allowed, f"{arguments}: exit status {done.returncode}\n{text[-4000:]}"
        lines = [line for line in (done.stdout or done.stderr).splitlines() if line.startswith("{")]
        return json.loads(lines[-1]) if lines else {}

    def set_up(self):
        self.run("apply", "-f", self.folder / "documents", status=(0, 1))
        own = (self.data / "postgresql.users").exists()
        with self.keep_database() if own else contextlib.nullcontext():
            self.run("secrets", "set", "jira", "username", stdin="analyst@example.test\n")
            self.run("secrets", "set", "jira", "password", stdin="sim-token\n")
            self.run("integrations", "check", "jira")
        self.run("integrations", "enable", "jira")

    def import_scan(self, results, name="scan.sarif", **options):
        path = self.folder / name
        path.write_text(json.dumps(sarif(results)))
        arguments = [word for key, value in options.items() for word in ("--" + key, value)]
        return self.run("import", path, "--company", "acme", "--asset", "shop", *arguments)

    def keep_database(self):
        """From now on the private database outlives the commands that use it; ended with end_database, or by the last
        command when what this answers is closed."""
        self.kept = open(self.data / "postgresql.users", encoding="ascii")
        fcntl.flock(self.kept, fcntl.LOCK_SH)
        return self.kept

    def serve(self, *under):
        """A host that serves, started by the words before it."""
        pooled.put_before(self)
        return Program(*under, PROGRAMS / "host_stub", "--config", self.folder / "host.yaml", "serve", "--port", "0")

    def start(self, disaster):
        """A serving host with these times and disasters, which may not live until it listens."""
        return subprocess.Popen(self.command("--dev", "serve", "--port", "0"), stdout=subprocess.DEVNULL,
                                stderr=subprocess.DEVNULL, start_new_session=True,
                                env={**os.environ, "ITSM_DISASTER": disaster})

    def api(self, serving, method, path, body=None, role="admin", headers=(), status=(200, 201, 204)):
        """What the serving host answers to somebody of acme."""
        token = self.run("tokens", "create", role, "--role", role, "--company", "acme")["token"]
        seen, _, document = ask(serving.address, token, method, path, body, headers)
        assert seen in (status if isinstance(status, tuple) else (status,)), (seen, document)
        return document


def result(number, level="error", text=None, rule=None):
    return {"ruleId": f"rule-{number}{rule or ''}", "level": level, "message": {"text": text or f"Weakness number {number}"},
            "locations": [{"physicalLocation": {"artifactLocation": {"uri": f"src/file{number}.c"},
                                                "region": {"startLine": 10, "snippet": {"text": f"call({number});"}}}}]}


def sarif(results):
    return {"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "scanner", "version": "1"}}, "results": results}]}
