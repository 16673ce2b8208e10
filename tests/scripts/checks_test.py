# SPDX-License-Identifier: Apache-2.0
"""The scripts that keep the tree as it should be: each lets this tree pass and catches what is planted."""
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

TOP = pathlib.Path(__file__).resolve().parents[2]


class Scratch(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="itsm-scripts-"))
        self.addCleanup(shutil.rmtree, self.folder, True)

    def write(self, name, text):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return path


class Layers(Scratch):
    def check(self, planted):
        script = self.write("scripts/check_layers", (TOP / "scripts/check_layers").read_text())
        for name, text in planted.items():
            self.write(name, text)
        return subprocess.run(["python3", script], capture_output=True, text=True)

    def test_an_arrow_that_runs_back_up_is_caught_with_its_line(self):
        done = self.check({"host_stub/core/a.cpp": "#include <string>\n#include \"host_stub/store/database.hpp\"\n"})
        self.assertEqual(done.returncode, 1)
        self.assertIn("host_stub/core/a.cpp:2: host_stub/core may not include host_stub/store", done.stdout)

    def test_a_library_is_caught_outside_its_room(self):
        done = self.check({"host_stub/policy/a.cpp": "#include <cpprest/http_client.h>\n"})
        self.assertEqual(done.returncode, 1)
        self.assertIn("<cpprest/http_client.h> belongs to host_stub/http", done.stdout)

    def test_arrows_down_pass(self):
        done = self.check({"host_stub/store/a.cpp": "#include \"host_stub/core/clock.hpp\"\n#include <libpq-fe.h>\n"})
        self.assertEqual((done.returncode, done.stdout), (0, "layers: 1 files, every arrow is allowed\n"))


class Troubleshooting(Scratch):
    def run_on(self, source, *words):
        script = self.write("scripts/troubleshooting", (TOP / "scripts/troubleshooting").read_text())
        self.write("host_stub/a.cpp", source)
        (self.folder / "docs").mkdir(exist_ok=True)
        return subprocess.run(["python3", script, *words], capture_output=True, text=True)

    def test_a_refusal_is_found_however_it_is_written_and_a_guide_that_lacks_it_is_caught(self):
        one = 'return problem(\n    ProblemKind::conflict, "one",\n    "there is " + name + " (here), " "twice", "say {which}");\n'
        self.assertEqual(self.run_on(one).returncode, 0)
        guide = (self.folder / "docs/troubleshooting.md").read_text()
        self.assertIn("| `one` | there is … (here), twice | say {which} |", guide)
        self.assertEqual(self.run_on(one, "--check").returncode, 0)
        other = 'Problem two{ProblemKind::throttled, "two", "too many", "wait", {}};\n'
        stale = self.run_on(one + other, "--check")
        self.assertEqual(stale.returncode, 1)
        self.assertIn("out of date", stale.stderr)

    def test_a_refusal_that_does_not_say_what_to_do_is_caught_unless_it_is_a_defect(self):
        for kind, status in (("invalid", 1), ("internal", 0)):
            source = f'return problem(ProblemKind::{kind}, "mute", "it is wrong");\n'
            self.run_on(source)
            done = self.run_on(source, "--check")
            self.assertEqual(done.returncode, status, done.stderr)


class Vendors(Scratch):
    def check(self, planted):
        script = self.write("scripts/check_vendors", (TOP / "scripts/check_vendors").read_text())
        for name, text in planted.items():
            self.write(name, text)
        return subprocess.run(["python3", script], capture_output=True, text=True)

    def test_this_tree_passes(self):
        done = subprocess.run([TOP / "scripts/check_vendors"], capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stdout)

    def test_a_vendor_is_caught_in_code_comments_names_and_pages(self):
        for text, word in (("// as Jira does", "Jira"), ("int from_adf();", "adf"), ('"https://x.service-now.com"', "service-now"),
                           ("auto servicenow_id = 1;", "servicenow"), ("<p>Your Zoho account</p>", "Zoho"), ("sys_id", "sys_id")):
            done = self.check({"host_stub/web/src/a.tsx": f"\n{text}\n"})
            self.assertEqual(done.returncode, 1, text)
            self.assertIn(f"host_stub/web/src/a.tsx:2: says '{word}'", done.stdout)
        self.assertIn("a_jira.hpp: its name says 'jira'", self.check({"plugin_api/include/a_jira.hpp": ""}).stdout)

    def test_examples_plugins_and_words_that_only_look_alike_pass(self):
        done = self.check({"plugin_api/examples/a.cpp": "// Jira", "plugins/jira/a.cpp": "// Jira",
                           "host_stub/a.cpp": "// a custom field that was loaded from a roadfile; CustomField"})
        self.assertEqual((done.returncode, done.stdout), (0, "vendors: 1 files, none speaks of one\n"))


class Statements(Scratch):
    def check(self, constant):
        self.write("store/a.cpp", constant)
        return subprocess.run([TOP / "scripts/check_statements", self.folder / "store"], capture_output=True, text=True)

    def refused(self, constant, why):
        done = self.check(constant)
        self.assertEqual(done.returncode, 1, done.stdout)
        self.assertIn(why, done.stdout)

    def test_a_statement_that_names_no_company_is_caught_with_its_line(self):
        self.refused('\nconstexpr auto kAll = "SELECT title FROM finding";\n', "a.cpp:2: kAll does not name its company")
        self.refused('constexpr auto kAdd = R"(\n  INSERT INTO t (name) VALUES ($1))";\n', "kAdd does not name its company")

    def test_it_may_be_marked_with_a_reason_unless_it_locks(self):
        marked = "// cross-tenant: ids only.\n"
        self.assertEqual(self.check(marked + 'constexpr auto kAll = "SELECT company_id FROM job";\n').returncode, 0)
        self.refused(marked + 'constexpr auto kAll = "SELECT company_id FROM job FOR UPDATE";\n', "locks rows")
        self.refused(marked + 'constexpr auto kA = "SELECT 1 FROM a";\n\nconstexpr auto kB = "SELECT 1 FROM b";\n', "kB does")

    def test_what_answers_anew_each_time_is_caught_where_it_would_differ_between_servers(self):
        insert = "INSERT INTO t (company_id, at) VALUES ($1, $2) ON CONFLICT (company_id) DO UPDATE SET at = "
        self.assertEqual(self.check(f'constexpr auto kAdd = R"({insert}EXCLUDED.at)";\n').returncode, 0)
        self.refused(f'constexpr auto kAdd = R"({insert}now())";\n', "DO UPDATE SET")
        self.refused('constexpr auto kRoll = "UPDATE t SET n = random() WHERE company_id = $1";\n', "volatile")

    def test_nobody_but_the_transaction_says_whose_rows_are_seen(self):
        self.refused("constexpr auto kAs = \"SELECT set_config('app.company_id', $1, true)\";\n", "sets whose rows")


class Bootstrap(Scratch):
    """With programs of our own in the place of Debian's."""

    def run_as(self, user, installed, sudo=False):
        self.write("bin/dpkg-query", f"#!/bin/sh\necho {'installed' if installed else 'not-installed'}\n")
        self.write("bin/id", f"#!/bin/sh\necho {user}\n")
        self.write("bin/apt-get", f"#!/bin/sh\necho \"apt-get $*\" >>{self.folder}/said\n")
        self.write("bin/mkdir", "#!/bin/sh\n")
        self.write("bin/tee", "#!/bin/sh\ncat >/dev/null\n")
        if sudo:
            self.write("bin/sudo", f"#!/bin/sh\necho \"sudo $1\" >>{self.folder}/said\nexec \"$@\"\n")
        for program in ("bash", "sh", "cat", "env", "mktemp", "rm", "tail"):
            link = self.folder / "bin" / program
            if not link.exists():
                link.symlink_to(shutil.which(program))
        for program in (self.folder / "bin").iterdir():
            if not program.is_symlink():
                program.chmod(0o755)
        done = subprocess.run(["bash", TOP / "scripts/bootstrap"], capture_output=True, text=True,
                              env={"PATH": str(self.folder / "bin"), "HOME": os.environ.get("HOME", "/")})
        said = self.folder / "said"
        return done, said.read_text() if said.exists() else ""

    def test_nothing_is_done_when_all_is_there(self):
        done, said = self.run_as(1000, installed=True)
        self.assertEqual((done.returncode, said), (0, ""), done.stderr)
        self.assertRegex(done.stdout, r"^bootstrap: all \d+ packages are installed\n$")

    def test_root_installs_what_is_missing_and_is_told_what(self):
        done, said = self.run_as(0, installed=False)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("libsodium-dev", done.stdout)
        self.assertIn("apt-get install -y -qq --no-install-recommends build-essential", said)
        self.assertNotIn("sudo", said)

    def test_a_user_installs_with_sudo(self):
        done, said = self.run_as(1000, installed=False, sudo=True)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("sudo env", said)

    def test_without_either_the_command_is_told(self):
        done, said = self.run_as(1000, installed=False)
        self.assertEqual((done.returncode, said), (1, ""))
        self.assertIn("  apt-get install build-essential", done.stderr)


if __name__ == "__main__":
    unittest.main(verbosity=2)
