# SPDX-License-Identifier: Apache-2.0
"""A host that reaches its database through PgBouncer in transaction mode: each of its transactions may have another
connection to the server, which others have used before."""
import shutil
import socket
import subprocess
import unittest

import database_server
import stack
from in_step import InStep

SETTINGS = """[databases]
itsm = host=127.0.0.1 port={server} dbname=itsm

[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = scram-sha-256
auth_file = {folder}/users.txt
pool_mode = transaction
# Far fewer connections than a host opens, so that they pass from hand to hand.
default_pool_size = 3
max_client_conn = 500
"""


class Pooler:
    """A PgBouncer before a server, run by a user without power."""

    def __init__(self, server):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        folder = server.folder
        (folder / "pgbouncer.ini").write_text(SETTINGS.format(server=server.port, port=self.port, folder=folder))
        (folder / "users.txt").write_text('"itsm_app" "app-secret"\n')
        self.log = open(folder / "pgbouncer.log", "wb")
        self.process = subprocess.Popen([shutil.which("pgbouncer"), folder / "pgbouncer.ini"], user=server.user, cwd="/",
                                        stdout=self.log, stderr=self.log)
        stack.wait_until(self.listens, "the pooler listens")

    def listens(self):
        assert self.process.poll() is None, "pgbouncer has ended"
        with socket.socket() as trial:
            return trial.connect_ex(("127.0.0.1", self.port)) == 0

    def end(self):
        self.process.terminate()
        self.process.wait(timeout=120)
        self.log.close()

    def url(self):
        return f"postgresql://itsm_app:app-secret@127.0.0.1:{self.port}/itsm"


@unittest.skipUnless(database_server.newest_binaries() and shutil.which("pgbouncer"), "PgBouncer is not installed")
class Pooled(InStep):
    poll = "{every: 60m}"

    def prepare(self):
        self.server = database_server.Server(database_server.newest_binaries())
        self.addCleanup(self.server.end)
        self.server.sql("CREATE DATABASE itsm ENCODING 'UTF8' TEMPLATE template0", "postgres")
        pooler = Pooler(self.server)
        self.addCleanup(pooler.end)
        configuration = self.host.folder / "host.yaml"
        configuration.write_text(configuration.read_text() + f"database:\n  url: {pooler.url()}\n"
                                 f"  admin_url: {self.server.url('boss', 'super-secret')}\n")
        self.host.run("migrate")
        self.server.sql("ALTER ROLE itsm_app PASSWORD 'app-secret'")
        self.host.write("companies.yaml", "companies:\n  - name: acme\n  - name: globex\n")

    def test_the_whole_loop_of_two_companies_goes_over_a_handful_of_connections(self):
        keys = self.push(12)
        self.register()
        for key in keys[:4]:
            self.person(key, status="In Progress", comment="I am at it.")
        for key in keys[:4]:
            self.until(lambda key=key: self.row(key)["status"] == "in_progress", f"{key} is in progress")
            self.until(lambda key=key: self.entries(key, "comment"), f"the comment of {key} is there")
        comments = f"/findings/{self.row(keys[5])['finding']}/comments"
        status, _, document = self.host.call(self.token, comments, {"text": "Reachable since Monday."})
        self.assertEqual(status, 200, document)
        self.until(lambda: self.host.call(self.token, comments)[2]["items"][0]["tickets"][0]["state"] == "written",
                   "the ticket has the comment")

        other = self.host.run("tokens", "create", "other", "--role", "admin", "--company", "globex")["token"]
        for _ in range(20):  # in turn, so that a connection that remembered a company would be found out
            self.assertEqual(self.host.call(other, "/tickets?limit=200")[2]["items"], [])
            self.assertEqual(len(self.rows()), 12)
        connections = int(self.server.sql("SELECT count(*) FROM pg_stat_activity WHERE usename = 'itsm_app'")[0])
        self.assertLessEqual(connections, 3)


if __name__ == "__main__":
    unittest.main(verbosity=2)
