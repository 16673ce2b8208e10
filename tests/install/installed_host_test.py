# SPDX-License-Identifier: Apache-2.0
"""The host as `make install` leaves it: it finds its worker, its plugins and its example.
   installed_host_test.py BUILD"""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

TOP = pathlib.Path(__file__).resolve().parents[2]
BUILD = pathlib.Path(sys.argv.pop(1))
PREFIX = pathlib.Path(tempfile.mkdtemp(prefix="itsm-installed-"))
sys.path.insert(0, str(TOP / "tests/integration"))


def setUpModule():
    unittest.addModuleCleanup(shutil.rmtree, PREFIX, True)
    PREFIX.chmod(0o755)
    subprocess.run(["cmake", "--install", BUILD, "--prefix", PREFIX], check=True, stdout=subprocess.DEVNULL, umask=0o022)
    os.environ["ITSM_PROGRAMS"] = str(PREFIX / "bin")
    os.environ.pop("ITSM_PLUGINS", None)


class Installed(unittest.TestCase):
    def test_an_installed_host_makes_a_ticket_with_the_plugin_that_came_with_it(self):
        import stack
        simulator = stack.Simulator()
        self.addCleanup(simulator.end)
        host = stack.Host(simulator.address, (TOP / "tests/install/policy.yaml").read_text())
        self.addCleanup(shutil.rmtree, host.folder, True)
        host.set_up()
        host.import_scan([stack.result(1)])
        self.assertEqual(host.run("push", "--company", "acme", "--all")["counts"], {"created": 1})
        self.assertEqual(len(simulator.tickets()), 1)

    def test_the_installed_example_is_a_configuration_that_works(self):
        with tempfile.TemporaryDirectory() as data:
            os.chmod(data, 0o755)
            told = subprocess.run([PREFIX / "bin/host_stub", "--config", PREFIX / "share/itsm/config/host.yaml", "--data",
                                   f"{data}/data", "plugins", "list"], check=True, capture_output=True, text=True)
        self.assertIn("jira", told.stdout)


if __name__ == "__main__":
    unittest.main(verbosity=2)
