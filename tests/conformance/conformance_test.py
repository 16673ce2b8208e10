#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The conformance suite against plugins that keep the contract, and against plugins with one defect each."""
import concurrent.futures
import contextlib
import http.client
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest
import urllib.parse

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "integration"))
from stack import PROGRAMS, Simulator, unrecorded

SUITE = PROGRAMS / "itsm-conformance"
PLUGINS = {name: os.environ["ITSM_PLUGIN_" + name.upper()]
           for name in ("acme", "jira", "manageengine", "mutant", "servicenow")}

# Defect -> the case that must catch it. A line is the case's reason to be there.
MUTANTS_WITHOUT_A_VENDOR = {
    "manifest-with-a-counter": "describe-is-pure",
    "picker-of-nowhere": "manifest-names-agree",
    "no-limits": "manifest-can-be-worked-with",
    "crash-on-an-empty-body": "reply-is-exactly-one",
    "endless-on-an-empty-body": "reply-is-exactly-one",
    "instances-share-a-host": "two-instances-do-not-share",
    "answers-count": "several-threads-at-once",
    "thread-left-behind": "no-threads-left-behind",
    "file-left-open": "no-files-left-open",
    "page-taken-for-nothing": "html-reply-is-bad-reply",
    "gone-taken-for-nothing": "gone-endpoint-is-outdated",
    "retry-after-dropped": "429-carries-retry-after",
    "headers-by-exact-case": "header-names-in-any-case",
    "forbidden-for-unauthenticated": "401-is-unauthenticated",
    "write-sent-twice": "create-makes-exactly-one-write",
    "write-marked-as-read": "create-makes-exactly-one-write",
    "uncertain-taken-for-refused": "lost-create-is-uncertain",
    "failed-write-repeated": "failed-create-is-uncertain",
    "recorded-taken-for-unavailable": "recorded-write-is-passed-on",
    "deadline-ignored": "hang-ends-at-deadline",
    "cancellation-slept-over": "cancel-returns-promptly",
    "undeclared-origin": "requests-keep-to-the-manifest",
    "read-marked-as-write": "reads-are-marked-as-reads",
    "cookie-logged": "no-secret-in-logs-or-replies",
    "session-sent-back": "no-secret-in-logs-or-replies",
    "options-missing-kept-quiet": "picker-says-what-is-missing",
    "garbage-taken-for-from-now": "foreign-cursor-is-invalid-argument",
    "deletion-taken-for-change": "webhook-samples-are-understood",
    "bad-delivery-fails-all": "webhook-one-bad-of-many",
    "events-numbered": "webhook-replay-is-the-same-event",
    "reason-left-out": "normalise-survives-anything",
    "proof-without-prefix": "webhook-good-signature",
    "marker-taken-for-text": "secret-stays-a-marker",
    "registration-forgotten": "failed-unsubscribe-is-told",
}
MUTANTS_WITH_A_VENDOR = {
    "permission-left-out": "check-answers-every-permission",
    "address-left-out": "create-returns-usable-ref",
    "key-not-written": "create-then-fetch-agrees",
    "outcomes-shifted": "create-batch-keeps-the-order",
    "refusal-without-a-reason": "create-refusal-names-the-element",
    "parent-forgotten": "create-subtask",
    "link-forgotten": "create-link",
    "plan-differs": "dry-run-is-exact",
    "emoji-dropped": "create-unicode-and-4-byte-emoji",
    "summary-cut-too-short": "summary-at-its-limit",
    "description-refused-when-long": "create-very-long-text-is-cut-not-refused",
    "list-lost": "structure-keeps-its-text",
    "found-twice": "find-many-keys",
    "last-found-lost": "find-many-keys",
    "missing-kept-quiet": "fetch-tells-the-missing",
    "asked-field-left-out": "fetch-brings-the-asked-fields",
    "stranger-taken-for-nothing": "stranger-is-not-nothing",
    "description-overwritten": "update-changes-only-what-it-names",
    "conflict-ignored": "update-conflict-is-told",
    "section-taken-for-all": "update-section-leaves-the-rest",
    "nobody-updated": "update-of-nobody-is-not-found",
    "unknown-field-swallowed": "unknown-field-is-told",
    "states-swapped": "transition-follows-the-path",
    "meaning-ignored": "transition-by-meaning",
    "reachable-kept-quiet": "unreachable-status-tells-the-reachable",
    "comment-shortened": "comment-is-read-back",
    "comment-widened": "internal-comment-is-never-widened",
    "comments-from-the-start": "comments-resume-from-cursor",
    "newest-comments-first": "comments-resume-from-cursor",
    "link-type-made-up": "relate-two-tickets",
    "last-options-lost": "picker-pages",
    "search-ignored": "picker-search-finds",
    "nothing-is-required": "fields-describe-the-forms",
    "form-of-nowhere-is-empty": "fields-of-nowhere-are-an-error",
    "last-page-lost": "poll-equal-timestamps-lose-nothing",
    "equal-times-dropped": "poll-equal-timestamps-lose-nothing",
    "cursor-frozen": "poll-equal-timestamps-lose-nothing",
    "cursor-runs-ahead": "poll-resumes-from-cursor",
    "linked-forgotten": "poll-covers-linked",
    "more-without-end": "poll-without-news-is-cheap",
}

def conformance(plugin, *arguments, mutant=None, timeout=900):
    """Exit status and the parsed report."""
    environment = {key: value for key, value in os.environ.items() if key != "ITSM_MUTANT"}
    if mutant:
        environment = {**unrecorded(), "ITSM_MUTANT": mutant}
    done = subprocess.run([str(SUITE), PLUGINS.get(plugin, plugin), "--json", *[str(a) for a in arguments]],
                          env=environment, capture_output=True, text=True, timeout=timeout)
    return done.returncode, json.loads(done.stdout) if done.stdout.startswith("{") else done.stderr


def of(report, verdict):
    return {case["name"]: case.get("seen", "")[:300] for case in report["cases"] if case["verdict"] == verdict}


def target(folder, name, address, token="", settle_s=10):
    """The target file of a simulated vendor at this address."""
    text = (HERE / "targets" / f"{name}.yaml").read_text().replace("settle_s: 10", f"settle_s: {settle_s}")
    path = folder / f"{address.rsplit(':')[-1]}-{name}.yaml"
    path.write_text(text.replace("ADDRESS", address).replace("ACCESS_TOKEN", token))
    return path


def two_at_a_time(work, cases):
    """What each case came to, with the case."""
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        return list(zip(cases, pool.map(lambda case: work(*case), cases)))


def zoho_token(simulator):
    """What a client of Zoho's gets once a technician has consented."""
    return simulator.control("POST", "oauth", {"as": "lead", "access": [
        "SDPOnDemand.requests.ALL", "SDPOnDemand.setup.READ", "SDPOnDemand.users.READ",
        "SDPOnDemand.assets.READ"]})["access_token"]


def access_token(simulator):
    """What an app gets once a person has consented: by the vendor's own pages, without the page."""
    simulator.control("POST", "oauth", {"consent": "accept", "as": "analyst"})
    back = "http://localhost:8080/api/v1/oauth/callback"
    asked = urllib.parse.urlencode({
        "audience": "api.atlassian.com", "client_id": "sim-client", "redirect_uri": back, "state": "once",
        "scope": "read:jira-work write:jira-work read:jira-user manage:jira-webhook", "response_type": "code"})
    address = simulator.address.removeprefix("http://")
    with contextlib.closing(http.client.HTTPConnection(address, timeout=30)) as connection:
        connection.request("GET", "/authorize?" + asked)
        answer = connection.getresponse()
        answer.read()
        code = urllib.parse.parse_qs(urllib.parse.urlsplit(answer.headers["Location"]).query)["code"][0]
        connection.request("POST", "/oauth/token", json.dumps({
            "grant_type": "authorization_code", "client_id": "sim-client", "client_secret": "sim-client-secret",
            "code": code, "redirect_uri": back}), {"Content-Type": "application/json"})
        return json.load(connection.getresponse())["access_token"]


class Suite(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def simulator(self, name, vendor=None, recorded=True, settle_s=10, **world):
        """The file of a target, which is simulated with these changes."""
        simulator = Simulator(vendor or name, recorded)
        self.addCleanup(simulator.end)
        if world:
            simulator.control("POST", "world", world)
        tokens = {"jira-cloud-oauth": access_token, "sdp-cloud": zoho_token}
        token = tokens[name](simulator) if name in tokens else ""
        return target(self.folder, name, simulator.address, token, settle_s)

    def check_jira_conforms(self, status, report, inapplicable=None):
        self.assertEqual(of(report, "failed"), {})
        self.assertEqual(of(report, "skipped"), {})
        self.assertEqual(of(report, "inapplicable"), inapplicable or {})
        self.assertEqual(report["summary"]["quirks"], 0)
        self.assertEqual(status, 0)

    def test_every_case_has_a_kebab_name_and_a_sentence(self):
        done = subprocess.run([str(SUITE), "--list", "--json"], capture_output=True, text=True, timeout=60, check=True)
        cases = json.loads(done.stdout)
        self.assertGreater(len(cases), 60)
        for case in cases:
            self.assertRegex(case["name"], r"^[a-z0-9]+(-[a-z0-9]+)+$")
            self.assertRegex(case["sentence"], r"^[A-Za-z].*\.$")
        self.assertEqual(len({case["name"] for case in cases}), len(cases))
        named = {*MUTANTS_WITHOUT_A_VENDOR.values(), *MUTANTS_WITH_A_VENDOR.values()}
        self.assertLessEqual(named, {case["name"] for case in cases})

    def test_a_wrong_call_is_exit_status_2(self):
        wrong = self.folder / "wrong.yaml"
        wrong.write_text("skip: {no-such-case: because}\n")
        empty = self.folder / "empty.yaml"
        empty.write_text("skip: {describe-is-pure: ''}\n")
        misspelt = self.folder / "misspelt.yaml"
        misspelt.write_text("skipp: {}\n")
        for arguments in (["--case", "no-such-case"], ["--quirks", wrong], ["--quirks", empty], ["--quirks", misspelt],
                          ["--target", self.folder / "missing.yaml"], ["--case", "create-subtask"], ["--replay", "x"]):
            with self.subTest(arguments):
                status, said = conformance("acme", *arguments)
                self.assertEqual(status, 2, said)
        self.assertEqual(conformance(str(self.folder / "missing.so"))[0], 2)

    def test_what_is_no_plugin_fails_with_the_rule(self):
        status, report = conformance(str(SUITE), "--case", "describe-is-pure")
        self.assertEqual(status, 1)
        self.assertIn("rule", of(report, "failed")["describe-is-pure"])

    def test_a_quirk_skips_a_case_with_its_reason(self):
        quirks = self.folder / "quirks.yaml"
        quirks.write_text("skip: {describe-is-pure: it has a clock}\n")
        status, report = conformance("acme", "--quirks", quirks, "--case", "describe-is-pure")
        self.assertEqual(status, 0)
        self.assertEqual(of(report, "skipped"), {"describe-is-pure": "it has a clock"})
        self.assertEqual(report["summary"]["quirks"], 1)
        self.assertTrue(report["cases"][0]["quirk"])
        text = subprocess.run([str(SUITE), PLUGINS["acme"], "--quirks", str(quirks), "--case", "describe-is-pure"],
                              capture_output=True, text=True, timeout=60, check=True).stdout
        self.assertIn("1 of the skipped by quirks: describe-is-pure", text)

    def acme_desk(self):
        desk = subprocess.Popen([sys.executable, str(HERE.parent / "abi" / "acme_desk.py")], text=True,
                                stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.addCleanup(lambda: (desk.communicate(timeout=60), desk))
        return target(self.folder, "acme", "http://127.0.0.1:" + desk.stdout.readline().strip())

    def test_acme_conforms(self):
        quirks = HERE.parents[1] / "plugin_api/examples/acme/acme.yaml"
        for arguments in (["--script"], ["--target", self.acme_desk()]):
            with self.subTest(arguments):
                status, report = conformance("acme", "--quirks", quirks, *arguments)
                self.assertEqual(status, 0)
                self.assertEqual(of(report, "failed"), {})
                for name, why in of(report, "skipped").items():
                    self.assertRegex(why, "does not have the operation|the target names no|Acme Desk has no projects", name)

    def test_jira_conforms(self):
        """Without a vendor, with one, and in the suite's own process; one after the other at the same Jira."""
        def all_ways(vendor, there):
            for arguments in ((), ("--target", there), ("--target", there, "--in-process")):
                yield arguments, self.judged(vendor, *arguments)

        vendors = [(vendor, self.simulator(vendor)) for vendor in ("jira-cloud", "jira-dc")]
        for (vendor, _), outcomes in two_at_a_time(lambda *case: list(all_ways(*case)), vendors):
            for arguments, outcome in outcomes:
                with self.subTest(vendor=vendor, arguments=arguments):
                    self.check_jira_conforms(*outcome)

    def test_servicenow_conforms(self):
        """Incidents, which take any state, and changes, whose state model lets none skip one."""
        simulator = Simulator("servicenow")
        self.addCleanup(simulator.end)
        for arguments in ((), *(("--target", target(self.folder, name, simulator.address))
                                for name in ("servicenow", "servicenow-change"))):
            with self.subTest(arguments):
                status, report = conformance("servicenow", "--quirks", HERE / "vendors" / "servicenow.yaml", *arguments)
                self.assertEqual(of(report, "failed"), {})
                self.assertEqual(of(report, "warning"), {})
                self.assertEqual(report["summary"]["quirks"], 0)
                self.assertEqual(status, 0)
                for name, why in of(report, "skipped").items():
                    self.assertRegex(why, "does not have the operation (un)?subscribe|names no (subtask_type|unreachable)",
                                     name)

    def judged(self, vendor, *arguments):
        return conformance("jira", "--quirks", HERE / "vendors" / f"{vendor}.yaml", *arguments)

    def test_jira_conforms_through_the_gateway_and_at_older_versions(self):
        cases = [(vendor, "--target", self.simulator(name, vendor, **world)) for name, vendor, world in (
            ("jira-cloud-oauth", "jira-cloud", {}), ("jira-cloud-scoped", "jira-cloud", {}),
            ("jira-dc", "jira-dc", {"version": "9.12.0"}), ("jira-dc-8.3", "jira-dc", {"version": "8.3.0"}))]
        for case, outcome in two_at_a_time(self.judged, cases):
            scoped = "scoped" in case[2].name
            with self.subTest(case):
                self.check_jira_conforms(*outcome, inapplicable={
                    "secret-stays-a-marker": "Atlassian lets no API token with scopes register webhooks"} if scoped else {})

    def test_servicedesk_plus_conforms_on_both_products_and_on_builds_that_answer_differently(self):
        strange = {"quirks": {"refuses_with_200": True, "status_is_always_a_list": True, "success_code": 200, "flat_udf": True}}
        cases = [(vendor, *arguments) for vendor, world in (("sdp-onprem", {}), ("sdp-onprem", strange), ("sdp-cloud", {}))
                 for arguments in ((), ("--target", self.simulator(vendor, **world)))]
        outcomes = two_at_a_time(lambda vendor, *arguments: conformance(
            "manageengine", "--quirks", HERE / "vendors" / f"{vendor}.yaml", *arguments), cases)
        for case, (status, report) in outcomes:
            with self.subTest(case):
                self.assertEqual(of(report, "failed"), {})
                left_out = {name: why for name, why in of(report, "skipped").items() if why != "the target names no link_type"}
                self.assertEqual(len(left_out), report["summary"]["quirks"], left_out)
                self.assertEqual(status, 0)

    def test_a_recorded_run_replays_without_its_vendor(self):
        cases = ["--case", "create-then-fetch-agrees", "--case", "find-many-keys"]
        recordings = self.folder / "recordings"
        vendor = self.simulator("jira-cloud")
        self.check_jira_conforms(*conformance("jira", "--target", vendor, "--record", recordings, *cases))
        self.assertEqual(len(list(recordings.glob("*.jsonl"))), 2)
        for recording in recordings.iterdir():
            self.assertNotIn("sim-token", recording.read_text())
        gone = target(self.folder, "jira-cloud", "http://127.0.0.1:9")
        self.check_jira_conforms(*conformance("jira", "--target", gone, "--replay", recordings, *cases))
        status, _ = conformance("mutant", "--target", gone, "--replay", recordings, *cases, mutant="key-not-written")
        self.assertEqual(status, 1)

    def check_caught(self, mutants, *sets_of_arguments):
        """Every defect fails its case, which passes without it."""
        names = sorted(set(mutants.values()))
        chosen = [word for name in names for word in ("--case", name)]

        def judged(*arguments):
            whole = conformance("mutant", *arguments, *chosen)
            return whole, {mutant: conformance("mutant", *arguments, "--case", case, "--timeout", "5", mutant=mutant)
                           for mutant, case in mutants.items()}

        for arguments, (whole, caught) in two_at_a_time(judged, sets_of_arguments):
            self.check_jira_conforms(*whole)
            for mutant, (status, report) in caught.items():
                with self.subTest(arguments, mutant=mutant):
                    self.assertIn(mutants[mutant], of(report, "failed"), report)
                    self.assertEqual(status, 1)

    def test_defects_are_caught_without_a_vendor(self):
        self.check_caught(MUTANTS_WITHOUT_A_VENDOR, ("--quirks", HERE / "vendors" / "jira-cloud.yaml"))

    def test_defects_are_caught_with_a_vendor(self):
        # What a defect keeps away is waited for in vain, and nothing settles late there.
        self.check_caught(MUTANTS_WITH_A_VENDOR, *(
            ("--quirks", HERE / "vendors" / f"{vendor}.yaml",
             "--target", self.simulator(vendor, recorded=False, settle_s=1)) for vendor in ("jira-cloud", "jira-dc")))


if __name__ == "__main__":
    unittest.main(verbosity=2)
