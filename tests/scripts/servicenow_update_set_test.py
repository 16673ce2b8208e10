# SPDX-License-Identifier: Apache-2.0
"""The update set that installs the business rules: what an instance would import, and what its scripts do there."""
import base64
import hashlib
import hmac
import json
import pathlib
import re
import subprocess
import unittest
import xml.etree.ElementTree as xml

TOP = pathlib.Path(__file__).resolve().parents[2]
FILE = TOP / "docs/servicenow/itsm_link_update_set.xml"
PAGE = (TOP / "docs/servicenow.md").read_text()


def records():
    """The records that the file holds, as {table: [columns]}."""
    found = {}
    for update in xml.parse(FILE).getroot().findall("sys_update_xml"):
        record = xml.fromstring(update.findtext("payload").encode())[0]
        found.setdefault(record.tag, []).append({column.tag: column.text or "" for column in record} |
                                                {"update": update.findtext("name"), "of": update.findtext("remote_update_set")})
    return found


class File(unittest.TestCase):
    def test_it_is_what_the_page_makes(self):
        done = subprocess.run([TOP / "scripts/servicenow_update_set", "--check"], capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_every_script_of_the_page_is_in_it_to_the_letter_and_no_other(self):
        documented = re.findall(r"^```js\n(.*?)^```$", PAGE, re.M | re.S)
        held = [record["script"] for rows in records().values() for record in rows if "script" in record]
        self.assertEqual(sorted(documented), sorted(held))
        self.assertEqual(len(held), 4)

    def test_it_is_one_set_whose_records_have_ids_and_conditions_as_the_page_says(self):
        root = xml.parse(FILE).getroot()
        self.assertEqual((root.tag, len(root.findall("sys_remote_update_set"))), ("unload", 1))
        whole = root.find("sys_remote_update_set").findtext("sys_id")
        tables = records()
        self.assertEqual({table: len(rows) for table, rows in tables.items()},
                         {"sys_script_include": 1, "sys_script": 2, "sysevent_register": 1, "sysevent_script_action": 1})
        ids = []
        for table, rows in tables.items():
            for record in rows:
                ids.append(record["sys_id"])
                self.assertRegex(record["sys_id"], "^[0-9a-f]{32}$")
                self.assertEqual((record["update"], record["of"]), (f"{table}_{record['sys_id']}", whole))
        self.assertEqual(len(set(ids)), len(ids))
        for rule in tables["sys_script"]:
            self.assertEqual(rule["when"], "async")
            self.assertIn(f"`{rule['condition']}`", PAGE)
        self.assertEqual(tables["sysevent_register"][0]["event_name"], tables["sysevent_script_action"][0]["event_name"])

    def test_it_holds_no_secret_and_no_address(self):
        text = FILE.read_text()
        self.assertNotIn("sys_properties", text)
        self.assertNotIn("http", text)


class Scripts(unittest.TestCase):
    """In a model of the instance, by the scripts that the file holds."""

    def run_model(self, event, statuses=(), forgets=()):
        tables = records()
        rules = {rule["name"].split(": ")[1]: rule["script"] for rule in tables["sys_script"]}
        given = {"scripts": {"include": tables["sys_script_include"][0]["script"], "retry": tables["sysevent_script_action"][0]["script"],
                             **rules}, "event": event, "statuses": list(statuses), "forgets": list(forgets)}
        done = subprocess.run(["node", pathlib.Path(__file__).with_name("servicenow_model.mjs")], input=json.dumps(given),
                              capture_output=True, text=True, timeout=60)
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads(done.stdout)

    def test_a_change_is_told_once_and_signed_as_the_page_says(self):
        told = self.run_model("update")
        self.assertEqual((len(told["sent"]), told["queued"], told["errors"]), (1, [], []))
        message = told["sent"][0]
        headers, body = message["headers"], json.loads(message["body"])
        mac = hmac.new(b"a secret", f"{headers['X-ITSM-Timestamp']}.{message['body']}".encode(), hashlib.sha256).digest()
        self.assertEqual(headers["X-ITSM-Signature"], "sha256=" + base64.b64encode(mac).decode())
        self.assertEqual((message["url"], headers["X-ITSM-Timestamp"]), ("https://host.example/hook", "1800000000"))
        self.assertEqual((body["event"], body["table"], body["number"], body["state"], body["actor"]["name"]),
                         ("changed", "incident", "INC0010001", "6", "Lea Dahl"))

    def test_each_operation_has_its_event(self):
        events = [json.loads(self.run_model(event)["sent"][0]["body"])["event"] for event in ("insert", "update", "delete", "comment")]
        self.assertEqual(events, ["created", "changed", "deleted", "comment"])

    def test_what_was_not_delivered_waits_longer_each_time_and_keeps_its_delivery_id(self):
        told = self.run_model("comment", ["unreachable", 503, 429])
        self.assertEqual([one["seconds"] for one in told["queued"]], [60, 300, 1800])
        self.assertEqual({one["headers"]["X-ITSM-Delivery"] for one in told["sent"]}, {"d" * 32})
        self.assertEqual(len(told["sent"]), 4)
        last = json.loads(told["sent"][-1]["body"])
        self.assertEqual(last["comment"]["value"], 'Done "today" ünïcode')
        self.assertEqual(last["actor"], {"sys_id": "e" * 32})
        for one in told["queued"]:  # columns of the event log hold 255
            self.assertLessEqual(max(len(one["parm1"]), len(one["parm2"])), 255)

    def test_after_the_last_try_it_is_left_to_the_poll_and_the_log(self):
        told = self.run_model("update", [500] * 20)
        self.assertEqual(len(told["sent"]), 6)
        self.assertIn("was not taken (500)", told["errors"][0])

    def test_a_refusal_is_not_repeated(self):
        told = self.run_model("update", [401])
        self.assertEqual((len(told["sent"]), told["queued"]), (1, []))
        self.assertIn("INC0010001 was not taken (401)", told["errors"][0])

    def test_a_deletion_is_told_again_without_its_record_and_a_change_of_a_deleted_one_is_not(self):
        told = self.run_model("delete", [503], forgets=["incident"])
        self.assertEqual(json.loads(told["sent"][1]["body"])["sys_id"], "a" * 32)
        self.assertEqual(len(self.run_model("update", [503], forgets=["incident"])["sent"]), 1)


if __name__ == "__main__":
    unittest.main(verbosity=2)
