# SPDX-License-Identifier: Apache-2.0
"""A command that acts in one company does not find what another has. The commands come from the program's own help: a new one
that takes something is asked too, and fails here until it is said what that is."""
import re
import subprocess
import unittest

import stack
from tenancy_test import UNKNOWN, without
from two_companies import TwoCompanies

# What commands take that is a company's, with further words that they need.
IN_A_COMPANY = {
    "tokens revoke": ["token"], "custom-fields remove": ["custom_field"], "policy versions": ["policy"],
    "policy show": ["policy"], "policy activate": ["policy", "=1", "=--reason", "=again"], "policy existing": ["policy"],
    "policy explain": ["finding", "=--integration", "own:integration"], "imports show": ["import"], "pushes show": ["push"],
    "pushes retry": ["push"], "pushes take-back": ["push"], "link": ["own:ticket", "finding", "=--integration", "own:integration"],
    "unlink": ["finding", "ticket", "=--integration", "own:integration"], "tickets resync": ["ticket"],
    "tickets show": ["ticket"], "alerts ack": ["alert"], "outbox replay": ["outbox", "=--reason", "=again"],
    "findings explain": ["finding"], "findings comment": ["finding", "=Seen again."], "retest pass": ["finding"], "retest fail": ["finding"], "inbox retry": ["inbox"],
    "inbox drop": ["inbox"], "reviews decide": ["review", "=fixed"],
    "plan": ["=--finding", "finding", "=--integration", "own:integration"],
    "push": ["=--plan", "plan"], "tickets list": ["=--import", "import"], "sync": ["=--integration", "integration"],
    "sweep": ["=--integration", "integration"]}
# Who runs these sees all companies, or what they take is new or a file.
OF_THE_OPERATOR = re.compile("(companies|users|sign-in|plugins|integrations|secrets) |custom-fields add|tokens create|policy (lint|test|backtest)|"
                             "import$|apply|migrate|serve|support-bundle$")


class Commands(TwoCompanies):
    def leaves(self, words=()):
        """Every command without further ones: its words, what it takes, and after which word its company is named."""
        told = subprocess.run([str(stack.PROGRAMS / "host_stub"), *words, "--help"], capture_output=True, text=True, timeout=60,
                              check=True).stdout
        section = lambda name: (re.search(rf"^{name}:\n((?:  .*\n)+)", told, re.M) or ["", ""])[1]
        below = re.findall(r"^  (\w[\w-]*)  ", section("Subcommands"), re.M)
        if re.search(r"^  --company\b", told, re.M):
            self.company_after[words] = len(words)
        for word in below:
            yield from self.leaves((*words, word))
        if not below:
            place = next((self.company_after[words[:n]] for n in range(len(words), 0, -1) if words[:n] in self.company_after), None)
            yield words, re.findall(r"^  (\w+) ", section("Positionals"), re.M), place

    def answer(self, words, place, takes, ids):
        values = [take[1:] if take.startswith("=") else
                  str(self.ids["acme"][take[4:]] if take.startswith("own:") else ids[take]) for take in takes]
        said = subprocess.run(self.host.command(*words[:place], "--company", "acme", *words[place:], *values), capture_output=True,
                              text=True, timeout=120)
        return said.returncode, without(said.stdout + said.stderr, ids)

    def test_a_command_does_not_find_what_another_company_has(self):
        self.company_after = {}
        leaves = list(self.leaves())
        self.assertGreater(len(leaves), 60)
        asked = set()
        for words, positionals, place in leaves:
            name = " ".join(words)
            if name not in IN_A_COMPANY:
                self.assertTrue(not positionals or OF_THE_OPERATOR.match(name), f"say what {name} takes of a company's")
                continue
            asked.add(name)
            with self.subTest(name):
                self.assertIsNotNone(place, "it has no --company")
                theirs, nobodys = (self.answer(words, place, IN_A_COMPANY[name], ids) for ids in (self.ids["beta"], UNKNOWN))
                self.assertEqual(theirs, nobodys)
                self.assertNotIn("seen by beta alone", theirs[1])
        self.assertEqual(asked, set(IN_A_COMPANY), "a command is gone")
        self.assertEqual(self.told("beta", "GET", f"/findings/{self.ids['beta']['finding']}")["status"], "open")


if __name__ == "__main__":
    unittest.main(verbosity=2)
