# SPDX-License-Identifier: Apache-2.0
"""What the whole host asks a ServiceNow for incidents, judged by the Swagger that a connector of somebody else publishes.

The Swagger knows what that connector uses, and two things differently from ServiceNow's own documentation of the Table API,
which stands here: sysparm_display_value also takes `all`, and there are sysparm_offset and PATCH, which means what PUT means
and has the fields of the record for its body."""
import base64
import json
import os
import pathlib
import shutil
import sys
import unittest
import urllib.parse

import consenting
import stack

SWAGGER = pathlib.Path(os.environ.get("ITSM_SHARED_DATA", "")) / "servicenow/connector.swagger.json"
ROUTE, RECORD = "/api/now/v2/table/incident", "/api/now/v2/table/incident/{sys_id}"
POLICY = """
policy: test
plugin: servicenow
route:
  - {name: all, when: {severity_at_least: info}, ticket: {project: incident, type: Incident}}
group_by: finding
fields:
  - {finding: severity, ticket: impact, values: {critical: 1 - High, high: 1 - High, medium: 2 - Medium, low: 3 - Low}}
  - {value: 2 - Medium, ticket: urgency}
  - {value: Security, ticket: category}
  - {value: Application Security, ticket: group}
  - {value: engineer@example.test, ticket: assignee}
  - {value: shop, ticket: cmdb_ci}
summary: "${title}"
description: "${description}"
status:
  push:
    in_progress: {to: In Progress}
    closed: {to: Resolved, with: {resolution: Solution provided, close_notes: The finding is closed.}}
  comment_on_change: [closed]
"""


class Judge:
    def __init__(self, swagger):
        self.paths, self.shared = swagger["paths"], swagger["parameters"]

    def parameters(self, route, method):
        return [self.shared[p["$ref"].split("/")[-1]] if "$ref" in p else p for p in self.paths[route][method]["parameters"]]

    def record(self):
        """What an incident can hold."""
        body = next(p for p in self.parameters(ROUTE, "post") if p.get("in") == "body")
        return body["schema"]["properties"]

    def wrong(self, request):
        """What is not as the Swagger says; empty: nothing. `request` is one for incidents."""
        method = {"PATCH": "put"}.get(request["method"], request["method"].lower())
        route = ROUTE if request["path"].rstrip("/").endswith("incident") else RECORD
        if method not in self.paths[route]:
            return [f"{route} has no {request['method']}"]
        found = []
        known = self.parameters(route, method)
        query = urllib.parse.parse_qs(request["query"], keep_blank_values=True)
        for name in query.keys() - {p["name"] for p in known if p["in"] == "query"} - {"sysparm_offset"}:
            found.append(f"there is no parameter {name}")
        for parameter in known:
            name, place = parameter["name"], parameter["in"]
            value = query.get(name, [None])[0] if place == "query" else \
                {k.lower(): v for k, v in request["headers"].items()}.get(name.lower()) if place == "header" else "in the path"
            if place == "body":
                found += self.wrong_body(request["body"])
            elif value is None and parameter.get("required"):
                found.append(f"{name} is missing")
            elif value is not None and parameter["type"] == "integer" and not value.isdigit():
                found.append(f"{name} is no number")
            elif value is not None and parameter["type"] == "boolean" and value not in ("true", "false") and \
                    (name, value) != ("sysparm_display_value", "all"):
                found.append(f"{name} is neither true nor false")
        return found

    def wrong_body(self, text):
        found = []
        for column, value in json.loads(text).items():
            if column not in self.record() and column != "cmdb_ci" and not column.startswith("u_"):
                found.append(f"an incident has no {column}")
            if not isinstance(value, str):
                found.append(f"{column} is no text, as every value of the Table API is")
        return found


class Swagger(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.judge = Judge(json.loads(SWAGGER.read_text()))
        cls.simulator = stack.Simulator("servicenow")
        cls.addClassCleanup(cls.simulator.end)
        host = cls.host = consenting.Host(stack.PLUGINS, consenting.free_port(), POLICY, "--dev")
        cls.addClassCleanup(shutil.rmtree, host.folder, True)
        cls.addClassCleanup(stack.end_database, host.data)
        host.write("servicenow.yaml", "integration: servicenow\nplugin: servicenow\ncompanies: [acme]\nauth: basic\n"
                   f"settings: {{instance: '{cls.simulator.address}'}}\nprojects: [incident]\npolicy: test\n")
        host.apply()
        for field, value in (("username", "itsm.link"), ("password", "link-password")):
            host.run("secrets", "set", "servicenow", field, stdin=f"{value}\n")
        host.run("integrations", "check", "servicenow")
        host.run("integrations", "enable", "servicenow")
        cls.addClassCleanup(host.serving().end)
        cls.live()
        cls.asked = [r for r in cls.requests() if r["path"].split("/table/")[-1].startswith("incident")]

    @classmethod
    def live(cls):
        """A ticket is made alone, others in a batch; one is worked on, changed, closed and commented."""
        host = cls.host
        for count in (1, 4):
            host.import_scan([stack.result(n) for n in range(count)])
            host.run("push", "--company", "acme", "--all")
        token = host.run("tokens", "create", "analyst", "--company", "acme")["token"]
        number = cls.simulator.tickets()[0]["number"]
        ticket = next(t for t in host.call(token, "/tickets")[2]["items"] if t["ticket_key"] == number)
        states = []
        for status, state in (("in_progress", "2"), ("closed", "6")):
            change = {"status": status, **({"reason": "mended"} if status == "closed" else {})}
            answer = host.call(token, f"/findings/{ticket['finding']}", change, "PATCH")
            assert answer[0] == 200, answer
            states.append(state)
            stack.wait_until(lambda: next(t for t in cls.simulator.tickets() if t["number"] == number)["state"] == states[-1],
                             f"the ticket is in state {state}")
        stack.wait_until(lambda: next(t for t in cls.simulator.tickets() if t["number"] == number)["entries"], "the comment is there")

    @classmethod
    def requests(cls):
        """Also those that came in a batch."""
        found = []
        for request in cls.simulator.control("GET", "requests"):
            found.append({**request, "headers": {h["name"]: h["value"] for h in request["headers"]}})
            if request["path"].endswith("/batch"):
                for one in json.loads(request["body"])["rest_requests"]:
                    path, _, query = one["url"].partition("?")
                    found.append({"method": one["method"], "path": path, "query": query,
                                  "headers": {h["name"]: h["value"] for h in one["headers"]},
                                  "body": base64.b64decode(one["body"]).decode()})
        return found

    def test_every_request_for_an_incident_is_as_the_swagger_says(self):
        for request in self.asked:
            self.assertEqual(self.judge.wrong(request), [], request)

    def test_creates_alone_and_in_a_batch_and_changes_were_seen(self):
        methods = [request["method"] for request in self.asked]
        self.assertEqual(methods.count("POST"), 4)
        self.assertGreaterEqual(methods.count("PATCH"), 3)
        columns = {column for request in self.asked if request["body"] for column in json.loads(request["body"])}
        self.assertLessEqual({"short_description", "impact", "urgency", "category", "assignment_group", "assigned_to", "cmdb_ci",
                              "correlation_id", "state", "close_code", "close_notes"}, columns)

    def test_the_judge_finds_what_is_planted(self):
        right = next(request for request in self.asked if request["method"] == "POST")
        body = json.loads(right["body"])
        for spoiled in ({"body": json.dumps({**body, "shortdescription": "x"})}, {"body": json.dumps({**body, "impact": 1})},
                        {"query": "sysparm_exclude_reference_link=yes"}, {"query": ""}, {"query": right["query"] + "&sysparm_filds=x"},
                        {"headers": {"Accept": "application/json"}}, {"method": "OPTIONS"}):
            self.assertNotEqual(self.judge.wrong({**right, **spoiled}), [], spoiled)


if __name__ == "__main__":
    if not SWAGGER.is_file():
        print("skipped: ITSM_SHARED_DATA does not name the folder of published specifications")
        sys.exit(0)
    unittest.main(verbosity=2)
