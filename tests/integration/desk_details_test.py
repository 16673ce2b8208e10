# SPDX-License-Identifier: Apache-2.0
"""What service desks need beyond a plain ticket: the priority that they compute is foretold, and the asset of a finding is
found among theirs."""
import json
import shutil
import unittest
import urllib.request

import consenting
import stack

POLICY = """
policy: test
plugin: {plugin}
route:
  - {{name: all, when: {{severity_at_least: info}}, ticket: {{project: {project}, type: [{type}]}}}}
group_by: finding
fields:
  - {{value: {impact}, ticket: impact}}
  - {{value: {urgency}, ticket: urgency}}
  - {{match: [asset.name], ticket: {asset}}}
summary: "${{title}}"
description: "${{description}}"
"""


class Desk(unittest.TestCase):
    def setUp(self):
        if not hasattr(self, "vendor"):
            raise unittest.SkipTest("what the desks have in common")
        self.simulator = stack.Simulator(self.vendor)
        self.addCleanup(self.simulator.end)
        host = self.host = consenting.Host(stack.PLUGINS, consenting.free_port(), POLICY.format(**self.place), "--dev")
        self.addCleanup(shutil.rmtree, host.folder, True)
        self.addCleanup(stack.end_database, host.data)
        settings = "".join(f"  {key}: {value}\n" for key, value in self.settings().items())
        host.write("desk.yaml", f"integration: desk\nplugin: {self.place['plugin']}\ncompanies: [acme]\nauth: {self.auth}\n"
                   f"settings:\n{settings}projects: [{self.place['project']}]\npolicy: test\n")
        host.apply()
        for field, value in self.credential.items():
            host.run("secrets", "set", "desk", field, stdin=f"{value}\n")
        host.run("integrations", "check", "desk")
        host.run("integrations", "enable", "desk")
        serving = host.serving()
        self.addCleanup(serving.end)

    def plan(self, *assets):
        for n, name in enumerate(assets):
            file = self.host.folder / "one.sarif"
            file.write_text(json.dumps(stack.sarif([stack.result(n)])))
            self.host.run("import", file, "--company", "acme", "--asset", name)
        plan = self.host.run("plan", "--company", "acme", "--all")
        return plan, sorted(plan["tickets"], key=lambda ticket: ticket["members"][0]["title"])

    def push(self, plan):
        return self.host.run("push", "--company", "acme", "--plan", plan["id"])

    def metric(self):
        token = self.host.run("tokens", "create", "prometheus", "--role", "viewer", "--company", "acme")["token"]
        request = urllib.request.Request(f"{self.host.address}/metrics", headers={"Authorization": f"Bearer {token}"})
        with urllib.request.urlopen(request, timeout=60) as answer:
            lines = answer.read().decode().splitlines()
        return [line.split()[-1] for line in lines if line.startswith("itsm_predicted_priority_ratio")]

    def test_the_priority_is_foretold_by_the_desks_own_table_and_came_true(self):
        plan, (ticket,) = self.plan("shop.example.test")
        (foretold,) = ticket["predicted"]
        self.assertEqual((foretold["name"], foretold["value"]["name"]), ("Priority", self.priority))
        self.assertIn(self.place["impact"], foretold["from"])
        (record,) = self.push(plan)["records"]
        self.assertNotIn("warning", record)
        self.assertEqual(self.metric(), ["1"])

    def test_a_priority_that_came_out_otherwise_is_told_with_the_push_on_the_feed_and_by_a_metric(self):
        plan, _ = self.plan("shop.example.test")
        self.simulator.control("POST", "world", self.other_rules)
        (record,) = self.push(plan)["records"]
        self.assertIn(f"where {self.priority} was expected", record["warning"])
        history = self.host.run("findings", "explain", record["finding"], "--company", "acme")
        self.assertIn("was expected", str(history))
        self.assertEqual(self.metric(), ["0"])

    def test_an_asset_is_named_when_exactly_one_is_called_so(self):
        plan, tickets = self.plan("shop.example.test", "192.0.2.25", "nobody.example.test")
        self.assertEqual([self.asset_of(ticket["draft"]) for ticket in tickets], [*self.assets, None])
        self.assertIn("nothing at the vendor is called nobody.example.test", " ".join(tickets[2]["dropped"]))
        self.assertEqual(self.push(plan)["counts"], {"created": 3})

    def test_of_several_none_is_taken_and_the_plan_warns(self):
        self.simulator.control("POST", "world", self.a_twin)
        _, (ticket,) = self.plan("192.0.2.10")
        self.assertIsNone(self.asset_of(ticket["draft"]))
        self.assertIn("several at the vendor are called `192.0.2.10`", " ".join(ticket["warnings"]))


class ServiceNow(Desk):
    vendor, auth, credential = "servicenow", "basic", {"username": "itsm.link", "password": "link-password"}
    place = {"plugin": "servicenow", "project": "incident", "type": "Incident", "impact": "1 - High", "urgency": "2 - Medium",
             "asset": "cmdb_ci"}
    priority, other_rules = "2 - High", {"priorities": {"1": {"2": "4"}}}
    assets = ["shop", "mail gateway"]
    a_twin = {"records": {"cmdb_ci": {"twin": {"name": "twin", "ip_address": "192.0.2.10"}}}}

    def settings(self):
        return {"instance": self.simulator.address}

    def asset_of(self, draft):
        return draft["fields"].get("cmdb_ci", {}).get("value", {}).get("name")


class ServiceDeskPlus(Desk):
    vendor, auth, credential = "sdp-onprem", "authtoken", {"token": "sim-key"}
    place = {"plugin": "manageengine", "project": "Head Office", "type": "Default Request", "impact": "Affects Business",
             "urgency": "Normal", "asset": "assets"}
    priority, other_rules = "Medium", {"priority_matrix": {"3": {"2": "1"}}}
    assets = ["shop.example.test", "mx.example.test"]
    a_twin = {"assets": {"9": {"name": "twin.example.test", "ip_address": "192.0.2.10"}}}

    def settings(self):
        return {"site": self.simulator.address, "account": "analyst@example.test", "correlation_field": "udf_sline_301"}

    def asset_of(self, draft):
        held = draft["fields"].get("assets", {}).get("value", [])
        return held[0]["name"] if held else None


if __name__ == "__main__":
    stack.run_side_by_side(__file__, ServiceNow, ServiceDeskPlus)
