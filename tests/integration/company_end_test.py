# SPDX-License-Identifier: Apache-2.0
"""The end of a company: what it had is gone from every table, what others have is as it was, and a receipt tells of it. And what a
bundle for support holds of companies: nothing."""
import json
import os
import re
import signal
import subprocess
import tarfile
import unittest

import stack
from two_companies import SECRET, TwoCompanies

TABLES = ("SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'company_id' "
          "AND NOT a.attisdropped WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') ORDER BY 1")
# A row of the company in a table, whatever the table wants: by the types of its columns, and without foreign keys.
FILL = """SET session_replication_role = replica; DO $fill$ DECLARE names text; vals text; BEGIN
  SELECT string_agg(quote_ident(attname), ', '), string_agg(CASE
    WHEN attname = 'company_id' THEN '{company}' WHEN attname = 'state' THEN '1'
    WHEN atttypid = 'jsonb'::regtype THEN '''{{}}''' WHEN atttypid = 'bytea'::regtype THEN '''x'''
    WHEN atttypid = 'boolean'::regtype THEN 'false' WHEN attname = 'lease_until' THEN 'NULL'
    WHEN atttypid = 'timestamptz'::regtype THEN 'now()' WHEN atttypid = 'bigint[]'::regtype THEN '''{{1}}'''
    ELSE '''1''' END, ', ') INTO names, vals
  FROM pg_attribute WHERE attrelid = '{table}'::regclass AND attnum > 0 AND NOT attisdropped AND attidentity = '' AND attgenerated = ''
    AND (NOT atthasdef OR attname = 'state');
  EXECUTE format('INSERT INTO {table} (%s) VALUES (%s) ON CONFLICT DO NOTHING', names, vals); END $fill$"""
LAST = {"company", "erasure"}  # that it is being erased, and how far that is


class CompanyEnd(TwoCompanies):
    def setUp(self):
        super().setUp()
        self.tables = [row[0] for row in self.query(TABLES)]
        self.company = {name: self.query(f"SELECT company_id FROM company WHERE name = '{name}'")[0][0] for name in SECRET}

    def rows_of(self, company):
        """Every row, so that a changed one is seen too."""
        tables = set(self.tables) - {"person_session", "audit_entry", "api_token", "integration_channel", "integration_pace"}
        return sorted(self.query(" UNION ALL ".join(f"SELECT '{table}', t::text FROM {table} t WHERE company_id = {company}"
                                                    for table in tables)))

    def tables_with(self, company):
        """Those that hold a row of it."""
        return {row[0] for row in self.query(" UNION ALL ".join(
            f"SELECT '{table}' WHERE EXISTS (SELECT FROM {table} WHERE company_id = {company})" for table in self.tables))}

    def subscribe(self, name):
        for field, value in {"username": "lead@example.test", "password": "lead-token"}.items():  # may register webhooks
            self.host.run("secrets", "set", f"{name}_jira", field, stdin=value + "\n")
        self.told(name, "POST", f"/integrations/{name}_jira/webhook/register")

    def keep_private_database(self):
        if (self.host.data / "postgresql.users").exists():
            self.host.keep_database()

    def test_nothing_of_it_is_left_in_any_table_and_others_have_what_they_had(self):
        acme, beta = self.company["acme"], self.company["beta"]
        self.query(";\n".join(FILL.format(table=table, company=acme) for table in self.tables if table not in LAST))
        self.assertEqual(set(self.tables) - LAST - self.tables_with(acme), set())
        both = self.host.run("tokens", "create", "both", "--all-companies", "--role", "admin")["token"]
        before = self.rows_of(beta)
        self.assertEqual(self.host.run("companies", "erase", "acme", status=2)["code"], "erasure_not_confirmed")
        self.assertEqual(self.host.run("companies", "erase", "acme", "--confirm", "beta", status=2)["code"], "erasure_not_confirmed")
        plan = self.host.run("companies", "erase", "acme", "--dry-run")
        self.assertEqual(plan["state"], "planned")
        self.assertEqual(set(self.tables) - LAST - set(plan["rows"]), set(), "tables that an erasure passes over")
        self.assertEqual(self.query(f"SELECT state FROM company WHERE company_id = {acme}"), [["0"]])
        self.assertEqual(self.ask("acme", "POST", f"/companies/{acme}/erase", {"confirm": "acme"})[0], 403)
        keys = [row[0] for row in self.query(f"SELECT encode(key_id, 'hex') FROM data_key WHERE company_id = {acme}")]

        receipt = self.host.run("companies", "erase", "acme", "--confirm", "acme")
        self.assertEqual((receipt["state"], receipt["actor"]), ("done", "command line"))
        self.assertGreater(receipt["rows"]["finding"], 1)
        self.assertTrue(set(key for key in keys if key != "78") <= set(receipt["data_keys"]), (keys, receipt))
        self.assertEqual(self.tables_with(acme), set())
        self.assertEqual(self.query(f"SELECT count(*) FROM ticket_route WHERE routed_company_id = {acme}"), [["0"]])
        self.assertEqual(self.query("SELECT name FROM person WHERE name = 'acme_anna'"), [])
        self.assertEqual(self.rows_of(beta), before)
        self.assertEqual(self.query("SELECT action, subject FROM audit_entry WHERE company_id = 0 AND action LIKE 'company.era%' "
                                    "ORDER BY audit_entry_id"), [["company.erase", "company acme"], ["company.erased", "company acme"]])

        # The host goes on, for others; the name is free, and its new owner has nothing of the old one's.
        self.assertEqual(self.ask("acme", "GET", "/findings")[0], 401)
        self.assertEqual(stack.ask(self.serving.address, both, "GET", "/erasures")[2]["items"][0]["name"], "acme")
        self.host.run("push", "--company", "beta", "--finding", self.ids["beta"]["other_finding"], "--integration", "beta_jira")
        again = str(self.host.run("companies", "add", "acme")["id"])
        self.assertNotEqual(again, acme)
        self.assertEqual(self.tables_with(again) - {"company"}, set())

    def test_webhooks_are_removed_or_named_and_a_push_under_way_ends(self):
        for name in SECRET:
            self.subscribe(name)
        self.simulator.control("POST", "faults", {"match": {"method": "POST", "path_regex": ".*/issue/bulk"}, "times": 1,
                                                  "do": "slow", "delay_ms": 1500})
        pushing = subprocess.Popen(self.host.command("push", "--company", "acme", "--finding", self.ids["acme"]["other_finding"],
                                                     "--integration", "acme_jira"), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        stack.wait_until(lambda: self.query(f"SELECT 1 FROM intent WHERE company_id = {self.company['acme']} AND state = 1")
                         or pushing.poll() is not None, "the create is on its way")
        receipt = self.host.run("companies", "erase", "acme", "--confirm", "acme")
        said = pushing.communicate(timeout=60)[0]
        self.assertIn(pushing.returncode, (0, 1, 2), said)
        self.assertEqual(receipt["state"], "done")
        self.assertEqual(receipt.get("webhooks_removed"), ["acme_jira"], receipt)
        self.assertEqual(self.query(f"SELECT count(*) FROM ticket WHERE company_id = {self.company['acme']}"), [["0"]])

        # beta's vendor is away: nothing stops, and what is left is named.
        self.simulator.end()
        token = self.host.run("tokens", "create", "all", "--all-companies", "--role", "admin")["token"]
        begun = stack.ask(self.serving.address, token, "POST", f"/companies/{self.company['beta']}/erase", {"confirm": "beta"})
        self.assertEqual((begun[0], begun[2]["state"]), (202, "running"))
        newest = lambda: stack.ask(self.serving.address, token, "GET", "/erasures")[2]["items"][0]
        stack.wait_until(lambda: newest()["state"] == "done", "the host has carried it out")
        self.assertIn("beta_jira: remove its webhook at the vendor", " ".join(newest()["left_to_do"]))
        self.assertEqual(self.query("SELECT count(*) FROM company WHERE company_id <> 0"), [["0"]])

    def test_an_erasure_that_was_killed_is_carried_through(self):
        self.serving.end()
        self.keep_private_database()
        steps = stack.crash_points(self.host, "erasures")
        self.assertGreater(len(steps), 4)
        for n, step in enumerate(steps):
            with self.subTest(step):
                name = f"gone{n}"
                self.host.run("companies", "add", name)
                scan = self.host.folder / "scan.sarif"
                scan.write_text(json.dumps(stack.sarif([stack.result(1), stack.result(2)])))
                self.host.run("import", scan, "--company", name, "--asset", "shop")
                with stack.disaster(f"at={step}"):
                    killed = subprocess.run(self.host.command("--dev", "companies", "erase", name, "--confirm", name),
                                            capture_output=True, text=True, timeout=120)
                self.assertEqual(killed.returncode, -signal.SIGKILL, killed.stdout + killed.stderr)
                self.assertNotIn(name, json.dumps(self.host.run("companies", "list")))
                # Whoever was at work is given half a minute.
                self.query("UPDATE erasure SET updated_at = updated_at - interval '1 minute'")
                receipt = self.host.run("companies", "erased", "--carry-on")["items"][0]
                self.assertEqual((receipt["name"], receipt["state"], receipt["rows"]["finding"]), (name, "done", 2))
                self.assertEqual(self.query(f"SELECT count(*) FROM company WHERE name = '{name}'"), [["0"]])
                self.assertEqual(self.tables_with(receipt["company"]), set())

    def test_a_bundle_for_support_has_nothing_of_a_companys(self):
        file = self.host.folder / "support.tar.gz"
        told = self.host.run("support-bundle", file)
        self.assertEqual(os.stat(file).st_mode & 0o777, 0o600)
        self.assertEqual(self.host.run("support-bundle", file, status=2)["code"], "bundle_not_written")
        with tarfile.open(file, "r:gz") as bundle:
            texts = {member.name.rpartition("/")[2]: bundle.extractfile(member).read().decode() for member in bundle}
        self.assertEqual(sorted(texts), sorted(told["holds"]))
        whole = "".join(texts.values())
        documents = {name: json.loads(text) for name, text in texts.items()}
        self.assertEqual(documents["versions.json"]["schema"], self.query("SELECT max(name) FROM schema_migration")[0][0])
        self.assertEqual(len(documents["plugins.json"][0]["sha256"]), 64)
        self.assertIn("put in", [alert["cause"] for alert in documents["alerts.json"]])
        secrets = {"sim-token", "analyst@example.test", *SECRET.values(), *self.tokens.values()}
        texts_of_companies = {row[0] for row in self.query("SELECT title FROM finding UNION SELECT asset FROM finding UNION "
                                                           "SELECT summary FROM ticket UNION SELECT key FROM ticket UNION "
                                                           "SELECT name FROM company WHERE company_id <> 0 UNION "
                                                           "SELECT name FROM person WHERE name <> 'admin' UNION SELECT message FROM alert UNION "
                                                           "SELECT name FROM integration UNION SELECT base_url FROM integration")} - {""}
        self.assertGreater(len(texts_of_companies), 8)
        for word in secrets | texts_of_companies | {"tickets.example.com", str(self.host.folder)}:
            self.assertNotIn(word, whole)

    def test_what_was_kept_long_enough_goes_and_the_rest_stays(self):
        acme, beta = self.company["acme"], self.company["beta"]
        integration = self.query(f"SELECT max(integration_id) FROM integration WHERE company_id = {acme}")[0][0]
        deliver = ("INSERT INTO inbox (company_id, integration_id, kind, identity, state, head, body, due_at, received_at, updated_at) "
                   "SELECT {company}, {integration}, 0, ('{what}' || n)::bytea, {state}, '{{}}', 'raw', now(), now() - interval '{age}', now() "
                   "FROM generate_series(1, {count}) n")
        put = lambda what, state, age, count=1: self.query(deliver.format(
            company=acme, integration=integration, what=what, state=state, age=age, count=count))
        self.serving.end()
        self.keep_private_database()
        self.host.run("companies", "list")  # the database runs
        put("old", 1, "31 days", 1200)
        put("parked", 2, "31 days")
        put("due", 0, "31 days")
        put("new", 1, "29 days")
        self.query(f"UPDATE plan SET created_at = now() - interval '8 days' WHERE company_id IN ({acme}, {beta})")
        self.query(f"UPDATE plan SET created_at = now() WHERE plan_id = {self.ids['beta']['plan']}")
        self.query(f"UPDATE intent SET state = 2 WHERE company_id = {beta}")  # its create may still be repeated
        feed = self.query("SELECT count(*) FROM activity")
        requests = lambda company: int(self.query(f"SELECT count(*) FROM plan_batch WHERE company_id = {company}")[0][0])
        self.assertGreater(requests(acme), 0)
        kept = requests(beta)
        for statement, index in ((f"SELECT inbox_id FROM inbox WHERE company_id = {acme} AND kind = 0 AND state <> 0 AND "
                                  "received_at < now() - interval '30 days' ORDER BY received_at LIMIT 500", "inbox_kept"),
                                 (f"SELECT plan_id FROM plan WHERE company_id = {acme} AND keeps_requests AND "
                                  "created_at < now() - interval '7 days' ORDER BY created_at LIMIT 100", "plan_kept")):
            self.assertIn(index, str(self.query("SET enable_seqscan = off; SET enable_bitmapscan = off; EXPLAIN " + statement)))
        serving = self.host.serve()
        self.addCleanup(serving.end)
        stack.wait_until(lambda: requests(acme) == 0, "the requests have gone")
        seen = sorted(row[0] for row in self.query(f"SELECT convert_from(identity, 'UTF8') FROM inbox WHERE company_id = {acme} AND "
                                                   "kind = 0"))
        self.assertEqual([name for name in seen if name.startswith(("old", "parked"))], [])
        self.assertIn("new1", seen)
        self.assertEqual(requests(beta), kept)
        self.assertGreaterEqual(int(self.query("SELECT count(*) FROM activity")[0][0]), int(feed[0][0]))
        token = self.host.run("tokens", "create", "all", "--all-companies", "--role", "viewer")["token"]
        removed = lambda: subprocess.run(["curl", "-sf", "-H", f"Authorization: Bearer {token}", f"{serving.address}/metrics"],
                                         capture_output=True, text=True, check=True, timeout=60).stdout
        # And the one that was due, where its turn came meanwhile.
        stack.wait_until(lambda: re.search(r'itsm_retention_removed_total\{kind="webhooks"\} 120[12]\b', removed()), "the figure tells of it")
        settings = self.host.folder / "host.yaml"
        settings.write_text(settings.read_text() + "retention:\n  webhooks: 2d\n")
        self.assertIn("keep it between 7d and 366d", json.dumps(self.host.run("companies", "list", status=2)))


if __name__ == "__main__":
    stack.run_side_by_side(__file__, CompanyEnd)
