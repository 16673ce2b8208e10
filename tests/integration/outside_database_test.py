# SPDX-License-Identifier: Apache-2.0
"""A host on a PostgreSQL that an operator runs, with passwords: setting it up, and the server's absence."""
import json
import shutil
import unittest
import urllib.error
import urllib.request

import database_server
import stack

POLICY = """policy: test
plugin: jira
route:
  - name: all
    ticket: {project: SEC, type: Bug}
group_by: finding
"""


class WithoutDatabase(stack.Host):
    prepared = False


@unittest.skipUnless(database_server.newest_binaries(), "PostgreSQL is not installed")
class OutsideDatabase(unittest.TestCase):
    def setUp(self):
        self.server = database_server.Server(database_server.newest_binaries())
        self.addCleanup(self.server.end)
        self.server.sql("CREATE DATABASE itsm ENCODING 'UTF8' TEMPLATE template0", "postgres")
        self.host = WithoutDatabase("http://127.0.0.1:9", POLICY)
        self.addCleanup(shutil.rmtree, self.host.folder, True)
        self.without_database = (self.host.folder / "host.yaml").read_text()

    def use(self, **database):
        settings = "".join(f"  {key}: {url}\n" for key, url in database.items())
        (self.host.folder / "host.yaml").write_text(self.without_database + "database:\n" + settings)

    def refused(self, code, *command, status=2):
        problem = self.host.run(*command, status=status)
        self.assertEqual(problem["code"], code, problem)
        self.assertNotIn("super-secret", json.dumps(problem))
        return problem

    def use_two_roles(self):
        app = self.server.url("itsm_app", "app-secret")
        self.use(url=app, admin_url=self.server.url("boss", "super-secret"))
        self.host.run("migrate")
        self.server.sql("ALTER ROLE itsm_app PASSWORD 'app-secret'")

    def ask(self, address, path, token=None):
        request = urllib.request.Request(address + path, headers={"Authorization": f"Bearer {token}"} if token else {})
        try:
            with urllib.request.urlopen(request, timeout=120) as answer:
                return answer.status, json.loads(answer.read())
        except urllib.error.HTTPError as refused:
            return refused.code, json.loads(refused.read())

    def test_one_role_for_everything_is_refused_with_the_way_to_two(self):
        self.server.sql("CREATE ROLE weak LOGIN PASSWORD 'weak'")
        self.use(url=self.server.url("weak", "weak"))
        self.assertIn("database.admin_url", self.refused("migration_role_too_weak", "migrate")["remedy"])
        self.use(url=self.server.url("boss", "super-secret"))
        self.assertIn("0001_helpers", self.host.run("migrate")["applied"])
        self.assertIn("database.admin_url", self.refused("database_role_too_strong", "companies", "list")["remedy"])
        self.use(admin_url=self.server.url("boss", "super-secret"))
        self.assertIn("url", json.dumps(self.refused("configuration_invalid", "companies", "list")["errors"]))

    def test_a_role_that_makes_roles_and_owns_the_database_is_enough_to_migrate(self):
        self.server.sql("CREATE ROLE keeper LOGIN CREATEROLE PASSWORD 'keeper'")
        self.server.sql("ALTER DATABASE itsm OWNER TO keeper")
        self.use(url=self.server.url("itsm_app", "app-secret"), admin_url=self.server.url("keeper", "keeper"))
        self.host.run("migrate")
        self.assertEqual(self.host.run("migrate")["applied"], [])
        self.server.sql("ALTER ROLE itsm_app PASSWORD 'app-secret'")
        self.host.run("companies", "add", "acme")

    def test_before_the_migration_the_host_says_what_is_missing(self):
        self.server.sql("CREATE ROLE itsm_app LOGIN PASSWORD 'app-secret'")
        self.use(url=self.server.url("itsm_app", "app-secret"))
        self.assertIn("host_stub migrate", self.refused("database_outdated", "companies", "list", status=3)["remedy"])

    def test_two_roles_migrate_apply_and_serve_and_an_absent_server_is_told_and_survived(self):
        self.use_two_roles()
        self.host.run("apply", "-f", self.host.folder / "documents", status=(1, 3))
        self.assertFalse((self.host.data / "postgresql").exists())
        token = self.host.run("tokens", "create", "test", "--company", "acme")["token"]
        serving = self.host.serve()
        self.addCleanup(serving.end)
        findings = "/api/v1/findings"
        self.assertEqual(self.ask(serving.address, "/readyz"), (200, {"status": "ready"}))
        self.assertEqual(self.ask(serving.address, findings, token)[0], 200)

        self.server.stop()
        self.assertEqual(self.ask(serving.address, "/healthz"), (200, {"status": "ok"}))
        for path in ("/readyz", findings):
            status, problem = self.ask(serving.address, path, token)
            self.assertEqual(status, 503, problem)
            self.assertIn("database", problem["detail"])
            self.assertNotIn("app-secret", json.dumps(problem))
            self.assertNotIn("errors", problem)  # nothing of the request is wrong
        self.refused("database_unreachable", "companies", "list", status=3)

        self.server.start()
        stack.wait_until(lambda: self.ask(serving.address, "/readyz")[0] == 200, "the host is ready again")
        self.assertEqual(self.ask(serving.address, findings, token)[0], 200)
        self.assertEqual(serving.end(), 0)


if __name__ == "__main__":
    unittest.main(verbosity=2)
