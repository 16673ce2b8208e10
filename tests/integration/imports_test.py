# SPDX-License-Identifier: Apache-2.0
"""Scans of every format through the command line, findings that another system pushes, and the fields of a company."""
import functools
import shutil
import unittest

import stack

POLICY = """policy: test
plugin: jira
route:
  - name: all
    ticket: {project: SEC, type: Bug}
group_by: finding
fields:
  - {finding: severity, ticket: priority, values: {critical: Highest, high: High, medium: Medium, low: Low, info: Lowest}}
sla: {critical: 7d, high: 30d, clock: first_seen}
"""
SAMPLES = stack.TOP / "config/samples"


class Imports(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.simulator = stack.Simulator()
        cls.host = stack.Host(cls.simulator.address, POLICY)
        cls.host.write("companies.yaml", "companies:\n  - name: acme\n    custom_fields:\n"
                       "      - {key: tier, label: Tier, type: option, options: [gold, silver]}\n  - name: other\n")
        cls.host.set_up()
        cls.serving = cls.host.serve()
        cls.call = functools.partial(cls.host.api, cls.serving)

    @classmethod
    def tearDownClass(cls):
        cls.serving.end()
        cls.simulator.end()
        stack.end_database(cls.host.data)
        shutil.rmtree(cls.host.folder, True)

    def import_file(self, path, *options, status=0):
        return self.host.run("import", path, "--company", "acme", *options, status=status)

    def write(self, name, text):
        path = self.host.folder / name
        path.write_text(text)
        return path

    def test_each_sample_is_recognised_and_importing_it_again_changes_nothing(self):
        for name, format_name, new in (("shop-image.trivy.json", "trivy", 5), ("shop.cyclonedx.json", "cyclonedx", 2),
                                       ("office.nessus", "nessus", 3), ("pentest.findings.json", "generic", 2),
                                       ("inventory.findings.csv", "csv", 3)):
            with self.subTest(name):
                first = self.import_file(SAMPLES / name)
                self.assertEqual((first["format"], first["new"], first["refused"]), (format_name, new, 0))
                again = self.import_file(SAMPLES / name)
                self.assertEqual((again["new"], again["unchanged"]), (0, new))
                shown = self.host.run("imports", "--company", "acme", "show", str(first["id"]))
                self.assertEqual(shown["report"]["new"], new)
        listed = self.host.run("imports", "--company", "acme", "list")["items"]
        self.assertGreaterEqual(len(listed), 10)

    def test_a_format_that_is_none_is_told_what_it_lacks(self):
        problem = self.import_file(self.write("near.json", '{"finding": []}'), status=2)
        self.assertEqual(problem["code"], "unknown_format")
        self.assertIn("Is findings meant by finding?", problem["message"])
        problem = self.import_file(self.write("zap.xml", "<OWASPZAPReport/>"), status=2)
        self.assertIn("<OWASPZAPReport>", problem["message"])
        problem = self.import_file(SAMPLES / "office.nessus", "--format", "nesus", status=2)
        self.assertIn("Did you mean nessus?", problem["message"])

    def test_a_bad_row_is_refused_with_its_line_and_the_others_are_imported(self):
        path = self.write("rows.csv", "title,severity,file\nA,high,a.c\nB,urgent,b.c\nC,low,c.c\n")
        report = self.import_file(path, "--asset", "rows", status=1)
        self.assertEqual((report["new"], report["refused"]), (2, 1))
        self.assertEqual(report["refusals"][0]["pointer"], "line 3")

    def test_findings_get_due_dates_and_the_import_tells_those_that_are_overdue(self):
        path = self.write("old.csv", "title,severity,first_seen\nOld,critical,2020-01-01\nUndue,low,2020-01-01\n")
        report = self.import_file(path, "--asset", "due")
        self.assertEqual(report["born_overdue"], 1)
        due = {item["title"]: item.get("due_at") for item in self.call("GET", "/findings?asset=due")["items"]}
        self.assertEqual(due, {"Old": "2020-01-08T00:00:00.000Z", "Undue": None})

    def test_what_a_complete_scan_no_longer_shows_is_marked_and_a_partial_one_marks_nothing(self):
        both = self.write("both.csv", "title,severity,file\nA,high,a.c\nB,low,b.c\n")
        one = self.write("one.csv", "title,severity,file\nA,high,a.c\n")
        self.import_file(both, "--asset", "gone")
        self.assertNotIn("not_seen", self.import_file(one, "--asset", "gone", "--partial"))
        self.assertEqual(self.import_file(one, "--asset", "gone")["not_seen"], 1)
        ids = {i["title"]: i["id"] for i in self.call("GET", "/findings?asset=gone")["items"]}
        gone = self.call("GET", f"/findings/{ids['B']}")
        self.assertEqual((gone["status"], gone["not_seen_scans"]), ("open", 1))
        self.assertIn("not_seen_since", gone)
        feed = self.call("GET", f"/findings/{ids['B']}/activity")["items"]
        self.assertEqual(feed[0]["kind"], "not_seen")
        self.import_file(both, "--asset", "gone")
        self.assertNotIn("not_seen_since", self.call("GET", f"/findings/{ids['B']}"))

    def test_custom_fields_are_declared_by_files_and_persons_and_never_by_a_slip(self):
        fields = ("custom-fields", "--company", "acme")
        path = self.write("tiers.csv", "title,severity,file,custom.tier,custom.teir\nA,high,a.c,gold,gold\nB,low,b.c,bronze,\n")
        report = self.import_file(path, "--asset", "custom")
        self.assertEqual([(left["key"], left["count"]) for left in report["left_out_values"]], [("teir", 1), ("tier", 1)])
        ids = {i["title"]: i["id"] for i in self.call("GET", "/findings?asset=custom")["items"]}
        self.assertEqual(self.call("GET", f"/findings/{ids['A']}")["custom"], {"tier": "gold"})
        self.host.run(*fields, "add", "cost_center", "--type", "number", "--label", "Cost center")
        self.assertEqual([f["key"] for f in self.call("GET", "/custom-fields", role="viewer")["items"]],
                         ["cost_center", "tier"])
        self.call("POST", "/custom-fields", {"key": "team", "type": "text"})
        self.call("POST", "/custom-fields", {"key": "team", "type": "text"}, role="analyst", status=403)
        self.assertEqual(self.call("POST", "/custom-fields", {"key": "team", "type": "date"}, status=409)["code"],
                         "custom_field_type")
        self.assertEqual(self.host.run(*fields, "remove", "tier", status=2)["code"], "custom_field_of_file")
        self.assertIn("did you mean team?", self.host.run(*fields, "remove", "taem", status=2)["remedy"])
        self.call("DELETE", "/custom-fields/team", status=204)
        self.host.run(*fields, "remove", "cost_center")
        self.assertEqual([f["key"] for f in self.host.run(*fields, "list")["items"]], ["tier"])

    def test_findings_that_another_system_pushes_are_the_same_when_they_come_again(self):
        batch = {"scanner": "soc", "asset": "pushed", "findings": [
            {"id": "1", "title": "First", "severity": "high"}, {"title": ""}, {"id": "2", "title": "Second"}]}
        first = self.call("POST", "/findings", batch, role="analyst")
        self.assertEqual([(f["record"], f["outcome"]) for f in first["findings"]], [(0, "created"), (2, "created")])
        self.assertEqual(first["report"]["refusals"][0]["pointer"], "/findings/1")
        batch["findings"][0]["title"] = "First, renamed"
        again = self.call("POST", "/findings", batch, role="analyst")
        self.assertEqual([f["outcome"] for f in again["findings"]], ["updated", "unchanged"])
        self.assertEqual([f["id"] for f in again["findings"]], [f["id"] for f in first["findings"]])
        # A batch is a part: what it lacks is not gone.
        self.assertNotIn("not_seen", self.call("POST", "/findings", {"scanner": "soc", "asset": "pushed", "findings": []})["report"])
        listed = self.call("GET", f"/findings?import={again['import']}")["items"]
        self.assertEqual({f["title"] for f in listed}, {"First, renamed", "Second"})
        self.call("POST", "/findings", batch, role="viewer", status=403)
        self.call("POST", "/findings", {"found": []}, status=400)
        many = {"asset": "pushed", "findings": [{"title": "x"}] * 1001}
        self.assertEqual(self.call("POST", "/findings", many, status=413)["code"], "too_many_findings")

    def test_tickets_are_filtered_by_the_import_that_saw_their_findings(self):
        path = self.write("pushed.csv", "title,severity,file\nA,high,a.c\n")
        mine = self.import_file(path, "--asset", "ticketed")["id"]
        found = self.call("GET", f"/findings?import={mine}")["items"][0]["id"]
        self.host.run("push", "--finding", str(found), "--company", "acme")
        tickets = self.host.run("tickets", "list", "--company", "acme", "--import", str(mine))["items"]
        self.assertEqual([t["finding"] for t in tickets], [found])
        self.assertEqual(len(self.call("GET", f"/tickets?import={mine}")["items"]), 1)
        other = self.import_file(self.write("none.csv", "title,severity,file\nZ,low,z.c\n"), "--asset", "unticketed")["id"]
        self.assertEqual(self.call("GET", f"/tickets?import={other}")["items"], [])
        self.call("GET", "/tickets?import=x", status=400)


if __name__ == "__main__":
    unittest.main(verbosity=2)
