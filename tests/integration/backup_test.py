# SPDX-License-Identifier: Apache-2.0
"""Backup and restore by the very commands of docs/operations.md: what came back knows its tickets and opens its
secrets."""
import os
import re
import shutil
import subprocess
import unittest

import database_server
import stack
from first_loop_test import POLICY

GUIDE = stack.TOP / "docs/operations.md"


def commands(name):
    """The shell commands that stand in the guide under <!-- commands: NAME -->."""
    found = re.search(rf"<!-- commands: {name} -->\n+```sh\n(.*?)```", GUIDE.read_text(), re.DOTALL)
    assert found, f"{GUIDE} has no commands '{name}'"
    return found[1]


class Backup(unittest.TestCase):
    def setUp(self):
        self.simulator = stack.Simulator()
        self.addCleanup(self.simulator.end)
        self.host = stack.Host(self.simulator.address, POLICY)
        self.addCleanup(shutil.rmtree, self.host.folder, True)

    def carry_out(self, name, **variables):
        done = subprocess.run(["sh", "-euc", commands(name)], capture_output=True, text=True, timeout=300, cwd=self.host.folder,
                              env={**os.environ, **{key: str(value) for key, value in variables.items()}})
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def make_tickets(self):
        self.host.set_up()
        self.host.import_scan([stack.result(n) for n in range(3)])
        self.assertEqual(self.host.run("push", "--company", "acme", "--all")["counts"], {"created": 3})

    def check(self):
        """Three findings come again with a new one: one ticket more, by credentials that were sealed before."""
        self.host.run("integrations", "check", "jira")
        self.host.import_scan([stack.result(n) for n in range(4)])
        self.assertEqual(self.host.run("push", "--company", "acme", "--all")["counts"], {"already_linked": 3, "created": 1})
        self.assertEqual(len(self.simulator.tickets()), 4)

    def test_a_data_folder_that_was_packed_works_in_another_place(self):
        self.make_tickets()
        archive = self.host.folder / "itsm.tar.gz"
        self.carry_out("backup of the data folder", DATA=self.host.data, BACKUP=archive)
        self.assertEqual(archive.stat().st_mode & 0o077, 0, "others may read the archive, in which the key is")
        shutil.rmtree(self.host.data)
        elsewhere = self.host.folder / "elsewhere"
        self.carry_out("restore of the data folder", DATA=elsewhere, BACKUP=archive)
        configuration = self.host.folder / "host.yaml"
        configuration.write_text(configuration.read_text().replace(f"data: {self.host.data}", f"data: {elsewhere}"))
        self.host.data = elsewhere
        self.check()

    @unittest.skipUnless(database_server.newest_binaries(), "PostgreSQL is not installed")
    def test_a_dump_and_the_key_file_are_enough_on_another_server(self):
        configuration = self.host.folder / "host.yaml"
        without_database = configuration.read_text()

        def server():
            made = database_server.Server(database_server.newest_binaries())
            self.addCleanup(made.end)
            configuration.write_text(without_database + f"database:\n  url: {made.url('itsm_app', 'app-secret')}\n"
                                     f"  admin_url: {made.url('boss', 'super-secret')}\n")
            return made
        first = server()
        first.sql("CREATE DATABASE itsm ENCODING 'UTF8' TEMPLATE template0", "postgres")
        self.host.run("migrate")
        first.sql("ALTER ROLE itsm_app PASSWORD 'app-secret'")
        self.make_tickets()
        backup = self.host.folder / "backup"
        variables = {"DATA": self.host.data, "BACKUP": backup, "PATH": f"{first.binaries}:{os.environ['PATH']}"}
        self.carry_out("backup of a server", ADMIN_URL=first.url("boss", "super-secret"), **variables)
        first.end()
        shutil.rmtree(self.host.data)
        second = server()
        self.carry_out("restore of a server", ADMIN_URL=second.url("boss", "super-secret", "postgres"), **variables)
        self.check()


if __name__ == "__main__":
    unittest.main(verbosity=2)
