# SPDX-License-Identifier: Apache-2.0
"""A host whose database is full: every list that the API has, with each of its filters, and everything that claims work,
go by an index. The statements are the product's own: what it does is what is looked at."""
import json
import os
import re
import statistics
import subprocess
import sys
import unittest
import urllib.error
import urllib.request

import invariants
import seen_plans
import stack
from in_step import InStep

TICKETS = int(os.environ.get("ITSM_SIZE_TICKETS", "6000"))
COMPANIES = 20
BIG, SMALL = "fill-0001", "fill-0009"

# A value for each parameter of a query that narrows a list. Those that are not here are asked for by no list.
VALUES = {"severity": ["critical", "critical,low"], "severity_at_least": ["high"], "status": ["open", "open,in_progress"],
          "application": ["app-3"], "branch": ["main"], "scanner": ["zap"], "rule": ["CWE-89"], "asset": ["service-3"],
          "q": ["SQL injection in upload", "FILL-77"], "sla": ["breached"], "import": None, "integration": ["jira", "fill"],
          "ticket_state": ["doing"], "assignee": ["Person 7", "nobody"], "needs": ["person"], "group": ["ticket"],
          "state": ["done"], "format": ["csv"], "days": ["7", "90"], "to": ["2030-01-01"]}

# Of a page of 200; the biggest company has more of everything. What is filtered may have to look at more; a list of findings
# in re-test is one of all findings, filtered.
MOST_READ = 2000
FILTERED = {"/retests"}
# Figures that count all of a company's tickets have to read them.
COUNTS_ALL = ("WITH linked AS (",)


class Size(InStep):
    integration = "jira"
    poll = "{every: 60m}"
    asked = 0
    greedy = ()

    def prepare(self):
        self.addCleanup(stack.end_database, self.host.data)
        seen_plans.look(self.host)
        self.host.run("companies", "list")
        kept = self.host.keep_database()
        self.addCleanup(kept.close)
        self.host.run("companies", "list")  # from here on it stays
        filled = subprocess.run([sys.executable, stack.TOP / "scripts/fill", "--data", self.host.data, "--companies",
                                 str(COMPANIES), "--tickets", str(TICKETS)], capture_output=True, text=True, check=False)
        self.assertEqual(filled.returncode, 0, filled.stderr)
        print(filled.stdout.splitlines()[0])

    def write_document(self):
        super().write_document()
        path = self.host.folder / "documents/jira.yaml"
        path.write_text(path.read_text().replace("[acme]", f"[acme, {BIG}, {SMALL}]"))

    def token_of(self, company):
        return self.host.run("tokens", "create", "reader", "--role", "admin", "--company", company)["token"]

    def query(self, sql):
        return invariants.query(self.host, sql, 600)

    def test_every_list_and_every_claim_goes_by_an_index(self):
        self.check_what_was_filled()
        for company in (BIG, SMALL):
            self.read_everything(company)
        self.work_of_everybody()
        self.judge()

    def check_what_was_filled(self):
        counts = self.query("SELECT (SELECT count(*) FROM ticket), (SELECT count(*) FROM finding), (SELECT count(*) FROM activity)")
        self.assertEqual([int(count) for count in counts[0]], [TICKETS, TICKETS * 3 // 2, TICKETS * 10])
        self.assertEqual(self.query("SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
                                    " AND relname <> 'schema_migration' AND NOT (relrowsecurity AND relforcerowsecurity)"), [])
        self.assertEqual(self.query("SELECT conname FROM pg_constraint WHERE NOT convalidated"), [])
        big = int(self.query(f"SELECT count(*) FROM ticket JOIN company USING (company_id) WHERE name = '{BIG}'")[0][0])
        self.assertAlmostEqual(big / TICKETS, 0.4, delta=0.02)

    def read_everything(self, company):
        """Each GET that the API describes, plainly and with each of its parameters."""
        token = self.token_of(company)
        document = self.ask(token, "/openapi.json")
        newest = {what: str(self.query(f"SELECT max({what}_id) FROM {what} JOIN company USING (company_id) WHERE name ="
                                       f" '{company}'")[0][0]) for what in ("finding", "import", "push", "plan", "review")}
        places = {"findings": newest["finding"], "imports": newest["import"], "pushes": newest["push"], "plans": newest["plan"],
                  "tickets": "FILL-7", "integrations": "fill", "sweeps": "fill", "plugins": "jira", "policies": "test"}
        asked = 0
        for path, item in document["paths"].items():
            route = path.removeprefix("/api/v1")
            words = route.split("/")
            if "get" not in item or ("{" in route and words[1] not in places) or route.endswith("/openapi.json"):
                continue
            route = re.sub(r"\{\w+\}", lambda _: places[words[1]], route)
            filters = {parameter["name"] for parameter in item["get"].get("parameters", ()) if parameter["in"] == "query"}
            self.ask(token, route)
            for name in sorted(filters & VALUES.keys()):
                for value in VALUES[name] or [newest["import"]]:
                    self.ask(token, f"{route}?{name}={value.replace(' ', '%20')}")
                    asked += 1
            if "cursor" in filters and route not in FILTERED:
                before = seen_plans.place(self.host)
                self.pages(token, route)
                self.greedy = [*self.greedy, *(f"{route} reads {plan.most_read()} rows: {plan.statement}" for plan in
                                seen_plans.seen(self.host, before, seen_plans.place(self.host)) if plan.most_read() > MOST_READ)]
        self.assertGreater(asked, 20)

    def ask(self, token, route):
        request = urllib.request.Request(f"{self.host.address}/api/v1{route}", headers={"Authorization": f"Bearer {token}"})
        try:
            with urllib.request.urlopen(request, timeout=120) as answer:
                text = answer.read()
        except urllib.error.HTTPError as refused:
            text = refused.read()
            self.assertLess(refused.code, 500, (route, text))
        self.asked += 1
        return json.loads(text) if text.startswith(b"{") else {}

    def pages(self, token, route):
        """Three pages, one after another."""
        cursor = ""
        for _ in range(3):
            page = self.ask(token, f"{route}?limit=200{cursor}")
            if not isinstance(page, dict) or not page.get("next_cursor"):
                return
            cursor = f"&cursor={page['next_cursor']}"

    def work_of_everybody(self):
        """What imports, pushes, webhooks, polls and sweeps do, in the company that has the most."""
        scan = self.host.folder / "scan.sarif"
        scan.write_text(json.dumps(stack.sarif([stack.result(number) for number in range(20)])))
        self.host.run("import", scan, "--company", BIG, "--asset", "service-3")
        self.host.run("import", scan, "--company", BIG, "--asset", "service-3")
        newest = self.query(f"SELECT max(last_import_id) FROM finding JOIN company USING (company_id) WHERE name = '{BIG}'")[0][0]
        found = [row["id"] for row in self.ask(self.token_of(BIG), f"/findings?import={newest}")["items"]]
        pushed = self.host.run("push", "--company", BIG, "--integration", "jira",
                               *[word for one in found[:20] for word in ("--finding", one)])
        self.assertEqual(pushed["counts"], {"created": 20}, pushed)
        self.register()
        token = self.token_of(BIG)
        tickets = [row for row in self.ask(token, "/tickets?integration=jira")["items"]]
        for row in tickets[:5]:
            self.person(row["ticket_key"], status="In Progress", comment="I am at it.")
        self.until(lambda: sum(row["status"] == "in_progress" for row in self.ask(token, "/tickets?integration=jira")["items"])
                   >= 5, "the findings follow their tickets")
        for row in tickets[5:10]:
            self.assertEqual(stack.ask(self.host.address, token, "POST", f"/findings/{row['finding']}/comments",
                                       {"text": "Reachable."})[0], 200)
        self.until(lambda: self.query("SELECT count(*) FROM outbox_job WHERE state = 0") == [["0"]], "the jobs are done")
        self.host.run("sync", "--company", BIG, status=(0, 1))
        self.host.run("sweep", "--company", BIG, "--integration", "jira", status=(0, 1))

    def judge(self):
        big = {name: int(rows) for name, rows in self.query(
            f"SELECT relname, reltuples::bigint FROM pg_class WHERE relkind = 'r' AND reltuples > {seen_plans.BIG}")}
        plans = seen_plans.seen(self.host)
        groups = seen_plans.by_statement(plans)
        print(f"{self.asked} requests, {len(plans)} plans of {len(groups)} statements; median, blocks, how often:")
        for statement, some in groups[:25]:
            print(f"{statistics.median(plan.milliseconds for plan in some):9.1f} ms {max(plan.blocks() for plan in some):8d}"
                  f" {len(some):5d}  {statement[:150]}")
        through = [f"{', '.join(tables)} ({plan.milliseconds:.0f} ms): {plan.statement}" for _, some in groups for plan in some
                   for tables in [plan.read_through(big)] if tables]
        self.assertEqual([line for line in sorted(set(through)) if not any(part in line for part in COUNTS_ALL)], [])
        self.assertEqual(sorted(set(self.greedy)), [])
        # What was looked at is what is to be looked at.
        for part in ("UPDATE outbox_job SET lease_until", "UPDATE inbox SET lease_until", "FROM ticket_link l JOIN finding f",
                     "FROM finding WHERE", "FROM activity"):
            self.assertTrue(any(part in statement for statement, _ in groups), part)


if __name__ == "__main__":
    unittest.main(verbosity=2)
