# SPDX-License-Identifier: Apache-2.0
"""Rows of `make bench` about pushes: planned, sent and written back by whole hosts."""
import contextlib
import json
import pathlib
import resource
import shutil
import subprocess
import tempfile
import time
import urllib.request

import invariants
import stack

ROUNDS = 3
CALL = 0.3  # seconds that the vendor takes
BATCH = 50
PYTHON = "/usr/bin/python3"  # has Debian's python3-jira
# Sixty rules, of which the last one takes everything.
POLICY = ("policy: test\nplugin: jira\nroute:\n" + "".join(
    f"  - {{name: product {n}, when: {{application: product-{n}, severity_at_least: high}}, ticket: {{project: SEC, type: Bug}}}}\n"
    for n in range(59)) + """  - {name: all, ticket: {project: SEC, type: Bug, labels: [vulnerability]}}
group_by: finding
fields:
  - {finding: severity, ticket: priority, values: {critical: Highest, high: High, medium: Medium, low: Low, info: Lowest}}
""")


@contextlib.contextmanager
def host_of(findings, workers=2, call=0.0):
    """A host with so many findings, and its vendor."""
    simulator = stack.Simulator()
    host = stack.Host(simulator.address, POLICY)
    try:
        configuration = host.folder / "host.yaml"
        configuration.write_text(configuration.read_text().replace("plugins:\n", f"plugins:\n  workers: {workers}\n"))
        host.set_up()
        host.keep_database()
        if call:
            simulator.control("POST", "faults", {"match": {"path_regex": ".*/issue/bulk"}, "do": "slow",
                                                 "delay_ms": int(call * 1000), "times": -1})
        host.import_scan([stack.result(n) for n in range(findings)])
        yield host, simulator
    finally:
        simulator.end()
        stack.end_database(host.data)
        shutil.rmtree(host.folder, True)


def spent(action):
    """Wall and CPU seconds of programs, the database apart."""
    before, wall = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    action()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.monotonic() - wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def seconds_of_pushes(host):
    """From the first intent to the last ticket that is linked, by the host's own clock."""
    return float(invariants.query(host, "SELECT extract(epoch FROM max(finished_at) - min(created_at)) FROM push")[0][0])


def seconds_of_python(issues, count):
    """CPU of python3-jira for so many tickets like these."""
    simulator = stack.Simulator()
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(issues, file)
        file.flush()
        command = [PYTHON, pathlib.Path(__file__).with_name("create_issues.py"), simulator.address, file.name, str(count)]
        _, used = spent(lambda: subprocess.run(command, check=True))
    simulator.end()
    return used


def push(host, *how):
    host.run("push", "--company", "acme", "--all", *how, status=(0, 1))  # 1: something is queued yet


def caller_of(host, serving):
    """A function that pushes so many findings through the API and waits until all have their tickets."""
    token = host.run("tokens", "create", "bench", "--company", "acme")["token"]

    def call(findings):
        request = urllib.request.Request(
            f"{serving.address}/api/v1/pushes", method="POST",
            data=json.dumps({"finding_ids": list(range(1, findings + 1))}).encode(),
            headers={"Authorization": f"Bearer {token}", "Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=60) as answer:
            counts = json.load(answer)["counts"]
        assert counts == {"created": findings}, counts
    return call


def wait_for_all(host, simulator, findings):
    """A ticket that failed is not a fast one."""
    stack.wait_until(lambda: invariants.open_work(host) == 0, "all is pushed")
    made = len(simulator.tickets())
    assert made == findings, f"{made} of {findings} tickets were made"


def bulk_push(bench):
    for workers in (1, 5):
        samples = []
        for _ in range(ROUNDS):
            with host_of(500, workers, CALL) as (host, simulator):
                serving = host.serve()
                caller_of(host, serving)(500)
                samples.append(seconds_of_pushes(host))
                serving.end()
        ideal = 500 / BATCH / workers * CALL
        bench.row(f"bulk_push, {workers} at a time", "s", samples, "calls of 50, without anything else", [ideal] * ROUNDS, 1.1)


def push_to_ticket(bench):
    for findings, runs in ((500, ()), (3000, ("--runs",))):
        samples, ideals = [], []
        for _ in range(ROUNDS):
            with host_of(findings, 5, CALL) as (host, simulator):
                serving = host.serve()
                planning, _ = spent(lambda: host.run("plan", "--company", "acme", "--all", *runs))
                call = caller_of(host, serving)
                start = time.monotonic()
                if runs:
                    push(host, "--no-wait", *runs)
                    wait_for_all(host, simulator, findings)
                else:
                    call(findings)
                samples.append(time.monotonic() - start)
                ideals.append(planning + 500 / BATCH / 5 * CALL)  # those of earlier runs go on meanwhile
                serving.end()
        bench.row(f"push_to_ticket, {findings}", "s", samples, "the plan, and the calls of the last run", ideals, 1.15)


def plan_and_cpu(bench):
    plans, walls, pushes, marginal, yardstick = [], [], [], [], []
    for _ in range(ROUNDS):
        cpu = {}
        for findings in (500, 5000):
            with host_of(findings) as (host, simulator):
                if findings == 500:
                    wall, used = spent(lambda: host.run("plan", "--company", "acme", "--all"))
                    walls.append(wall)
                    plans.append(used)
                _, cpu[findings] = spent(lambda: push(host, "--runs"))
                wait_for_all(host, simulator, findings)
                issues = json.loads(simulator.writes()[0]["body"])["issueUpdates"]
        pushes.append(cpu[500] - plans[-1])  # it plans first
        marginal.append((cpu[5000] - cpu[500]) / 4500 * 1000)
        bare = {findings: seconds_of_python(issues, findings) for findings in (500, 5000)}
        yardstick.append((bare[5000] - bare[500]) / 4500 * 1000)
    bench.row("plan: CPU, 500 findings, 60 rules", "s", plans, "300 ms", [0.3] * ROUNDS, 1)
    bench.row("plan: CPU beside the push itself", "s", plans, "what a push of the same takes on top", pushes, 2)
    bench.row("plan: wall", "s", walls, "one second", [1.0] * ROUNDS, 1)
    bench.row("push_cpu, marginal", "ms", marginal, "python3-jira's bare create_issues", yardstick, 3)


PARTS = {"bulk_push": bulk_push, "push_to_ticket": push_to_ticket, "plan": plan_and_cpu}
