# SPDX-License-Identifier: Apache-2.0
"""How news of tickets comes in: every proof that Jira's webhooks carry, registrations that end, deliveries that are lost,
and polls."""
import datetime
import time

import consenting
import invariants
import stack
from in_step import InStep


def utc():
    return datetime.datetime.now(datetime.timezone.utc)


def text(time_of):
    return time_of.isoformat(timespec="milliseconds").replace("+00:00", "Z")


class OfAnApp(InStep):
    """Registered by an OAuth 2.0 app: for thirty days, and proved by a token."""
    options = ("--dev",)
    auth = "oauth"
    poll = "{every: 60m}"

    def write_document(self):
        here = self.simulator.address
        self.more = (f"development:\n  addresses:\n    https://auth.atlassian.com: {here}\n"
                     f"    https://api.atlassian.com: {here}\n")
        super().write_document()

    def connect(self):
        # Webhooks of an app that is not public reach its owner only.
        self.simulator.control("POST", "oauth", {"consent": "accept", "as": "analyst"})
        self.host.app("jira", "sim-client", "sim-client-secret")
        command, link = self.host.connecting("jira")
        self.assertIn("jira is connected", consenting.Browser().consent(link))
        consenting.outcome(command, 0)
        self.host.run("integrations", "enable", "jira")

    def register_for(self, seconds):
        """As if it had been made thirty days ago, less so many seconds."""
        self.simulator.control("POST", "clock", {"now": text(utc() - datetime.timedelta(days=30, seconds=-seconds))})
        self.register()
        self.simulator.control("DELETE", "clock")
        (registered,) = self.simulator.control("GET", "webhooks")
        self.assertLess(registered["expires"], text(utc() + datetime.timedelta(seconds=seconds)))
        return registered

    def renewed(self):
        soon = text(utc() + datetime.timedelta(days=29))
        return [one for one in self.simulator.control("GET", "webhooks") if one["expires"] > soon]

    def test_a_delivery_with_a_token_of_the_app_is_taken_as_a_reason_to_read_and_the_registration_is_renewed(self):
        (key,) = self.push(1)
        registered = self.register_for(30)
        self.assertEqual(self.webhook()["proof"], "jwt-hs256")
        self.person(key, status="In Progress")
        self.until(lambda: self.row(key)["status"] == "in_progress", "the finding is in progress")
        self.assertEqual(self.entries(key, "status")[0]["channel"], "webhook")
        refused = self.host.run("integrations", "webhook", "rotate", "jira", status=2)
        self.assertEqual(refused["code"], "secret_elsewhere")
        self.until(self.renewed, "the registration is renewed before it ends")
        self.assertEqual([one["id"] for one in self.renewed()], [registered["id"]])
        self.until(lambda: self.webhook()["renew_at"] > text(utc() + datetime.timedelta(hours=23)), "it is known")
        # A token of another app, and one that was taken off an older delivery.
        address = self.webhook()["address"]
        (sent, *_) = self.simulator.control("GET", "deliveries")
        token = next(h["value"] for h in sent["headers"] if h["name"] == "Authorization")
        self.assertEqual(self.post(address, b"{}", {"Authorization": token})[0], 202)
        self.assertEqual(self.post(address, b"{}", {"Authorization": token[:-3] + "xyz"})[0], 401)

    def test_a_registration_that_somebody_removed_at_the_vendor_is_made_again(self):
        (key,) = self.push(1)
        registered = self.register_for(30)
        self.simulator.control("DELETE", f"webhooks/{registered['id']}")
        self.until(self.renewed, "there is a new one")
        self.person(key, status="In Progress")
        self.until(lambda: self.row(key)["status"] == "in_progress", "it delivers")


class OfDataCenter(InStep):
    vendor = "jira-dc"
    auth = "pat"
    credential = {"token": "lead-token"}
    version = "10.3.13"
    poll = "{every: 60m}"

    def write_document(self):
        self.simulator.control("POST", "world", {"version": self.version})
        super().write_document()

    def test_data_center_signs_and_is_followed_by_webhook(self):
        (key,) = self.push(1)
        self.register()
        self.assertEqual(self.webhook()["proof"], "hmac-sha256")
        self.follow(key)

    def follow(self, key):
        # What follows is a webhook's to tell: no poll may be on its way.
        self.host.run("tickets", "resync", key)
        self.no_poll_is_due()
        self.person(key, status="In Progress", comment="I am at it.")
        self.until(lambda: self.row(key)["status"] == "in_progress", "the finding is in progress")
        self.until(lambda: self.entries(key, "comment"), "the comment is there")
        self.person(key, status="Done", resolution="Done")
        self.until(lambda: self.row(key)["status"] == "re_test", "the finding is to be tested again")
        # Whoever brings the finding's change to the ticket reads it too, and may be first.
        channels = [entry["channel"] for entry in self.entries(key, "status") + self.entries(key, "comment")]
        self.assertIn("webhook", channels)
        self.assertNotIn("poll", channels)
        self.host.run("integrations", "webhook", "remove", "jira")
        self.assertEqual(self.simulator.control("GET", "webhooks"), [])


class Tested(InStep):
    poll = "{every: 60m}"

    def at_public_address(self, address):
        """What the test of the webhook says where the host is told that it is reached there."""
        settings = self.host.folder / "host.yaml"
        before = settings.read_text()
        settings.write_text(before.replace(f"public_url: {self.host.address}", f"public_url: {address}"))
        try:
            return self.host.run("integrations", "webhook", "test", "jira", status=(1, 2, 3, 4, 5))["code"]
        finally:
            settings.write_text(before)

    def test_the_address_of_a_webhook_is_tried_with_its_proof_and_nothing_comes_of_it(self):
        status, _, refused = self.host.call(self.token, "/integrations/jira/webhook/test", method="POST", body={})
        self.assertEqual((status, refused["code"]), (409, "webhook_secret_missing"))
        address = self.register()["address"]
        status, _, told = self.host.call(self.token, "/integrations/jira/webhook/test", method="POST", body={})
        self.assertEqual((status, told["address"], told["proof"]), (200, address, "hmac-sha256"))
        self.assertEqual(self.host.run("integrations", "webhook", "test", "jira")["address"], address)
        # It is no delivery: none is stored, and the vendor's first one is still waited for.
        self.assertEqual(invariants.query(self.host, "SELECT count(*) FROM inbox"), [["0"]])
        told = self.webhook()
        self.assertEqual((told["state"], told["refused"]), ("waiting", {}))
        # The header that asks for it opens nothing by itself.
        self.assertEqual(self.post(address, b"{}", {"Itsm-Link-Test": "who is it"})[0], 401)
        self.assertEqual(self.at_public_address(self.simulator.address), "webhook_elsewhere")
        self.assertEqual(self.at_public_address(f"http://127.0.0.1:{consenting.free_port()}"), "webhook_unreachable")
        self.assertEqual(self.at_public_address("https://tickets.invalid"), "webhook_unreachable")

    def test_a_document_that_has_not_changed_is_not_told_again(self):
        (key,) = self.push(1)
        self.host.run("tickets", "resync", key)
        self.told_once(key)
        ask = lambda tag: stack.ask(self.host.address, self.token, "GET", "/tickets?limit=200", None, {"If-None-Match": tag} if tag else {})
        status, headers, document = ask(None)
        tag = headers["ETag"]
        self.assertEqual(status, 200)
        status, headers, nothing = ask(tag)
        self.assertEqual((status, headers["ETag"], nothing), (304, tag, None))
        self.assertEqual(ask(f'"other", W/{tag}')[0], 304)
        self.assertEqual(ask('"other"')[2], document)
        self.person(key, status="In Progress")
        self.host.run("tickets", "resync", key)
        self.until(lambda: self.row(key)["status"] == "in_progress", "the finding is in progress")
        status, headers, document = ask(tag)
        self.assertEqual((status, document["items"][0]["status"]), (200, "in_progress"))
        self.assertNotEqual(headers["ETag"], tag)


class OfOldDataCenter(OfDataCenter):
    """Before release 10 it signs nothing: its address carries the secret."""
    version = "9.12.8"

    def test_data_center_signs_and_is_followed_by_webhook(self):
        (key,) = self.push(1)
        told = self.register()
        self.assertEqual(told["proof"], "query-token")
        self.assertIn("signs no webhooks", " ".join(told["notes"]))
        (registered,) = self.simulator.control("GET", "webhooks")
        secret = registered["url"].partition("token=")[2]
        self.assertGreater(len(secret), 20)
        self.assertNotIn(secret, str(told))
        self.assertEqual(self.post(told["address"] + "?token=" + secret[:-1] + "_", b"{}")[0], 401)
        # Who knows the address can say anything: the ticket is read, and is still there.
        (ticket,) = self.simulator.tickets()
        lie = f'{{"webhookEvent": "jira:issue_deleted", "issue": {{"id": "{ticket["id"]}", "key": "{key}"}}}}'
        self.assertEqual(self.post(registered["url"], lie.encode())[0], 202)
        self.told_once(key)
        self.assertEqual(self.row(key)["ticket_state"], "todo")
        self.follow(key)
        kept = invariants.query(self.host, f"SELECT count(*) FROM inbox WHERE strpos(inbox::text, '{secret}') > 0")
        self.assertEqual(kept, [["0"]])


class Lost(InStep):
    poll = "{every: 60m}"
    more = "sweep: {disabled: true}\n"  # which would find it first

    def test_a_poll_that_finds_what_no_webhook_told_marks_the_channel_until_one_tells_of_a_change_again(self):
        self.until(lambda: self.webhook().get("polled_at"), "the first poll is over")
        lost, commented, other = self.push(3)
        self.register()
        for key in (lost, commented):
            self.host.run("tickets", "resync", key)
        self.no_poll_is_due()  # it would take in the change while a webhook may still be late
        self.person(commented, comment="Nothing that a poll would have to tell.")
        self.until(lambda: self.entries(commented, "comment"), "the comment is there")
        self.simulator.control("POST", "faults", {"do": "lose_webhook", "match": {}, "times": -1})
        self.person(lost, status="In Progress")
        # A webhook may come a minute late.
        made = time.monotonic()
        stack.wait_until(lambda: time.monotonic() > made + 61, "a minute has passed", 70)
        self.host.run("tickets", "resync", other)  # which hastens the poll
        self.until(lambda: self.webhook()["state"] == "degraded", "the channel is degraded")
        self.assertEqual(self.webhook()["missed"], 1)
        self.assertEqual(self.entries(lost, "status")[0]["channel"], "poll")
        (alert,) = self.host.run("alerts", "--company", "acme", "list")["items"]
        self.assertIn("no webhook had told", alert["message"])
        soon = text(utc() + datetime.timedelta(seconds=61))
        self.until(lambda: self.webhook()["next_poll_at"] < soon, "it is polled every minute")
        self.simulator.control("DELETE", "faults")
        # Somebody who reads the ticket may be faster than the webhook.
        self.person(lost, status="Done", resolution="Done")
        self.host.run("tickets", "resync", lost)
        self.until(lambda: self.webhook()["state"] == "working", "webhooks work again")
        self.assertEqual(self.host.run("alerts", "--company", "acme", "list")["items"], [])


class Daily(InStep):
    def setUp(self):
        self.at = (utc() + datetime.timedelta(seconds=90)).replace(second=0, microsecond=0)
        self.poll = f'{{daily_at: "{self.at:%H:%M}"}}'
        super().setUp()

    def test_a_daily_poll_comes_at_its_time_and_not_before(self):
        (key,) = self.push(1)
        self.until(lambda: self.webhook().get("polled_at"), "the first poll is over")
        self.assertEqual(self.webhook()["next_poll_at"], text(self.at))
        self.person(key, status="In Progress")
        stack.wait_until(lambda: self.row(key)["status"] == "in_progress", "the daily poll has found it")
        self.assertGreaterEqual(text(utc()), text(self.at))
        self.until(lambda: self.webhook()["next_poll_at"] == text(self.at + datetime.timedelta(days=1)), "tomorrow again")


class Unsigned(InStep):
    options = ("--dev",)
    more = "webhook: {allow_unsigned: true}\n"
    poll = "{every: 60m}"

    def test_deliveries_without_a_proof_are_taken_by_a_host_for_development_alone_and_believed_by_none(self):
        (key,) = self.push(1)
        address = self.webhook()["address"]
        (ticket,) = self.simulator.tickets()
        lie = f'{{"webhookEvent": "jira:issue_deleted", "issue": {{"id": "{ticket["id"]}", "key": "{key}"}}}}'
        self.assertEqual(self.post(address, lie.encode())[0], 202)
        self.told_once(key)
        self.assertEqual(self.row(key)["ticket_state"], "todo")

        self.serving.end()
        self.host.options = ()
        refused = self.host.run("apply", "-f", self.host.folder / "documents", status=2)
        self.assertIn("allow_unsigned", str(refused))
        self.serve()
        self.assertEqual(self.post(address, lie.encode())[0], 401)


if __name__ == "__main__":
    stack.run_side_by_side(__file__, OfAnApp, OfDataCenter, OfOldDataCenter, Lost, Daily, Unsigned)
