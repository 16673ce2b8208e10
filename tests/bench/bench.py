# SPDX-License-Identifier: Apache-2.0
"""`make bench`: whole product paths, each beside a yardstick measured in the same run, since machines are shared and
noisy. Prints a table and writes build/bench.json. A row is met when the median of its ratios is within its goal."""
import json
import os
import pathlib
import resource
import shutil
import statistics
import subprocess
import sys
import time

TOP = pathlib.Path(__file__).resolve().parents[2]
os.environ.setdefault("ITSM_PROGRAMS", str(TOP / "build/release/bin"))
os.environ.setdefault("ITSM_PLUGINS", str(TOP / "build/release/plugins"))
sys.path.insert(0, str(TOP / "tests/integration"))
import stack  # noqa: E402

ROUNDS = 3
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


def cpu_of_children():
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def timed(action):
    """Wall and CPU seconds of an action that runs programs."""
    cpu, wall = cpu_of_children(), time.monotonic()
    action()
    return time.monotonic() - wall, cpu_of_children() - cpu


def parse_with_python(path):
    subprocess.run([sys.executable, "-c", "import json,sys; json.load(open(sys.argv[1]))", path], check=True)


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
        path.write_text(json.dumps(stack.sarif([stack.result(n, text="x" * 1500) for n in range(11_000)])))
        size = path.stat().st_size / 1e6
        first, again, yardstick = [], [], []
        for number in range(ROUNDS):
            asset = f"asset-{number}"
            arguments = ("import", path, "--company", "acme", "--asset", asset)
            first.append(timed(lambda: host.run(*arguments))[0])
            again.append(timed(lambda: host.run(*arguments))[0])
            yardstick.append(timed(lambda: parse_with_python(path))[0])
        parse = f"Python's json.load of the same {size:.0f} MB"
        self.row("import, new findings", "s", first, parse, yardstick, 20)
        self.row("import, the same again", "s", again, parse, yardstick, 10)

    def push_500(self):
        plans, pushes, ideals = [], [], []
        for _ in range(ROUNDS):
            simulator = stack.Simulator()
            host = stack.Host(simulator.address, POLICY)
            try:
                host.set_up()
                serving = host.serve()  # keeps the private database up, as in production
                simulator.control("POST", "faults", {"match": {"path_regex": ".*/issue/bulk"}, "do": "slow",
                                                     "delay_ms": 300, "times": -1})
                host.import_scan([stack.result(n) for n in range(500)])
                plans.append(timed(lambda: host.run("plan", "--company", "acme", "--all"))[0])
                pushes.append(timed(lambda: host.run("push", "--company", "acme", "--all"))[0])
                ideals.append(10 * 0.3)
                serving.end()
            finally:
                simulator.end()
                shutil.rmtree(host.folder, True)
        self.row("plan of 500", "s", plans, "one second", [1.0] * ROUNDS, 1)
        self.row("push of 500, vendor at 300 ms", "s", pushes, "ten calls one after another", ideals, 1.5)

    def report(self):
        print(f"{'row':34}{'median':>10}  {'ratio':>7}  {'goal':>6}  met   yardstick")
        for row in self.rows:
            print(f"{row['name']:34}{statistics.median(row['samples']):>8.2f} {row['unit']}  {row['ratio']:>7.2f}  "
                  f"{row['goal']:>6}  {'yes' if row['met'] else 'NO ':3}   {row['yardstick']}")
        spread = max(max(r["yardstick_samples"]) / min(r["yardstick_samples"]) for r in self.rows)
        if spread > 1.5:
            print(f"the yardsticks differed by a factor of {spread:.1f}: this machine was too noisy to judge by")
        (TOP / "build").mkdir(exist_ok=True)
        (TOP / "build/bench.json").write_text(json.dumps({"rows": self.rows}, indent=1) + "\n")
        print("written to build/bench.json")


def main():
    bench = Bench()
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
    bench.push_500()
    bench.report()


if __name__ == "__main__":
    main()
