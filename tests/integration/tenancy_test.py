# SPDX-License-Identifier: Apache-2.0
"""What belongs to one company is to another as if it were not there. The routes come from the host's own OpenAPI document:
a new one is asked too, and fails here until it is said what its ids are."""
import hashlib
import hmac
import json
import re
import unittest
import urllib.error
import urllib.request

import stack
from first_loop_test import POLICY
from two_companies import SECRET, TwoCompanies

# What the parameters of a path name; None: nothing of a company's.
IN_PATHS = {
    ("alerts", "id"): "alert", ("companies", "id"): "company", ("custom-fields", "key"): "custom_field", ("findings", "id"): "finding",
    ("imports", "id"): "import", ("inbox", "id"): "inbox", ("integrations", "id"): "integration",
    ("integrations", "picker"): None, ("outbox", "id"): "outbox", ("plans", "id"): "plan", ("plugins", "id"): None,
    ("policies", "name"): "policy", ("presets", "name"): "preset", ("pushes", "id"): "push", ("reviews", "id"): "review",
    ("sweeps", "integration"): "integration", ("tickets", "id"): "ticket", ("tokens", "id"): "token",
    ("users", "name"): "person", ("views", "id"): "view"}
SHARED = {"picker": "projects", "id": "jira"}

# What the parameters of a query name; the others name nothing.
IN_QUERIES = {"import": "import", "integration": "integration", "asset": "asset", "ids": "finding", "companies": "company"}
NAMES_NOTHING = set("""company all limit cursor severity severity_at_least status application branch scanner rule q offline to
    format partial state ticket_state assignee needs group dry_run project type for context name state code error link days sla cause version""".split())

UNKNOWN = {"alert": 987654, "company": 987654, "finding": 987654, "other_finding": 987655, "import": 987654, "inbox": 987654, "outbox": 987654,
           "plan": 987654, "push": 987654, "review": 987654, "token": 987654, "custom_field": "nobodys_field",
           "integration": "nobodys_jira", "policy": "nobodys_policy", "ticket": "NOBODY-1", "person": "nobodys_anna",
           "asset": "nobodys_shop", "preset": "nobodys_preset", "view": 987654, "company": "nobodys_company"}

# Bodies by their schemas, with the ids of somebody (theirs) beside one's own (ours). None: nothing in it is an id.
BODIES = {
    "erasure_order": lambda theirs, ours: {"dry_run": True},
    "new_company": None, "custom_field": None, "generic_findings": None, "finding_change": lambda theirs, ours: {"owner": "anna"},
    "status_order": lambda theirs, ours: {"status": "in_progress"}, "comment_order": lambda theirs, ours: {"text": "Seen again."},
    "re_test_decision": lambda theirs, ours: {"outcome": "fixed"},
    "finding_link_order": lambda theirs, ours: {"key": ours["ticket"], "integration": theirs["integration"]},
    "new_integration": lambda theirs, ours: {"name": "new_one", "plugin": "jira", "policy": theirs["policy"]},
    "integration_settings": lambda theirs, ours: {"policy": theirs["policy"]},
    "resync_order": lambda theirs, ours: {"ids": [theirs["integration"]]},
    "site_choice": lambda theirs, ours: {"site": "one"},
    "link_order": lambda theirs, ours: {"integration": theirs["integration"],
                                        "links": [{"key": ours["ticket"], "finding": theirs["finding"]}]},
    "adoption_order": lambda theirs, ours: {"by": "label", "dry_run": True, "integration": theirs["integration"]},
    "unlink_order": lambda theirs, ours: {"key": theirs["ticket"], "finding_ids": [theirs["finding"]]},
    "replay_order": lambda theirs, ours: {"reason": "again"},
    "push_order": lambda theirs, ours: {"finding_ids": [ours["finding"], theirs["finding"], theirs["other_finding"]],
                                        "integration": ours["integration"]},
    "policy_text": lambda theirs, ours: {"document": POLICY},
    "policy_activate_order": lambda theirs, ours: {"version": 1, "reason": "again"},
    "policy_backtest_order": lambda theirs, ours: {"integration": theirs["integration"], "offline": True},
    "policy_lint_order": lambda theirs, ours: {"document": "policy: x\nplugin: jira\n", "integration": theirs["integration"]},
    "policy_test_order": lambda theirs, ours: {"cases": "cases: []\n"},
    "preset_order": lambda theirs, ours: {"name": "new_one", "labels": ["again"], "integration": theirs["integration"]},
    "preflight_request": lambda theirs, ours: {"finding_ids": [ours["finding"], theirs["finding"], theirs["other_finding"]]},
    "take_back_order": lambda theirs, ours: {"dry_run": True},
    "review_decision": lambda theirs, ours: {"decision": "fixed"},
    "sign_in": None,
    "view_order": lambda theirs, ours: {"name": "mine", "filters": {"integration": theirs["integration"]}},
    "sweep_order": lambda theirs, ours: {"integration": theirs["integration"]},
    "new_token": None, "new_person": None, "person_change": lambda theirs, ours: {"disabled": True}}

VOLATILE = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+Z|\"(?:id|plan|push|sweep|digest|duration_ms)\": ?(?:\d+|\"[^\"]*\")|correlation_key\W+\w+")


def without(text, ids):
    """An answer without what was asked for, and without what is different in each."""
    for value in sorted({str(one) for one in ids.values()}, key=len, reverse=True):
        text = re.sub(rf"(?<![\w.-]){re.escape(value)}(?![\w-])", "<asked>", text)
    return VOLATILE.sub("<>", text)


class Tenancy(TwoCompanies):
    """acme asks; beta has; nobody is who has what does not exist."""

    def setUp(self):
        super().setUp()
        self.document = self.told("acme", "GET", "/openapi.json")
        self.operations = [(method.upper(), path.removeprefix("/api/v1"), operation)
                           for path, item in self.document["paths"].items() for method, operation in item.items()]
        order = ["GET", "POST", "PATCH", "PUT", "DELETE"]  # what ends or replaces something comes last
        self.operations.sort(key=lambda one: (order.index(one[0]), one[1]))
        self.beta = {**self.ids["beta"], "asset": "beta_shop", "company": "beta"}

    def assert_alike(self, method, theirs, nobodys, what):
        """Two requests, of beta's and of nobody's: the same answer."""
        seen = [self.ask("acme", method, *one) for one in (theirs, nobodys)]
        shown = [without(json.dumps(document, sort_keys=True), ids) for (_, _, document), ids in
                 zip(seen, (self.beta, UNKNOWN))]
        self.assertEqual(seen[0][0], seen[1][0], (what, seen))
        self.assertEqual(seen[0][1], seen[1][1], what)
        self.assertEqual(shown[0], shown[1], what)
        self.assertLess(seen[0][0], 500, what)
        text = json.dumps(seen[0][2])
        self.assertNotIn("seen by beta alone", text, what)

    def schema_of(self, operation):
        content = operation.get("requestBody", {}).get("content", {})
        for kind in content.values():
            reference = kind.get("schema", {}).get("$ref", "")
            return reference.rpartition("/")[2] or None
        return None

    def body(self, operation, theirs):
        schema = self.schema_of(operation)
        if schema is None:
            return {} if operation.get("requestBody") else None
        self.assertIn(schema, BODIES, "say what this body has of a company's")
        make = BODIES[schema]
        return make(theirs, self.ids["acme"]) if make else None

    def path(self, path, ids):
        """The path with these ids, and whether there was one of a company's."""
        first = path.split("/")[1]
        owned = False
        for name in re.findall(r"\{(\w+)\}", path):
            self.assertIn((first, name), IN_PATHS, f"say what {{{name}}} of {path} names")
            kind = IN_PATHS[first, name]
            owned = owned or kind is not None
            path = path.replace(f"{{{name}}}", str(SHARED[name] if kind is None else ids[kind]))
        return path, owned

    def picture_of_beta(self):
        """All that beta sees of its own."""
        shown = {}
        for method, path, operation in self.operations:
            # Not what a vendor is asked for, what is the same for all, or what is counted up to now.
            if method != "GET" or re.search("picker|fields$|oauth|suggestion|openapi|session|sign-in|stats|existing", path):
                continue
            shown[path] = self.ask("beta", method, self.path(path, self.beta)[0])
        # A token was used in between, and evidence says when it was put together.
        return re.sub(r'"(last_used_at|made_at)": "[^"]*"', "", json.dumps(shown, sort_keys=True))

    def test_an_id_of_another_company_is_answered_as_one_that_does_not_exist(self):
        before = self.picture_of_beta()
        for method, path, operation in self.operations:
            theirs, owned = self.path(path, self.beta)
            if not owned:
                continue
            with self.subTest(f"{method} {path}"):
                nobodys, _ = self.path(path, UNKNOWN)
                body = self.body(operation, self.ids["acme"])
                self.assert_alike(method, (theirs, body), (nobodys, body), f"{method} {path}")
        self.assertEqual(self.picture_of_beta(), before)

    def test_what_a_body_or_a_query_names_of_another_company_does_not_exist_either(self):
        before = self.picture_of_beta()
        for method, path, operation in self.operations:
            ours, _ = self.path(path, {**self.ids["acme"], "asset": "acme_shop"})
            schema = self.schema_of(operation)
            bodies = [self.body(operation, ids) for ids in (self.beta, UNKNOWN)]
            if bodies[0] != bodies[1]:
                with self.subTest(f"{method} {path}", body=schema):
                    self.assert_alike(method, (ours, bodies[0]), (ours, bodies[1]), f"{method} {path} {schema}")
            for parameter in operation["parameters"]:
                if parameter["in"] != "query":
                    continue
                name = parameter["name"]
                if name not in IN_QUERIES:
                    self.assertIn(name, NAMES_NOTHING, f"say what ?{name}= of {method} {path} names")
                    continue
                with self.subTest(f"{method} {path}", query=name):
                    asked = [(f"{ours}?{name}={ids[IN_QUERIES[name]]}", self.body(operation, self.ids["acme"]))
                             for ids in (self.beta, UNKNOWN)]
                    self.assert_alike(method, *asked, f"{method} {path}?{name}=")
        self.assertEqual(self.picture_of_beta(), before)

    def test_a_company_that_one_may_not_act_in_is_answered_as_one_that_does_not_exist(self):
        for method, path, operation in self.operations:
            if not any(one["name"] == "company" for one in operation["parameters"]):
                continue
            with self.subTest(f"{method} {path}"):
                ours, _ = self.path(path, self.ids["acme"])
                body = self.body(operation, self.ids["acme"])
                seen = [self.ask("acme", method, f"{ours}?company={name}", body) for name in ("beta", "nobody")]
                self.assertEqual(seen[0][0], seen[1][0], seen)
                self.assertGreaterEqual(seen[0][0], 400, seen)
                self.assertEqual(json.dumps(seen[0][2]).replace("beta", "nobody"), json.dumps(seen[1][2]))

    def test_the_evidence_of_a_finding_has_its_tickets_feed_comments_and_reasons_and_nothing_of_another_company(self):
        for own, other in (("acme", "beta"), ("beta", "acme")):
            ids = self.ids[own]
            self.told(own, "POST", f"/findings/{ids['finding']}/comments", {"text": f"{own} has looked at it."})
            status, headers, evidence = stack.ask(self.serving.address, self.tokens[own], "GET", f"/findings/{ids['finding']}/evidence", None)
            self.assertEqual(status, 200, evidence)
            self.assertIn(f'filename="finding-{ids["finding"]}-evidence.json"', headers["Content-Disposition"])
            self.assertEqual(evidence["finding"]["id"], ids["finding"])
            self.assertEqual([ticket["key"] for ticket in evidence["finding"]["tickets"]], [ids["ticket"]])
            # The comment goes to the ticket meanwhile, which both tell.
            address = f"/findings/{ids['finding']}"

            def told_alike():
                told = self.told(own, "GET", f"{address}/evidence")
                feed = self.told(own, "GET", f"{address}/activity?limit=200")["items"]
                chain = self.told(own, "GET", f"{address}/why")["chain"]
                return (told["activity"], told["chain"]) == (feed, chain) and feed and chain

            stack.wait_until(told_alike, "the evidence has the feed and the reasons")
            self.assertEqual([comment["text"] for comment in evidence["comments"]], [f"{own} has looked at it."])
            self.assertEqual({one["kind"] for one in evidence["chain"]}, {"created", "ticket"})
            self.assertNotIn(other, json.dumps(evidence))
            refused = stack.ask(self.serving.address, self.tokens[other], "GET", f"/findings/{ids['finding']}/evidence", None)
            self.assertEqual((refused[0], refused[2]["code"]), (404, "finding_unknown"))

    def test_a_name_that_another_company_has_is_free(self):
        for path, body in (("/custom-fields", {"key": self.beta["custom_field"], "type": "text"}),
                           ("/presets", {"name": self.beta["preset"], "labels": ["ours"], "plugin": "jira"}),
                           ("/views", {"name": "beta view", "shared": True, "filters": {}}),
                           ("/tokens", {"name": "beta spare", "role": "viewer"}),
                           (f"/policies/{self.beta['policy']}", {"document": POLICY.replace("policy: test", f"policy: {self.beta['policy']}")})):
            with self.subTest(path):
                theirs = self.ask("acme", "PUT" if "policies" in path else "POST", path, body)
                self.assertLess(theirs[0], 300, theirs)

    def test_a_webhook_is_proved_by_the_secret_of_its_own_company(self):
        addresses = {name: self.told(name, "GET", f"/integrations/{self.ids[name]['integration']}/webhook")["address"]
                     for name in SECRET}
        body = json.dumps({"webhookEvent": "jira:issue_updated", "timestamp": 1, "issue": {"id": "1", "key": "SEC-1"}}).encode()

        def deliver(address, secret):
            signature = "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
            request = urllib.request.Request(address, data=body, method="POST",
                                             headers={"Content-Type": "application/json", "X-Hub-Signature": signature})
            try:
                with urllib.request.urlopen(request, timeout=30) as answer:
                    return answer.status, answer.read()
            except urllib.error.HTTPError as refused:
                return refused.code, refused.read()

        of_beta = addresses["beta"].replace(addresses["beta"].split("/hooks")[0], self.serving.address)
        count = lambda: self.query("SELECT count(*) FROM inbox WHERE state <> 2")
        before = count()
        wrong = deliver(of_beta, SECRET["acme"])
        self.assertEqual(wrong[0], 401, wrong)
        self.assertEqual(wrong, deliver(of_beta + "x", SECRET["acme"]))
        self.assertEqual(wrong, deliver(of_beta.replace("beta", "acme", 1), SECRET["acme"]))
        self.assertEqual(count(), before)
        self.assertEqual(deliver(of_beta, SECRET["beta"])[0], 202)


if __name__ == "__main__":
    stack.run_side_by_side(__file__, Tenancy)
