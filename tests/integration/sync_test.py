# SPDX-License-Identifier: Apache-2.0
"""Both sides in step: what people do at the vendor reaches findings, by webhook and by poll, and only once."""
import hashlib
import hmac
import json
import unittest

import stack
from in_step import InStep


class Sync(InStep):
    # Webhooks

    def test_what_a_person_does_at_the_vendor_is_seen_by_webhook_with_a_note_and_its_lag(self):
        key, _ = self.push(2)
        self.register()
        self.assertEqual(self.webhook()["state"], "waiting")
        self.person(key, status="In Progress")
        self.until(lambda: self.row(key)["status"] == "in_progress", "the finding is in progress")
        row = self.row(key)
        self.assertEqual((row["ticket_state"], row["ticket_status"]), ("doing", "In Progress"))
        self.person(key, status="Done", resolution="Done")
        self.until(lambda: self.row(key)["status"] == "re_test", "the finding is to be tested again")
        status, earlier = self.entries(key, "status")[:2]
        self.assertEqual((earlier["to"], earlier["channel"]), ("in_progress", "webhook"))
        self.assertEqual((status["from"], status["to"]), ("in_progress", "re_test"))
        # Whoever brings the finding's first change to the ticket reads it too, and may be faster than the webhook.
        self.assertIn(status["channel"], ("webhook", "resync"))
        self.assertIn("auto-close is off", status["why"])
        self.assertIn("policy.yaml:", status["rule"])
        self.assertLess(status["lag_ms"], 20_000)
        moved = self.entries(key, "ticket", "ticket.status")[0]
        self.assertEqual((moved["from"], moved["to"]), ("In Progress", "Done (Done)"))
        self.until(lambda: self.webhook()["state"] == "working", "the delivery is counted")

    def test_a_ticket_that_ends_without_a_fix_waits_for_a_decision_of_a_person(self):
        (key,) = self.push(1)
        self.register()
        self.person(key, status="Done", resolution="Won't Do")
        self.until(lambda: self.host.call(self.token, "/reviews")[2]["items"], "there is a review")
        (review,) = self.host.call(self.token, "/reviews")[2]["items"]
        self.assertEqual((review["ticket_key"], review["kind"], review["status"]), (key, "ticket_ended", "open"))
        self.assertIn("accepted_risk", review["choices"])
        status, _, refused = self.host.call(self.token, f"/reviews/{review['id']}", {"decision": "accepted_risk"})
        self.assertEqual((status, refused["code"]), (400, "reason_missing"))
        self.host.run("reviews", "decide", review["id"], "accepted_risk", "--reason", "a firewall stands before it")
        self.assertEqual(self.row(key)["status"], "accepted_risk")
        self.assertEqual(self.host.call(self.token, "/reviews")[2]["items"], [])
        self.host.run("reviews", "decide", review["id"], "keep", status=2)

    def test_priority_assignee_comments_and_moves_are_mirrored(self):
        (key,) = self.push(1)
        self.register()
        self.told_once_by_an_edit(key)
        self.person(key, fields={"priority": {"name": "Low"}})
        self.until(lambda: self.row(key)["priority"] == "Low", "the priority is mirrored")
        self.person(key, comment="Looked at it, *soon*.")
        self.until(lambda: self.entries(key, "comment"), "the comment is there")
        self.assertIn("Looked at it", self.entries(key, "comment")[0]["to"])
        self.person(key, move="PLAT")
        self.until(lambda: all(row["ticket_key"].startswith("PLAT-") for row in self.rows()), "it has its new key")
        new = self.rows()[0]["ticket_key"]
        (moved,) = self.entries(new, "ticket", "ticket.key")
        self.assertEqual((moved["from"], moved["to"]), (key, new))

    def told_once_by_an_edit(self, key):
        self.person(key, fields={"summary": "Another name"})
        self.told_once(key)

    def test_the_same_delivery_again_and_an_older_one_change_nothing(self):
        (key,) = self.push(1)
        self.register()
        self.simulator.control("POST", "faults", {"do": "duplicate_webhook", "match": {}, "times": 20})
        self.person(key, status="In Progress")
        self.person(key, status="Done", resolution="Done")
        self.until(lambda: self.row(key)["status"] == "re_test", "the finding is to be tested again")
        self.simulator.control("GET", "deliveries?settle_ms=10000")
        changes = [(e["from"], e["to"]) for e in reversed(self.entries(key, "status"))]
        self.assertEqual(changes[-1][1], "re_test")
        self.assertEqual(len(changes), len(set(changes)))
        # What the vendor sent first comes last, word for word.
        sent = self.simulator.control("GET", "deliveries")
        before = self.feed(key)
        first = sent[0]
        self.post(first["url"], first["body"].encode(), {h["name"]: h["value"] for h in first["headers"]})
        self.host.run("tickets", "resync", key)
        self.assertEqual([e["id"] for e in self.feed(key)], [e["id"] for e in before])

    def test_a_delivery_without_a_good_proof_is_refused_in_the_same_words_as_one_to_nobody(self):
        (key,) = self.push(1)
        address = self.register()["address"]
        body = json.dumps({"webhookEvent": "jira:issue_deleted", "issue": {"id": "1"}}).encode()
        answers = {self.post(address, body),
                   self.post(address, body, {"X-Hub-Signature": "sha256=" + "0" * 64}),
                   self.post(address, body, {"X-Hub-Signature": "nonsense"}),
                   self.post(address[:-3] + "xyz", body, {"X-Hub-Signature": "sha256=" + "0" * 64}),
                   self.post(address.replace("/acme/", "/nobody/"), body)}
        self.assertEqual(len(answers), 1, answers)
        self.assertEqual(next(iter(answers))[0], 401)
        self.until(lambda: self.webhook()["refused"].get("wrong", {}).get("count") == 1, "it is counted")
        self.assertEqual(self.webhook()["refused"]["none"]["count"], 2)
        self.assertEqual(self.post(address, b"x" * (2 << 20))[0], 413)

    def test_a_secret_that_is_changed_is_good_for_a_while(self):
        (key,) = self.push(1)
        address = self.register()["address"]
        self.host.run("secrets", "set", "jira", "webhook", stdin="the old secret\n")
        signed = lambda secret, body: {"X-Hub-Signature": "sha256=" + hmac.new(secret, body, hashlib.sha256).hexdigest()}
        body = b'{"webhookEvent": "user_created"}'
        self.until(lambda: self.post(address, body, signed(b"the old secret", body))[0] == 202, "the secret is known")
        self.host.run("integrations", "webhook", "rotate", "jira")
        status = self.host.run("integrations", "webhook", "show", "jira")
        self.assertEqual(status["proof"], "hmac-sha256")
        other = b'{"webhookEvent": "user_deleted"}'
        self.assertEqual(self.post(address, other, signed(b"the old secret", other))[0], 202)
        self.assertEqual(self.post(address, other, signed(b"another", other))[0], 401)
        self.person(key, status="In Progress")
        self.until(lambda: self.row(key)["status"] == "in_progress", "the new secret is good too")

    def test_a_deleted_ticket_is_gone_after_a_second_look_and_asks_a_person(self):
        keys = self.push(2)
        self.register()
        self.person(keys[0], delete=True)
        # The second look comes a minute after the first.
        stack.wait_until(lambda: self.row(keys[0])["ticket_state"] == "gone", "it is gone")
        (review,) = self.host.call(self.token, "/reviews")[2]["items"]
        self.assertEqual(review["ticket_key"], keys[0])

    # Polls and reads on demand

    def test_without_webhooks_a_poll_brings_what_changed(self):
        keys = self.push(3)
        self.until(lambda: self.webhook().get("polled_at"), "it was polled")
        self.person(keys[1], status="In Progress")
        self.host.run("tickets", "resync", keys[0])
        self.until(lambda: self.row(keys[1])["status"] == "in_progress", "the poll has found it")
        self.assertEqual(self.entries(keys[1], "status")[0]["channel"], "poll")
        self.assertEqual(self.webhook()["state"], "off")

    def test_a_read_on_demand_says_what_it_changed_and_all_of_them_only_once_a_minute(self):
        keys = self.push(2)
        first = self.host.run("tickets", "resync", keys[0])
        self.person(keys[0], status="Done", resolution="Done")
        status, _, told = self.host.call(self.token, f"/tickets/{keys[0]}/resync", {})
        self.assertEqual(status, 200)
        self.assertTrue(told["changed"])
        self.assertEqual((told["before"]["status"], told["after"]["status"]), (first["after"]["status"], "Done"))
        self.assertIn("auto-close is off", told["sentence"])
        self.assertIn("No difference", self.host.run("tickets", "resync", keys[0])["sentence"])
        status, _, report = self.host.call(self.token, "/integrations/resync", {})
        self.assertEqual(status, 200)
        (jira,) = report["integrations"]
        self.assertEqual((jira["updated"] + jira["same"], jira["not_shown"]), (2, 0))
        status, headers, refused = self.host.call(self.token, "/integrations/resync", {})
        self.assertEqual((status, refused["code"]), (429, "resync_cooldown"))
        self.assertLessEqual(int(headers["Retry-After"]), 60)
        self.host.run("tickets", "resync", "NONE-1", status=2)

    def test_disconnecting_takes_the_webhook_away(self):
        self.push(1)
        self.register()
        self.assertEqual(len(self.simulator.control("GET", "webhooks")), 1)
        self.host.run("integrations", "disconnect", "jira")
        self.assertEqual(self.simulator.control("GET", "webhooks"), [])


if __name__ == "__main__":
    unittest.main(verbosity=2)
