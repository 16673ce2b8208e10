# SPDX-License-Identifier: Apache-2.0
"""`make bench`: whole product paths, each beside a yardstick measured in the same run, since machines are shared and
noisy. Prints a table and writes build/bench.json. A row is met when the median of its ratios is within its goal."""
import argparse
import json
import os
import pathlib
import re
import shutil
import statistics
import subprocess
import sys
import time
import traceback

TOP = pathlib.Path(__file__).resolve().parents[2]
os.environ.setdefault("ITSM_PROGRAMS", str(TOP / "build/release/bin"))
os.environ.setdefault("ITSM_PLUGINS", str(TOP / "build/release/plugins"))
sys.path.insert(0, str(TOP / "tests/integration"))
import stack  # noqa: E402
import pushes  # noqa: E402
import webhooks  # noqa: E402

stack.Host.prepared = False  # that database does not wait for the disk

PROGRAMS = pathlib.Path(os.environ["ITSM_PROGRAMS"])
PGBENCH = max(pathlib.Path("/usr/lib/postgresql").glob("*/bin/pgbench"), key=lambda path: int(path.parts[4]))
ROUNDS = 3
FINDINGS = 11_000  # with a text of 1,500 bytes each: 20 MB
BATCH = 200
JUDGED = 10_000
POLICY = """
policy: test
plugin: jira
route:
  - name: all
    ticket: {project: SEC, type: Bug, labels: [vulnerability]}
group_by: finding
fields:
  - {finding: severity, ticket: priority, values: {critical: Highest, high: High, medium: Medium, low: Low, info: Lowest}}
"""


def peak_of(command):
    """Wall seconds of a program, and the megabytes that it took at most."""
    start, peak = time.monotonic(), 0
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    # Not what wait4() says, which begins with the memory of this program.
    while process.poll() is None:
        status = pathlib.Path(f"/proc/{process.pid}/status").read_text()
        peak = max([peak] + [int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")])
        time.sleep(0.01)
    seconds = time.monotonic() - start
    assert process.returncode == 0, process.stderr.read()
    process.stderr.close()
    return seconds, peak / 1024


def seconds_of_parse(path):
    """nlohmann's DOM parse of the file, alone."""
    return float(subprocess.run([PROGRAMS / "bench_parse", path], check=True, capture_output=True,
                                text=True).stdout)


def seconds_of_inserts(host, rows):
    """That many findings through pgbench, 200 with a statement: the same table and role, none of our code."""
    import_id = host.run("imports", "--company", "acme", "list")["items"][0]["id"]
    company = next(c["id"] for c in host.run("companies", "list")["items"] if c["name"] == "acme")
    details = json.dumps({"description": "x" * 1500, "asset": {"name": "shop"},
                          "location": {"file": "src/file.c", "line": 10, "end_line": 10, "snippet": "call(1);"}})
    values = ",".join(f"({company}, now(), now(), {import_id}, {import_id}, md5(random()::text), 'Weakness', 1, 1, 0, 0, "
                      f"'shop', '', '', 'scanner', 'rule', '{details}', '{{}}', now(), now(), now(), 0)"
                      for _ in range(BATCH))
    script = host.folder / "insert.sql"
    script.write_text(
        f"BEGIN;\nSELECT set_config('app.company_id', '{company}', true);\n"
        "INSERT INTO finding (company_id, created_at, updated_at, first_import_id, last_import_id, fingerprint, title, "
        "severity, original_severity, status, category, asset, application, branch, scanner, rule_id, details, custom, "
        f"first_seen, last_seen, reported_at, times_reopened) VALUES {values};\nCOMMIT;\n")
    socket = next(p for p in (host.data / "postgresql/postmaster.pid").read_text().splitlines() if "/socket" in p)
    said = subprocess.run([PGBENCH, "-n", "-f", script, "-c", "1", "-t", str(rows // BATCH), "-h", socket, "-U",
                           "itsm_app", "itsm"], check=True, capture_output=True, text=True).stdout
    latency = next(line for line in said.splitlines() if line.startswith("latency average"))
    return float(latency.split("=")[1].split()[0]) / 1000 * (rows // BATCH)


def policy_of_60_rules(type_of_rule_17):
    rules = "".join(f"  - {{name: r{n}, when: {{rule: rule-{n}}}, ticket: {{project: SEC, type: "
                    f"{type_of_rule_17 if n == 17 else 'Bug'}, labels: [vulnerability]}}}}\n" for n in range(60))
    return re.sub(r"  - name: all\n.*\n", lambda _: rules, POLICY)


class Bench:
    def __init__(self):
        self.rows = []

    def row(self, name, unit, samples, yardstick, yardstick_samples, goal):
        ratio = statistics.median(a / b for a, b in zip(samples, yardstick_samples))
        self.rows.append({"name": name, "unit": unit, "samples": samples, "yardstick": yardstick,
                          "yardstick_samples": yardstick_samples, "ratio": round(ratio, 3), "goal": goal,
                          "met": ratio <= goal})

    def import_20_mb(self, host):
        path = host.folder / "large.sarif"
        path.write_text(json.dumps(stack.sarif([stack.result(n, text="x" * 1500) for n in range(FINDINGS)])))
        first, peaks, again, parses, yardstick = [], [], [], [], []
        for number in range(ROUNDS):
            command = host.command("import", path, "--company", "acme", "--asset", f"asset-{number}")
            seconds, peak = peak_of(command)
            first.append(seconds)
            peaks.append(peak)
            again.append(peak_of(command)[0])
            parses.append(seconds_of_parse(path))
            yardstick.append(0.6 * parses[-1] + seconds_of_inserts(host, FINDINGS))
        self.row("import", "s", first, "0.6 of nlohmann's DOM parse, and pgbench's batched inserts", yardstick, 1)
        self.row("import, the same again", "s", again, "the same", yardstick, 1)
        self.row("import, peak memory", "MB", peaks, "40 MB", [40.0] * ROUNDS, 1)

    def queue(self):
        claims, singles, outcomes, single_outcomes = [], [], [], []
        for _ in range(ROUNDS):
            seconds = json.loads(subprocess.run([PROGRAMS / "bench_queue"], check=True, capture_output=True, text=True).stdout)
            for batches, ones, (one, batch) in ((claims, singles, seconds["claim"]),
                                                (outcomes, single_outcomes, seconds["outcome"])):
                batches.append(batch)
                ones.append(one / 8)
        self.row("queue: claims in batches of 50", "s", claims, "an eighth of one by one", singles, 1)
        self.row("queue: changes of records in batches of 50", "s", outcomes, "an eighth of one by one", single_outcomes, 1)

    def plugin_call(self):
        folder = PROGRAMS.parent / "tests/bench"
        rounds = [json.loads(subprocess.run([PROGRAMS / "bench_plugin_call", folder / "linking.so", PROGRAMS / "itsm-worker", "400"],
                                            check=True, capture_output=True, text=True).stdout) for _ in range(ROUNDS)]
        self.row("plugin_call, a finding of fifty", "us", [one["in_process"] / 50 for one in rounds], "25 us", [25.0] * ROUNDS, 1)
        self.row("plugin_call, a worker's more", "us", [one["worker"] - one["in_process"] for one in rounds], "100 us",
                 [100.0] * ROUNDS, 1)

    def backtest_10000(self):
        """One rule of sixty is edited; the answer must be exactly the findings of that rule."""
        simulator = stack.Simulator()
        host = stack.Host(simulator.address, policy_of_60_rules("Bug"))
        try:
            host.set_up()
            serving = host.serve()
            results = [dict(stack.result(n, text="x" * 1500), ruleId=f"rule-{n % 60}") for n in range(JUDGED)]
            host.import_scan(results)
            edited = host.folder / "edited.yaml"
            edited.write_text(policy_of_60_rules("Task"))
            samples, plans = [], []
            for _ in range(ROUNDS):
                samples.append(pushes.spent(lambda: self.check_backtest(host, edited))[0])
                ids = [word for n in range(1, 501) for word in ("--finding", str(n))]
                plans.append(pushes.spent(lambda: host.run("plan", "--company", "acme", *ids))[0] * JUDGED / 500)
            serving.end()
        finally:
            simulator.end()
            shutil.rmtree(host.folder, True)
        self.row("backtest of 10,000, 60 rules", "s", samples, "plans of all of them, by 500", plans, 1)

    def check_backtest(self, host, edited):
        told = host.run("policy", "backtest", edited, "--company", "acme", "--rows", JUDGED)["to_tickets"]
        expected = len(range(17, JUDGED, 60))
        assert (told["judged"], told["changed"]) == (JUDGED, expected), (told["judged"], told["changed"])
        assert all(row["changes"][0]["what"] == "ticket" for row in told["rows"])

    def report(self):
        print(f"{'row':34}{'median':>10}  {'ratio':>7}  {'goal':>6}  met   yardstick")
        for row in self.rows:
            print(f"{row['name']:34}{statistics.median(row['samples']):>8.2f} {row['unit']}  {row['ratio']:>7.2f}  "
                  f"{row['goal']:>6}  {'yes' if row['met'] else 'NO ':3}   {row['yardstick']}")
        if not self.rows:
            return
        spread = max(max(r["yardstick_samples"]) / min(r["yardstick_samples"]) for r in self.rows)
        if spread > 1.5:
            print(f"the yardsticks differed by a factor of {spread:.1f}: this machine was too noisy to judge by")
        (TOP / "build").mkdir(exist_ok=True)
        (TOP / "build/bench.json").write_text(json.dumps({"rows": self.rows}, indent=1) + "\n")
        print("written to build/bench.json")


def imports(bench):
    simulator = stack.Simulator()
    host = stack.Host(simulator.address, POLICY)
    try:
        host.set_up()
        serving = host.serve()
        bench.import_20_mb(host)
        serving.end()
    finally:
        simulator.end()
        shutil.rmtree(host.folder, True)


PARTS = {"import": imports, "backtest": Bench.backtest_10000, "queue": Bench.queue, "plugin_call": Bench.plugin_call,
         **pushes.PARTS, **webhooks.PARTS}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("part", nargs="*", help="only these: " + ", ".join(PARTS))
    chosen = parser.parse_args().part or PARTS
    unknown = [part for part in chosen if part not in PARTS]
    if unknown:
        parser.error(f"there is no {', '.join(unknown)}; there are {', '.join(PARTS)}")
    bench = Bench()
    failed = []
    for part in chosen:
        print(f"measuring {part}", file=sys.stderr)
        try:
            PARTS[part](bench)
        except Exception:  # what was measured before is worth telling
            traceback.print_exc()
            failed.append(part)
    bench.report()
    if failed:
        sys.exit("these could not be measured: " + ", ".join(failed))


if __name__ == "__main__":
    main()
