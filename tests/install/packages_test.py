# SPDX-License-Identifier: Apache-2.0
"""The Debian packages: what is in them, and that a machine on which they are installed has a host that works.
   packages_test.py BUILD"""
import json
import os
import pathlib
import re
import shutil
import socket
import struct
import subprocess
import sys
import tempfile
import unittest

import machine

BUILD = pathlib.Path(sys.argv.pop(1)).resolve()
HERE = pathlib.Path(__file__).resolve().parent
TOP = HERE.parents[1]
FOLDER = pathlib.Path(tempfile.mkdtemp(prefix="itsm-packages-"))
PACKAGES = {}


def output(*command):
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, timeout=600)
    if done.returncode != 0:
        raise AssertionError(f"{command} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout


def setUpModule():
    unittest.addModuleCleanup(shutil.rmtree, FOLDER, True)
    # Quickly rather than small: nobody downloads these.
    output("cpack", "--config", BUILD / "CPackConfig.cmake", "-B", FOLDER, "-D", "CPACK_DEBIAN_COMPRESSION_TYPE=gzip")
    for file in FOLDER.glob("*.deb"):
        PACKAGES[output("dpkg-deb", "-f", file, "Package").strip()] = file


def files(package):
    """Path to (mode, owner) of what is in a package."""
    listed = output("dpkg-deb", "-c", PACKAGES[package]).splitlines()
    rows = [line.split(None, 5) for line in listed]
    return {row[5].removeprefix("."): (row[0], row[1]) for row in rows}


def depends(package):
    return {re.split(r"[ :]", word)[0] for word in output("dpkg-deb", "-f", PACKAGES[package], "Depends").strip().split(", ")}


class Contents(unittest.TestCase):
    def test_each_package_has_what_its_people_need(self):
        self.assertEqual(set(PACKAGES), {"itsm-link", "itsm-link-simulator", "itsm-link-dev"})
        host, simulator, sdk = files("itsm-link"), files("itsm-link-simulator"), files("itsm-link-dev")
        for path in ("/usr/bin/host_stub", "/usr/libexec/itsm/itsm-worker", "/usr/share/itsm/web/index.html", "/etc/itsm/host.yaml",
                     "/usr/lib/systemd/system/itsm-link.service", "/usr/share/itsm/config/host.yaml",
                     "/usr/share/doc/itsm-link/database.md", "/usr/share/doc/itsm-link/prometheus/itsm.rules.yml"):
            self.assertIn(path, host)
        plugins = [path for path in host if path.startswith("/usr/lib/itsm/plugins/") and path.endswith(".so")]
        self.assertEqual(sorted(pathlib.Path(path).name.split("-")[0] for path in plugins),
                         ["jira", "manageengine", "servicenow"])
        for path in ("/usr/bin/itsm-simulator", "/usr/share/itsm/seeds/jira_cloud.yaml"):
            self.assertIn(path, simulator)
        for path in ("/usr/include/itsm/plugin_abi.h", "/usr/include/itsm/abi_hash.h", "/usr/bin/itsm-conformance",
                     "/usr/share/itsm/schema/manifest.schema.json", "/usr/lib/pkgconfig/itsm_plugin_sdk.pc",
                     "/usr/lib/cmake/itsm_plugin_sdk/itsm_plugin_sdk-config.cmake"):
            self.assertIn(path, sdk)
        shared = [path for path in (set(host) & set(sdk)) | (set(host) & set(simulator)) | (set(sdk) & set(simulator))
                  if not path.endswith("/")]
        self.assertEqual(shared, [], "a file is in two packages")

    def test_everything_belongs_to_root_and_nobody_else_may_write(self):
        for package in PACKAGES:
            for path, (mode, owner) in files(package).items():
                self.assertEqual(owner, "root/root", path)
                self.assertNotIn("w", mode[5] + mode[8], path)
                self.assertNotIn("s", mode, path)

    def test_they_depend_on_the_libraries_that_their_programs_load(self):
        self.assertLessEqual({"adduser", "libcpprest2.10", "libpq5", "libsodium23", "libseccomp2"}, depends("itsm-link"))
        self.assertNotIn("libcpprest2.10", depends("itsm-link-dev"))
        self.assertIn("nlohmann-json3-dev", depends("itsm-link-dev"))
        self.assertIn("postgresql", output("dpkg-deb", "-f", PACKAGES["itsm-link"], "Recommends"))

    def test_nothing_of_the_tree_in_which_they_were_built_is_named(self):
        for package, file in PACKAGES.items():
            folder = FOLDER / f"{package}.root"
            output("dpkg-deb", "-x", file, folder)
            named = subprocess.run(["grep", "-rlF", "-e", str(BUILD), "-e", str(TOP) + "/", folder], capture_output=True, text=True)
            self.assertEqual(named.stdout, "")

    @unittest.skipUnless(shutil.which("lintian"), "lintian is not installed")
    def test_lintian_finds_nothing_grave(self):
        told = subprocess.run(["lintian", "--fail-on", "error", "--allow-root", *PACKAGES.values()], capture_output=True, text=True)
        self.assertEqual([line for line in told.stdout.splitlines() if line.startswith("E:")], [], told.stderr)


class Installed(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        if os.geteuid() != 0:
            raise unittest.SkipTest("the packages are installed by root only")
        cls.machine = machine.Machine()
        cls.addClassCleanup(cls.machine.end)
        if not cls.machine.exists:
            raise unittest.SkipTest(f"no overlay can be mounted here: {cls.machine.said.strip()}")
        cls.machine.run("dpkg", "-i", *[cls.bring(name, file) for name, file in PACKAGES.items()])

    @classmethod
    def bring(cls, name, file):
        """A copy there, since /tmp is its own."""
        place = f"/var/tmp/{name}.deb"
        with open(file, "rb") as package:
            subprocess.run(cls.machine.command("tee", place), stdin=package, stdout=subprocess.DEVNULL, check=True)
        return place

    def host(self, *words):
        return self.machine.run("host_stub", "--config", "/etc/itsm/host.yaml", *words, user="itsm")

    def data_folder(self):
        self.machine.run("install", "-d", "-o", "itsm", "-g", "itsm", "-m", "750", "/var/lib/itsm")  # as systemd does

    def test_the_host_finds_its_plugins_and_its_own_database(self):
        self.data_folder()
        version = self.machine.run("host_stub", "--version").strip()
        self.assertEqual(version, output("dpkg-deb", "-f", PACKAGES["itsm-link"], "Version").strip())
        listed = json.loads(self.host("--json", "plugins", "list"))["items"]
        self.assertEqual(sorted((item["id"], item["in_use"]) for item in listed),
                         [("jira", True), ("manageengine", True), ("servicenow", True)])

    def test_the_configuration_is_for_the_service_only(self):
        self.assertEqual(self.machine.run("stat", "-c", "%U:%G %a", "/etc/itsm/host.yaml").strip(), "root:itsm 640")
        self.machine.run("cat", "/etc/itsm/host.yaml", user="nobody", status=1)

    def test_an_author_builds_a_plugin_that_conforms(self):
        self.machine.run("cp", "-r", "/usr/share/doc/itsm-link-dev/examples/acme", "/tmp/acme")
        self.machine.run("cmake", "-S", "/tmp/acme", "-B", "/tmp/acme/build", "-G", "Ninja")
        self.machine.run("cmake", "--build", "/tmp/acme/build", "--target", "acme")
        judged = json.loads(self.machine.run("itsm-conformance", "/tmp/acme/build/acme.so", "--json"))
        self.assertEqual(judged["summary"]["failed"], 0)

    def test_the_unit_is_what_systemd_calls_well_shut_in(self):
        if not shutil.which("systemd-analyze"):
            self.skipTest("systemd-analyze is not installed")
        unit = "/usr/lib/systemd/system/itsm-link.service"
        told = self.machine.run("systemd-analyze", "verify", "--man=no", unit)
        self.assertEqual([line for line in told.splitlines() if "itsm-link" in line], [])
        self.machine.run("systemd-analyze", "security", "--offline=true", "--threshold=30", unit)

    def told_by(self, process, heard):
        """As NotifyAccess=main has it: Debian's PostgreSQL says READY=1 too."""
        while True:
            said, extra, _, _ = heard.recvmsg(100, socket.CMSG_SPACE(12))
            if struct.unpack("3i", extra[0][2])[0] == process:
                return said

    def test_it_serves_with_the_system_calls_that_its_unit_allows_and_says_when(self):
        if not shutil.which("systemd-analyze"):
            self.skipTest("systemd-analyze is not installed")
        unit = self.machine.run("cat", "/usr/lib/systemd/system/itsm-link.service")
        self.assertIn("\nType=notify\n", unit)
        allowed = re.search(r"^SystemCallFilter=(.*)$", unit, re.MULTILINE)[1].split()
        heard = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.addCleanup(heard.close)
        heard.bind("\0itsm-packages-test-" + str(os.getpid()))
        heard.settimeout(120)
        heard.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
        self.data_folder()
        served = subprocess.Popen(
            self.machine.command("python3", "-c", (HERE / "under_filter.py").read_text(), *allowed, "--", "host_stub", "--config",
                                 "/etc/itsm/host.yaml", "serve", "--port", "0", user="itsm"),
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            env={**os.environ, "NOTIFY_SOCKET": heard.getsockname().decode().replace("\0", "@")})
        try:
            self.assertEqual(self.told_by(served.pid, heard), b"READY=1")
        except TimeoutError:
            served.kill()
            self.fail(served.communicate()[0])
        served.terminate()
        told, _ = served.communicate(timeout=120)
        self.assertEqual(self.told_by(served.pid, heard), b"STOPPING=1")
        self.assertEqual(served.returncode, 0, told)
        self.assertNotIn("plugin_lock_missing", told)
        self.assertNotIn("process_not_hardened", told)


if __name__ == "__main__":
    unittest.main(verbosity=2)
