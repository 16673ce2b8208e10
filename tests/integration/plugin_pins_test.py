# SPDX-License-Identifier: Apache-2.0
"""Plugins run when somebody has said so, and as they were then: files that are new, changed, or pinned by whoever may write."""
import hashlib
import pathlib
import shutil
import subprocess
import unittest

import stack

POLICY = "policy: test\nplugin: jira\n"


class PluginPins(unittest.TestCase):
    def setUp(self):
        self.host = stack.Host("http://127.0.0.1:9", POLICY)
        self.addCleanup(shutil.rmtree, self.host.folder)
        self.plugins = self.host.folder / "plugins"
        self.plugins.mkdir(mode=0o755)
        built = sorted(pathlib.Path(stack.PLUGINS or stack.PROGRAMS.parent / "plugins").glob("jira-*.so"))[-1]
        self.plugin = self.plugins / built.name
        shutil.copy(built, self.plugin)
        self.plugin.chmod(0o755)
        settings = self.host.folder / "host.yaml"
        settings.write_text("".join(line for line in settings.read_text().splitlines(True) if "directory:" not in line
                                    and not line.startswith("plugins:")) + f"plugins:\n  directory: {self.plugins}\n")
        self.enterContext(self.host.keep_database()) if (self.host.data / "postgresql.users").exists() else None
        self.addCleanup(stack.end_database, self.host.data)

    def listed(self, *options, status=0):
        return self.host.run(*options, "plugins", "list", status=status)["items"][0]

    def pin(self):
        return self.host.run("plugins", "pin", self.plugin)["items"][0]

    def change(self):
        with open(self.plugin, "ab") as file:
            file.write(b"\0")

    def test_a_file_runs_once_it_is_pinned_and_not_when_it_has_changed_since(self):
        refused = self.listed(status=1)["refused"]
        self.assertEqual(refused["rule"], "pin")
        self.assertEqual(refused["remedy"], f"host_stub plugins pin '{self.plugin}'")
        pinned = self.pin()
        self.assertEqual(pinned["sha256"], hashlib.sha256(self.plugin.read_bytes()).hexdigest())
        subprocess.run(["sha256sum", "--check", "--strict", "--quiet", pinned["pin"]], cwd=self.plugins, check=True)
        self.assertEqual(self.listed()["id"], "jira")
        self.change()
        changed = self.listed(status=1)
        self.assertEqual(changed["refused"]["rule"], "pin")
        self.assertIn("not those that were pinned", changed["refused"]["message"])
        self.pin()
        self.assertEqual(self.listed()["id"], "jira")

    def test_in_development_it_runs_with_a_warning(self):
        told = subprocess.run(self.host.command("--dev", "plugins", "list"), capture_output=True, text=True, timeout=60,
                              check=True)
        self.assertIn('"id":"jira"', told.stdout)
        self.assertIn("plugin_unpinned", told.stderr)
        self.assertIn("host_stub plugins pin", told.stderr)

    def test_a_pin_that_others_could_have_written_is_none(self):
        pin = pathlib.Path(self.pin()["pin"])
        pin.chmod(0o646)
        refused = self.listed(status=1)["refused"]
        self.assertIn("can be written by others", refused["message"])
        subprocess.run(refused["remedy"], shell=True, check=True)
        self.assertEqual(self.listed()["id"], "jira")
        elsewhere = self.host.folder / "elsewhere"
        shutil.move(pin, elsewhere)
        pin.symlink_to(elsewhere)
        self.assertIn("symbolic link", self.listed(status=1)["refused"]["message"])

    def test_what_is_no_plugins_file_is_not_pinned(self):
        self.plugin.write_text("no library")
        problem = self.host.run("plugins", "pin", self.plugin, status=2)
        self.assertEqual(problem["code"], "plugin_not_pinned")
        self.assertEqual(problem["remedy"], "name a plugin's file")  # and not to remove what was named by mistake
        self.assertFalse(self.plugin.with_name(self.plugin.name + ".sha256").exists())

    def test_a_serving_host_shows_what_it_refused_and_why(self):
        self.pin()
        self.change()
        serving = self.host.serve()
        self.addCleanup(serving.end)
        self.host.run("companies", "add", "acme")
        item = self.host.api(serving, "GET", "/plugins")["items"][0]
        self.assertIn("not those that were pinned", item["refused"])
        self.assertEqual(item["sha256"], hashlib.sha256(self.plugin.read_bytes()).hexdigest())


if __name__ == "__main__":
    unittest.main(verbosity=2)
