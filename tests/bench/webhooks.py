# SPDX-License-Identifier: Apache-2.0
"""Rows of `make bench` about news of tickets: taken in, applied, and looked for. The vendor's own webhook is the sample;
what is measured is the served host with its database, as a vendor meets it."""
import base64
import contextlib
import copy
import datetime
import json
import pathlib
import shutil
import subprocess
import time
import urllib.request

import consenting
import invariants
import stack

ROUNDS = 3
PROGRAMS = stack.PROGRAMS
PGBENCH = max(pathlib.Path("/usr/lib/postgresql").glob("*/bin/pgbench"), key=lambda path: int(path.parts[4]))
SECRET = "of the bench"
DELIVERIES = 6_400
ALONE = 500
CONNECTIONS = 64
CALL = 0.3  # seconds that the vendor takes
STATUSES = (("3", "In Progress", "indeterminate"), ("10001", "To Do", "new"))
POLICY = """
policy: test
plugin: jira
route:
  - {name: all, ticket: {project: SEC, type: Bug, labels: [vulnerability]}}
group_by: finding
status:
  pull:
    - {category: doing, then: in_progress}
    - {category: todo, then: open}
"""


@contextlib.contextmanager
def following(tickets):
    """A served host whose findings have so many tickets, with webhooks, and its vendor."""
    simulator = stack.Simulator()
    host = consenting.Host(stack.PLUGINS, consenting.free_port(), POLICY)
    configuration = host.folder / "host.yaml"
    configuration.write_text(configuration.read_text().replace("level: debug", "level: error"))
    host.write("jira.yaml", "integration: jira\nplugin: jira\ncompanies: [acme]\nauth: basic\n"
               f"settings:\n  site: {simulator.address}\nprojects: [SEC]\npolicy: test\npoll: {{every: 60m}}\n")
    try:
        host.apply()
        serving = host.serving()
        host.run("secrets", "set", "jira", "username", stdin="lead@example.test\n")
        host.run("secrets", "set", "jira", "password", stdin="lead-token\n")
        host.run("secrets", "set", "jira", "webhook", stdin=SECRET + "\n")
        host.run("integrations", "check", "jira")
        host.run("integrations", "enable", "jira")
        host.import_scan([stack.result(number) for number in range(tickets)])
        host.run("push", "--company", "acme", "--all", "--runs")
        stack.wait_until(lambda: invariants.open_work(host) == 0, "all is pushed")
        host.run("tickets", "resync", "--all")
        address = host.run("integrations", "webhook", "register", "jira")["address"]
        yield host, simulator, address
        serving.end()
    finally:
        simulator.end()
        stack.end_database(host.data)
        shutil.rmtree(host.folder, True)


def at_rest(host):
    return invariants.query(host, "SELECT count(*) FROM inbox WHERE state = 0")[0][0] == "0"


def wait_for_rest(host):
    stack.wait_until(lambda: at_rest(host), "all news is applied", 600)


def a_webhook(host, simulator):
    """What the vendor tells of a change, as it sends it."""
    key = simulator.tickets()[0]["key"]
    simulator.control("POST", f"tickets/{key}", {"status": "In Progress"})
    stack.wait_until(lambda: simulator.control("GET", "deliveries"), "it delivers")
    wait_for_rest(host)
    return json.loads(simulator.control("GET", "deliveries")[0]["body"])


def changes(sample, tickets, count, file, first=0):
    """So many changes of these tickets in turn, each newer than the one before: one a line."""
    start = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(hours=1)
    with open(file, "w") as out:
        for number in range(first, first + count):
            ticket = tickets[number % len(tickets)]
            status, name, category = STATUSES[number // len(tickets) % 2]
            body = copy.deepcopy(sample)
            body["timestamp"] += number
            body["issue"].update(id=str(ticket["id"]), key=ticket["key"])
            fields = body["issue"]["fields"]
            fields["updated"] = (start + datetime.timedelta(milliseconds=number)).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "+0000"
            fields["status"].update(id=status, name=name)
            fields["status"]["statusCategory"]["key"] = category
            body["changelog"]["items"][0].update({"to": status, "toString": name})
            out.write(json.dumps(body, separators=(",", ":")) + "\n")
    return file


def deliver(address, file, connections):
    return json.loads(subprocess.run([PROGRAMS / "bench_deliver", address, SECRET, file, str(connections)], check=True,
                                     capture_output=True, text=True).stdout)


def pgbench(host, body, clients, rows):
    """Seconds of so many inserts of these bytes, a row and a commit each, into a table like the inbox's; and milliseconds
    of each."""
    invariants.query(host, "CREATE TABLE IF NOT EXISTS bench_inbox (LIKE inbox INCLUDING ALL)")
    script = host.folder / "insert.sql"
    script.write_text("INSERT INTO bench_inbox (company_id, integration_id, kind, identity, head, body, due_at, received_at, "
                      "updated_at) VALUES (1, 1, 0, decode(md5(random()::text), 'hex'), '{}', "
                      f"'\\x{body.encode().hex()}', now(), now(), now());\n")
    socket = next(p for p in (host.data / "postgresql/postmaster.pid").read_text().splitlines() if "/socket" in p)
    said = subprocess.run([PGBENCH, "-n", "-M", "prepared", "-f", script, "-c", str(clients), "-j", "2", "-t", str(rows // clients),
                           "-h", socket, "-U", "postgres", "itsm"], check=True, capture_output=True, text=True).stdout
    rate = float(next(line for line in said.splitlines() if line.startswith("tps")).split()[2])
    invariants.query(host, "TRUNCATE bench_inbox")
    return rows / rate, clients / rate * 1000


def fill(host, tickets, number):
    """As if so many other tickets had been followed for years."""
    series = f"generate_series(1, {tickets}) n"
    invariants.query(host, "INSERT INTO ticket_route (company_id, integration_id, remote_id, routed_company_id, created_at) "
                     f"SELECT company_id, integration_id, 'x{number}-' || n, routed_company_id, now() FROM ticket_route, {series} "
                     "WHERE remote_id = (SELECT min(remote_id) FROM ticket_route WHERE remote_id NOT LIKE 'x%')", 600)
    names = [row[0] for row in invariants.query(
        host, "SELECT column_name FROM information_schema.columns WHERE table_name = 'ticket' AND is_identity = 'NO'")]
    values = ", ".join({"remote_id": f"'x{number}-' || n", "key": "'X-' || n"}.get(name, name) for name in names)
    invariants.query(host, f"INSERT INTO ticket ({', '.join(names)}) SELECT {values} FROM ticket, {series} "
                     "WHERE ticket_id = (SELECT min(ticket_id) FROM ticket)", 600)
    invariants.query(host, "VACUUM ANALYZE ticket", 600)
    invariants.query(host, "VACUUM ANALYZE ticket_route", 600)


def apply(host, address, sample, tickets, number):
    """Seconds until a round of changes of our tickets is taken in, and until it is applied."""
    file = changes(sample, tickets, DELIVERIES, host.folder / "new", number * DELIVERIES)
    start = time.monotonic()
    taken_in = deliver(address, file, CONNECTIONS)["seconds"]
    wait_for_rest(host)
    return taken_in, time.monotonic() - start


def intake(bench, host, address, sample):
    """Of tickets that nobody linked: what is measured is that it is taken in."""
    strangers = [{"id": 900_000 + number, "key": f"OTHER-{number}"} for number in range(500)]
    body = json.dumps(sample, separators=(",", ":"))
    seconds, inserts, p99, p50, single = [], [], [], [], []
    for number in range(ROUNDS):
        told = deliver(address, changes(sample, strangers, DELIVERIES, host.folder / "new", number * DELIVERIES), CONNECTIONS)
        wait_for_rest(host)
        seconds.append(told["seconds"])
        p99.append(told["p99"])
        inserts.append(pgbench(host, body, CONNECTIONS, DELIVERIES)[0])
        first = ROUNDS * DELIVERIES + number * ALONE
        p50.append(deliver(address, changes(sample, strangers, ALONE, host.folder / "new", first), 1)["p50"])
        wait_for_rest(host)
        single.append(pgbench(host, body, 1, ALONE)[1])
    bench.row("webhook_ingest, 64 connections", "s", seconds, "pgbench's inserts of the same bytes, 64 clients, over 1.2",
              [one / 1.2 for one in inserts], 1)
    bench.row("webhook_latency, p99 at 64", "ms", p99, "10 ms", [10.0] * ROUNDS, 1)
    bench.row("webhook_latency, p50 at 1", "ms", p50, "pgbench's insert, 1 client", single, 2)


def application(bench, host, address, sample, tickets):
    takes, costs = [], []
    for more in (10_000, 990_000):
        fill(host, more, len(costs))
        rounds = [apply(host, address, sample, tickets, len(costs) * ROUNDS + number) for number in range(ROUNDS)]
        takes.append([taken for taken, _ in rounds])
        costs.append([applied for _, applied in rounds])
    bench.row("webhook_apply", "s", costs[0], "their intake", takes[0], 2)
    bench.row("webhook_apply, 1,000,000 tickets", "s", costs[1], "10,000 tickets", costs[0], 1.15)


def parse(bench, host, sample):
    file = host.folder / "one"
    file.write_text(json.dumps(sample, separators=(",", ":")))
    rounds = [json.loads(subprocess.run([PROGRAMS / "bench_normalise", file, "2000"], check=True, capture_output=True,
                                        text=True).stdout) for _ in range(ROUNDS)]
    bench.row("webhook_parse: CPU, 2,000", "s", [one["normalise"] for one in rounds], "nlohmann's DOM parse",
              [one["parse"] for one in rounds], 1.5)


def in_progress(host):
    return int(invariants.query(host, "SELECT count(*) FROM finding WHERE status = 3")[0][0])


def ticket_to_finding(bench):
    steady, storm = 300, 3000
    with following(steady + storm) as (host, simulator, _):
        slow_down(simulator)
        keys = [ticket["key"] for ticket in simulator.tickets()]
        start = time.monotonic()
        for number, key in enumerate(keys[:steady]):
            while time.monotonic() < start + number / 20:
                time.sleep(0.005)  # 20 changes a second
            simulator.control("POST", f"tickets/{key}", {"status": "In Progress"})
        stack.wait_until(lambda: in_progress(host) == steady, "all have changed")
        p50, p99 = invariants.query(host, "SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY lag), percentile_cont(0.99) WITHIN "
                                    "GROUP (ORDER BY lag) FROM (SELECT (document->>'lag_ms')::float AS lag FROM activity "
                                    "WHERE document->>'member' = 'status' AND document->>'channel' = 'webhook') lags")[0]
        bench.row("ticket_to_finding, p50", "ms", [float(p50)], "a second", [1000.0], 1)
        bench.row("ticket_to_finding, p99", "ms", [float(p99)], "three seconds", [3000.0], 1)
        simulator.control("DELETE", "requests")
        start = time.monotonic()
        for key in keys[steady:]:
            simulator.control("POST", f"tickets/{key}", {"status": "In Progress"})
        stack.wait_until(lambda: in_progress(host) == steady + storm, "the storm is over", 300)
        bench.row("ticket_to_finding, storm of 3,000", "s", [time.monotonic() - start], "90 seconds", [90.0], 1)
        bench.row("ticket_to_finding, storm: reads", "", [float(len(asked(simulator)))], "100 reads", [100.0], 1)


def asked(simulator):
    listed = simulator.control("GET", "requests")
    return listed["requests"] if isinstance(listed, dict) else listed


def answer_again(simulator, requests):
    """Seconds that the vendor takes for the same requests, one after another."""
    authorization = "Basic " + base64.b64encode(b"lead@example.test:lead-token").decode()
    start = time.monotonic()
    for one in requests:
        query = "?" + one["query"] if one.get("query") else ""
        again = urllib.request.Request(simulator.address + one["path"] + query, method=one["method"],
                                       data=one["body"].encode() if one.get("body") else None,
                                       headers={"Authorization": authorization, "Content-Type": "application/json"})
        with urllib.request.urlopen(again, timeout=60) as answer:
            answer.read()
    return time.monotonic() - start


def slow_down(simulator):
    """From now on it takes its time as vendors do. One that answers at once shows the integration's pace alone: ten calls
    a second."""
    simulator.control("POST", "faults", {"match": {"path_regex": "/rest/.*"}, "do": "slow", "delay_ms": int(CALL * 1000),
                                         "times": -1})
    simulator.control("DELETE", "requests")


def poll(bench):
    with following(10_000) as (host, simulator, _):
        read = time.monotonic()
        stack.wait_until(lambda: time.monotonic() > read + 61, "all may be read again", 90)
        slow_down(simulator)
        start = time.monotonic()
        report = host.run("tickets", "resync", "--all")["integrations"][0]
        seconds = time.monotonic() - start
        assert (report["updated"], report["same"]) == (0, 10_000), report
        bench.row("poll, 10,000 unchanged", "s", [seconds], "the vendor's own answers", [answer_again(simulator, asked(simulator))], 2)


def sweep(bench):
    """Every link is read, and every key looked for."""
    with following(10_000) as (host, simulator, _):
        slow_down(simulator)
        start = time.monotonic()
        report = host.run("sweep")["items"][0]
        seconds = time.monotonic() - start
        assert (report["linked"], report["agree"]) == (10_000, 10_000), report
        bench.row("sweep, 10,000 links", "s", [seconds], "the vendor's own answers", [answer_again(simulator, asked(simulator))], 1.2)


def webhooks(bench):
    with following(500) as (host, simulator, address):
        sample = a_webhook(host, simulator)
        intake(bench, host, address, sample)
        application(bench, host, address, sample, simulator.tickets())
        parse(bench, host, sample)


PARTS = {"webhooks": webhooks, "ticket_to_finding": ticket_to_finding, "poll": poll, "sweep": sweep}
