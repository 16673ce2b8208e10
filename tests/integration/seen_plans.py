# SPDX-License-Identifier: Apache-2.0
"""The plans by which a database of the host's own carried out what the application asked, as its log has them."""
import collections
import json
import re
import statistics

# The module is PostgreSQL's own. Times of single steps would cost more than the steps.
SETTINGS = """
session_preload_libraries = 'auto_explain'
auto_explain.log_min_duration = 0
auto_explain.log_analyze = on
auto_explain.log_timing = off
auto_explain.log_buffers = on
auto_explain.log_format = json
log_line_prefix = '%u|'
log_min_messages = warning
"""
APPLICATION = "itsm_app"
BIG = 5_000  # rows


class Plan:
    def __init__(self, milliseconds, document):
        self.milliseconds = milliseconds
        self.statement = re.sub(r"\s+", " ", document["Query Text"]).strip()
        self.top = document["Plan"]

    def steps(self, step=None):
        step = step or self.top
        yield step
        for below in step.get("Plans", ()):
            yield from self.steps(below)

    def read_through(self, big):
        """Names of the big tables of which it read every row, one after another."""
        return sorted({step["Relation Name"] for step in self.steps()
                       if step["Node Type"] == "Seq Scan" and step["Relation Name"] in big and step["Actual Loops"] > 0})

    def most_read(self):
        """Of the steps that read a table or an index, the rows that the greediest one looked at."""
        return max((step["Actual Loops"] * (step["Actual Rows"] + step.get("Rows Removed by Filter", 0))
                    for step in self.steps() if step["Node Type"].endswith("Scan")), default=0)

    def blocks(self):
        return self.top["Shared Hit Blocks"] + self.top["Shared Read Blocks"]


def look(host):
    """From now on the host's database writes its plans into its log; it must not run yet."""
    with open(host.data / "postgresql/postgresql.conf", "a", encoding="ascii") as settings:
        settings.write(SETTINGS)


def place(host):
    """Up to where the log goes by now."""
    return (host.data / "postgresql.log").stat().st_size


def seen(host, since=0, until=None):
    """The plans that somebody without power had, between these places of the log."""
    plans, lines = [], None
    with open(host.data / "postgresql.log", "rb") as log:
        log.seek(since)
        for line in (log.read() if until is None else log.read(until - since)).decode(errors="replace").splitlines(True):
            if lines is not None and line.startswith("\t"):
                lines.append(line)
                continue
            if lines:
                plans.append(Plan(milliseconds, json.loads("".join(lines))))
            lines = None
            started = re.match(rf"{APPLICATION}\|LOG:  duration: ([\d.]+) ms  plan:$", line)
            if started:
                milliseconds, lines = float(started[1]), []
    if lines:
        plans.append(Plan(milliseconds, json.loads("".join(lines))))
    return plans


def by_statement(plans):
    """(statement, its plans), the slowest median first."""
    groups = collections.defaultdict(list)
    for plan in plans:
        groups[plan.statement].append(plan)
    return sorted(groups.items(), key=lambda one: -statistics.median(plan.milliseconds for plan in one[1]))
