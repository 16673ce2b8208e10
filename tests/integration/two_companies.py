# SPDX-License-Identifier: Apache-2.0
"""Two companies on one host, each with one of everything that has an id."""
import json
import shutil
import unittest

import invariants
import stack
from first_loop_test import POLICY

SECRET = {"acme": "what acme and its vendor share", "beta": "what beta and its vendor share"}

# What comes up only when something goes wrong, put in as the host would have. {finding}, {ticket} and {integration} are
# the company's own.
TROUBLE = {
    "inbox": "INSERT INTO inbox (company_id, integration_id, kind, identity, state, head, due_at, problem, received_at, updated_at)"
             " VALUES ({company}, {integration_id}, 1, 'put in', 2, '{{}}', now(), 'set aside', now(), now())",
    "outbox": "INSERT INTO outbox_job (company_id, owner_id, integration_id, kind, lane, state, order_key, ticket_id, due_at,"
              " created_at, updated_at) VALUES ({company}, {company}, {integration_id}, 2, 2, 2, 'put in', {ticket_id}, now(),"
              " now(), now())",
    "alert": "INSERT INTO alert (company_id, cause, owner_id, integration_id, message, count, first_at, last_at)"
             " VALUES ({company}, 'put in', {company}, {integration_id}, 'something is wrong', 1, now(), now())",
    "review": "INSERT INTO review (company_id, kind, finding_id, ticket_id, reason, created_at)"
              " VALUES ({company}, 0, {finding}, {ticket_id}, 'put in', now())",
}
NEWEST = {
    "company": "SELECT company_id FROM company WHERE name = '{name}'",
    "integration_id": "SELECT max(integration_id) FROM integration WHERE company_id = {company}",
    "ticket_id": "SELECT max(ticket_id) FROM ticket WHERE company_id = {company}",
    "inbox": "SELECT max(inbox_id) FROM inbox WHERE company_id = {company}",
    "outbox": "SELECT max(outbox_job_id) FROM outbox_job WHERE company_id = {company}",
    "alert": "SELECT max(alert_id) FROM alert WHERE company_id = {company}",
    "review": "SELECT max(review_id) FROM review WHERE company_id = {company}",
}


class TwoCompanies(unittest.TestCase):
    def setUp(self):
        self.simulator = stack.Simulator(recorded=False)
        self.addCleanup(self.simulator.end)
        self.host = stack.Host(self.simulator.address, POLICY)
        self.addCleanup(shutil.rmtree, self.host.folder, True)
        self.addCleanup(stack.end_database, self.host.data)
        settings = self.host.folder / "host.yaml"
        settings.write_text(settings.read_text().replace("server:\n", "server:\n  public_url: https://tickets.example.com\n"))
        self.host.write("companies.yaml", "companies:\n  - name: acme\n  - name: beta\n")
        (self.host.folder / "documents/jira.yaml").unlink()
        for name in SECRET:
            self.host.write(f"{name}.yaml", f"integration: {name}_jira\nplugin: jira\ncompanies: [{name}]\nauth: basic\n"
                            f"settings:\n  site: {self.host.site}\nprojects: [SEC]\npolicy: test\nenabled: true\n"
                            "poll: {every: 60m}\nsweep: {disabled: true}\n")
        self.host.run("apply", "-f", self.host.folder / "documents", status=(0, 1))
        self.serving = self.host.serve()
        self.addCleanup(self.serving.end)
        # Numbers that stand for nothing else in an answer.
        self.query("SELECT setval(format('%I.%I', schemaname, sequencename)::regclass, 70000 + 100 * row_number() OVER ()) "
                   "FROM pg_sequences")
        self.tokens = {name: self.host.run("tokens", "create", "first", "--role", "admin", "--company", name)["token"]
                       for name in SECRET}
        self.ids = {name: self.one_of_everything(name) for name in SECRET}

    def ask(self, company, method, path, body=None):
        status, headers, document = stack.ask(self.serving.address, self.tokens[company], method, path, body)
        return status, sorted(key.lower() for key in headers), document

    def told(self, company, method, path, body=None):
        status, _, document = self.ask(company, method, path, body)
        self.assertLess(status, 300, (company, method, path, document))
        return document

    def query(self, sql):
        return invariants.query(self.host, sql)

    def one_of_everything(self, name):
        """The ids of one company, by the words that routes have for them."""
        integration = f"{name}_jira"
        for field, value in {"username": "analyst@example.test", "password": "sim-token", "webhook": SECRET[name]}.items():
            self.host.run("secrets", "set", integration, field, stdin=value + "\n")
        self.host.run("integrations", "check", integration)
        self.host.run("integrations", "enable", integration)
        scan = self.host.folder / f"{name}.sarif"
        scan.write_text(json.dumps(stack.sarif([stack.result(1, text=f"seen by {name} alone"), stack.result(2)])))
        self.host.run("import", scan, "--company", name, "--asset", f"{name}_shop")
        items = self.told(name, "GET", "/findings")["items"]
        found = sorted(item["id"] for item in items)
        self.host.run("push", "--company", name, "--finding", found[0], "--integration", integration)
        ids = {"finding": found[0], "other_finding": found[1], "integration": integration,
               "import": self.told(name, "GET", "/imports")["items"][0]["id"],
               "push": self.told(name, "GET", "/pushes")["items"][0]["id"],
               "ticket": self.told(name, "GET", "/tickets")["items"][0]["ticket_key"],
               "plan": self.told(name, "POST", "/plans", {"finding_ids": [found[1]], "integration": integration})["id"],
               "preset": f"{name}_preset", "policy": f"{name}_policy", "custom_field": f"{name}_field", "person": f"{name}_anna"}
        self.told(name, "PUT", f"/policies/{ids['policy']}", {"document": POLICY.replace("policy: test", f"policy: {ids['policy']}")})
        self.told(name, "POST", "/custom-fields", {"key": ids["custom_field"], "type": "text"})
        self.told(name, "POST", "/users", {"name": ids["person"], "role": "viewer"})
        self.told(name, "POST", "/presets", {"name": ids["preset"], "labels": [f"{name}_alone"], "integration": integration})
        ids["view"] = self.told(name, "POST", "/views", {"name": f"{name} view", "shared": True, "filters": {"q": name}})["id"]
        self.told(name, "POST", "/tokens", {"name": f"{name} spare", "role": "viewer"})
        ids["token"] = max(item["id"] for item in self.told(name, "GET", "/tokens")["items"])
        place = dict(ids, name=name)
        for what in ("company", "integration_id", "ticket_id"):
            place[what] = self.query(NEWEST[what].format(**place))[0][0]
        ids["company"] = int(place["company"])
        for what, insert in TROUBLE.items():
            self.query(insert.format(**place))
            ids[what] = int(self.query(NEWEST[what].format(**place))[0][0])
        return ids
