# SPDX-License-Identifier: Apache-2.0
"""The simulated Jira Data Center as python-jira understands it."""
import hmac
import http.server
import json
import queue
import threading
import unittest

from jira import JIRA, JIRAError

from simulator import Simulator


def bug(summary, **more):
    return {"project": {"key": "SEC"}, "issuetype": {"name": "Bug"}, "summary": summary, **more}


class Receiver:
    """Takes what webhooks bring."""

    def __init__(self):
        deliveries = self.deliveries = queue.Queue()

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                deliveries.put((self.headers, self.rfile.read(int(self.headers["Content-Length"]))))
                self.send_response(200)
                self.end_headers()

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/hook"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def next(self):
        return self.deliveries.get(timeout=30)

    def stop(self):
        self.server.shutdown()
        self.server.server_close()


class DataCenter(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.simulator = Simulator("jira-dc")

    @classmethod
    def tearDownClass(cls):
        assert cls.simulator.stop() == 0

    def setUp(self):
        self.simulator.control("POST", "reset")
        self.jira = self.client(token_auth="sim-token")

    def client(self, **credentials):
        jira = JIRA(self.simulator.address, max_retries=0, **credentials)
        self.addCleanup(jira.close)
        return jira

    def refusal(self, status, call, *arguments, **named):
        with self.assertRaises(JIRAError) as caught:
            call(*arguments, **named)
        self.assertEqual(caught.exception.status_code, status)
        return caught.exception

    def test_the_server_says_its_version_and_who_calls(self):
        self.assertEqual(self.jira.server_info()["deploymentType"], "Server")
        self.assertEqual(self.jira._version, (10, 3, 13))
        self.assertEqual(self.jira.myself()["name"], "analyst")
        self.assertEqual(self.jira.user("enzo.ruiz").key, "eruiz")

    def test_tokens_passwords_and_sessions_sign_in(self):
        self.assertEqual(self.client(basic_auth=("lead", "lead-password")).myself()["key"], "JIRAUSER10101")
        self.assertEqual(self.client(auth=("viewer", "viewer-password")).current_user("name"), "viewer")
        self.refusal(401, self.client, token_auth="no-token")
        for _ in range(3):
            self.refusal(401, self.client, basic_auth=("lead", "wrong"))
        denied = self.refusal(403, self.client, basic_auth=("lead", "lead-password"))
        self.assertIn("CAPTCHA_CHALLENGE", denied.response.headers["X-Authentication-Denied-Reason"])
        self.simulator.control("POST", "world", {"version": "11.1.0"})
        self.refusal(403, self.client, basic_auth=("viewer", "viewer-password"))

    def test_an_issue_is_created_and_read_back(self):
        issue = self.jira.create_issue(
            fields=bug(
                "SQL injection in login",
                description="h2. Found\n\n* by a *scanner*\n\n{code:sql}1 OR 1=1{code}",
                priority={"name": "High"},
                assignee={"name": "enzo.ruiz"},
                labels=["itsm-4711"],
                duedate="2026-12-31",
                components=[{"name": "Web"}],
                customfield_10050={"value": "Network"},
                customfield_10051=9.8,
            )
        )
        self.assertEqual(issue.key, "SEC-1")
        fields = self.jira.issue("sec-1").fields
        self.assertEqual(fields.description, "h2. Found\n\n* by a *scanner*\n\n{code:sql}1 OR 1=1{code}")
        self.assertEqual((fields.assignee.name, fields.assignee.key), ("enzo.ruiz", "eruiz"))
        self.assertFalse(hasattr(fields.assignee, "accountId"))
        self.assertEqual(fields.reporter.name, "analyst")
        self.assertEqual(fields.components[0].name, "Web")
        self.assertEqual(fields.customfield_10050.value, "Network")
        self.assertEqual(fields.customfield_10051, 9.8)

    def test_wrong_fields_are_named_all_at_once(self):
        wrong = bug("x" * 256, labels=["has space"], description={"type": "doc"}, assignee={"name": "viewer"})
        errors = self.refusal(400, self.jira.create_issue, fields=wrong).response.json()["errors"]
        self.assertEqual(
            errors,
            {
                "summary": "Summary must be less than 255 characters.",
                "labels": "The label 'has space' contains spaces which is invalid.",
                "description": "Operation value must be a string",
                "assignee": "User 'viewer' cannot be assigned issues.",
            },
        )
        self.assertEqual(self.refusal(404, self.jira.issue, "SEC-99").text, "Issue Does Not Exist")

    def test_a_bulk_create_makes_the_good_ones_and_names_the_bad_ones_by_number(self):
        made = self.jira.create_issues([bug("a"), bug("two\nlines"), bug("c")])
        self.assertEqual([entry["status"] for entry in made], ["Success", "Error", "Success"])
        self.assertEqual([entry["issue"] and entry["issue"].key for entry in made], ["SEC-1", None, "SEC-2"])
        self.assertIn("newline", made[1]["error"]["summary"])
        none = self.refusal(400, self.jira.create_issues, [bug(""), bug("")]).response.json()
        self.assertEqual([error["failedElementNumber"] for error in none["errors"]], [0, 1])

    def test_search_pages_are_walked_by_offset(self):
        for batch in range(3):
            self.jira.create_issues([bug(f"finding {batch * 50 + i}") for i in range(50)], prefetch=False)
        jql = "project = SEC AND reporter = currentUser() ORDER BY created ASC, key ASC"
        found = self.jira.search_issues(jql, maxResults=False, fields="summary")
        self.assertEqual([issue.fields.summary for issue in found], [f"finding {i}" for i in range(150)])
        page = self.jira.search_issues(jql, startAt=140, maxResults=50)
        self.assertEqual((len(page), page.total, page.startAt), (10, 150, 140))
        self.simulator.control("POST", "world", {"search_limit": 20})
        self.assertEqual(len(self.jira.search_issues(jql, maxResults=100)), 20)
        self.assertIn("NOPE", self.refusal(400, self.jira.search_issues, "project = NOPE").text)
        self.assertEqual(self.jira.search_issues("project = NOPE", validate_query=False).total, 0)

    def test_transitions_follow_the_workflow_and_ask_for_a_resolution(self):
        issue = self.jira.create_issue(fields=bug("To be closed"))
        self.assertEqual([t["name"] for t in self.jira.transitions(issue)], ["Accept", "Reject"])
        self.jira.transition_issue(issue, "Accept")
        resolve = next(
            t for t in self.jira.transitions(issue, expand="transitions.fields") if t["to"]["name"] == "Done"
        )
        self.assertTrue(resolve["fields"]["resolution"]["required"])
        self.refusal(400, self.jira.transition_issue, issue, resolve["id"])
        self.jira.transition_issue(issue, resolve["id"], fields={"resolution": {"name": "Done"}}, comment="Fixed")
        issue = self.jira.issue(issue.key, expand="changelog")
        self.assertEqual(issue.fields.status.statusCategory.key, "done")
        self.assertEqual(issue.fields.resolution.name, "Done")
        self.assertEqual(issue.fields.comment.comments[0].body, "Fixed")
        history = [[item.field for item in change.items] for change in issue.changelog.histories]
        self.assertEqual([sorted(items) for items in history], [["status"], ["resolution", "status"]])
        self.assertFalse(hasattr(issue.changelog.histories[0].items[0], "fieldId"))

    def test_comments_are_written_changed_and_deleted(self):
        issue = self.jira.create_issue(fields=bug("Talked about"))
        comment = self.jira.add_comment(issue, "{noformat}seen again{noformat}")
        self.assertEqual(self.jira.comment(issue, comment.id).body, "{noformat}seen again{noformat}")
        comment.update(body="*seen* again")
        self.assertEqual([c.body for c in self.jira.comments(issue)], ["*seen* again"])
        comment.delete()
        self.assertEqual(self.jira.comments(issue), [])
        self.refusal(400, self.jira.add_comment, issue, "x" * 32768)

    def test_edits_assignments_and_deletion(self):
        issue = self.jira.create_issue(fields=bug("First", labels=["a"]))
        issue.update(fields={"summary": "Changed"}, update={"labels": [{"add": "b"}, {"remove": "a"}]})
        self.jira.assign_issue(issue, "enzo.ruiz")
        issue = self.jira.issue(issue.key)
        self.assertEqual((issue.fields.summary, issue.fields.labels), ("Changed", ["b"]))
        self.assertEqual(issue.fields.assignee.name, "enzo.ruiz")
        self.jira.assign_issue(issue, None)
        self.assertIsNone(self.jira.issue(issue.key).fields.assignee)
        self.refusal(403, issue.delete)
        self.client(token_auth="lead-token").issue(issue.key).delete()
        self.refusal(404, self.jira.issue, issue.key)

    def test_links_remote_links_and_properties(self):
        first = self.jira.create_issue(fields=bug("First"))
        second = self.jira.create_issue(fields=bug("Second"))
        self.assertIn("Blocks", [link_type.name for link_type in self.jira.issue_link_types()])
        self.jira.create_issue_link("Blocks", first.key, second.key)
        link = self.jira.issue(first.key).fields.issuelinks[0]
        self.assertEqual(link.outwardIssue.key, second.key)
        self.jira.delete_issue_link(link.id)
        self.assertEqual(self.jira.issue(second.key).fields.issuelinks, [])

        remote = {"url": "https://scanner.example/1", "title": "Finding 1"}
        self.jira.add_remote_link(first, destination=remote, globalId="system=scanner&id=1")
        self.jira.add_remote_link(first, destination={**remote, "title": "again"}, globalId="system=scanner&id=1")
        links = self.jira.remote_links(first)
        self.assertEqual([remote_link.object.title for remote_link in links], ["again"])

        self.jira.add_issue_property(first.key, "itsm", {"finding": "f-1"})
        self.assertEqual([p.key for p in self.jira.issue_properties(first.key)], ["itsm"])
        self.assertEqual(self.jira.issue_property(first.key, "itsm").value.finding, "f-1")

    def test_sub_tasks_and_epics(self):
        epic = self.jira.create_issue(
            project="SEC", issuetype={"name": "Epic"}, summary="All of it", customfield_10001="All"
        )
        story = self.jira.create_issue(fields=bug("Part", customfield_10000=epic.key))
        self.assertEqual(self.jira.issue(story.key).fields.customfield_10000, epic.key)
        found = self.jira.search_issues(f'"Epic Link" = {epic.key}')
        self.assertEqual([issue.key for issue in found], [story.key])
        task = {"project": {"key": "SEC"}, "issuetype": {"name": "Sub-task"}, "summary": "Smaller part"}
        self.refusal(400, self.jira.create_issue, fields=task)
        child = self.jira.create_issue(fields={**task, "parent": {"key": story.key}})
        self.assertEqual(self.jira.issue(child.key).fields.parent.key, story.key)
        self.assertEqual([s.key for s in self.jira.issue(story.key).fields.subtasks], [child.key])

    def test_metadata_and_pickers(self):
        self.assertEqual(sorted(p.key for p in self.jira.projects()), ["HELP", "PLAT", "READ", "SEC"])
        self.assertEqual(self.jira.project("SEC").lead.name, "lead")
        self.assertEqual([c.name for c in self.jira.project_components("SEC")], ["Web", "API", "Infrastructure"])
        self.assertEqual([v.name for v in self.jira.project_versions("SEC")], ["1.0", "2.0"])
        self.assertIn("Epic Link", [field["name"] for field in self.jira.fields()])
        people = self.jira.search_assignable_users_for_issues(username="e", project="SEC")
        self.assertEqual([user.name for user in people], ["enzo.ruiz"])
        self.assertEqual([user.name for user in self.jira.search_users("ana")], ["analyst"])
        permissions = self.jira.my_permissions(projectKey="READ")["permissions"]
        self.assertTrue(permissions["BROWSE_PROJECTS"]["havePermission"])
        self.assertFalse(permissions["CREATE_ISSUES"]["havePermission"])
        self.assertEqual([p.name for p in self.jira.priorities()][0], "Highest")

    def test_security_levels_hide_issues(self):
        issue = self.jira.create_issue(fields=bug("Secret", security={"name": "Security team"}))
        self.assertEqual(self.jira.issue(issue.key).fields.security.name, "Security team")
        viewer = self.client(token_auth="viewer-token")
        self.refusal(403, viewer.issue, issue.key)
        self.assertEqual(viewer.search_issues("project = SEC").total, 0)

    def test_webhooks_are_registered_delivered_and_signed(self):
        receiver = Receiver()
        self.addCleanup(receiver.stop)
        webhooks = f"{self.simulator.address}/rest/jira-webhook/1.0/webhooks"
        body = {
            "name": "link",
            "url": receiver.url,
            "events": ["jira:issue_created", "jira:issue_updated"],
            "configuration": {"SECRET": "shared", "EXCLUDE_BODY": "false"},
        }
        self.refusal(403, self.jira._session.post, webhooks, data=json.dumps(body))
        self.client(token_auth="lead-token")._session.post(webhooks, data=json.dumps(body))
        issue = self.jira.create_issue(fields=bug("Told"))
        headers, sent = receiver.next()
        self.assertEqual(headers["X-Hub-Signature"], "sha256=" + hmac.digest(b"shared", sent, "sha256").hex())
        event = json.loads(sent)
        self.assertEqual((event["webhookEvent"], event["issue"]["key"]), ("jira:issue_created", issue.key))
        self.assertEqual(event["user"]["name"], "analyst")
        self.jira.transition_issue(issue, "Accept")
        event = json.loads(receiver.next()[1])
        self.assertEqual([item["toString"] for item in event["changelog"]["items"]], ["To Do"])

    def test_create_metadata_is_one_answer_until_it_is_removed(self):
        self.refusal(404, self.jira.createmeta, projectKeys="PLAT")
        self.simulator.control("POST", "world", {"version": "8.20.0"})
        meta = self.client(token_auth="sim-token").createmeta(
            projectKeys="PLAT", issuetypeNames="Bug", expand="projects.issuetypes.fields"
        )
        fields = meta["projects"][0]["issuetypes"][0]["fields"]
        self.assertTrue(fields["customfield_10050"]["required"])
        self.assertEqual(fields["customfield_10000"]["schema"]["custom"], "com.pyxis.greenhopper.jira:gh-epic-link")
        self.assertNotIn("duedate", fields)

    def test_a_rate_limit_tells_when_to_come_again(self):
        self.simulator.control("POST", "clock", {"now": "2026-11-21T10:00:00.000Z"})
        limit = {"capacity": 2, "fill_rate": 1, "interval_seconds": 5}
        self.simulator.control("POST", "world", {"rate_limit": limit})
        self.jira.myself()
        self.jira.priorities()
        headers = self.refusal(429, self.jira.statuses).response.headers
        self.assertEqual((headers["retry-after"], headers["X-RateLimit-Remaining"]), ("5", "0"))
        self.simulator.control("POST", "clock", {"advance_ms": 5000})
        self.jira.statuses()


if __name__ == "__main__":
    unittest.main()
