# SPDX-License-Identifier: Apache-2.0
"""What `host_stub plugins new` writes builds against the installed SDK, passes its test and keeps the contract's promises.
   plugin_project_test.py BUILD"""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

BUILD = pathlib.Path(sys.argv.pop(1))
HOST = BUILD / "bin/host_stub"
FOLDER = pathlib.Path(tempfile.mkdtemp(prefix="itsm-project-"))


def setUpModule():
    unittest.addModuleCleanup(shutil.rmtree, FOLDER, True)
    FOLDER.chmod(0o755)
    run("cmake", "--install", BUILD, "--component", "sdk", "--prefix", FOLDER / "sdk")
    (FOLDER / "sdk/bin").mkdir()
    (FOLDER / "sdk/bin/itsm-conformance").symlink_to(BUILD / "bin/itsm-conformance")


def run(*command, status=0):
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, umask=0o022, timeout=300)
    if done.returncode != status:
        raise AssertionError(f"{command} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done


class Project(unittest.TestCase):
    def test_it_builds_and_conforms_as_it_was_written(self):
        project = FOLDER / "project"
        told = run(HOST, "plugins", "new", "help-desk", "--dir", project)
        self.assertIn("help_desk_plugin.cpp", told.stdout)
        for file in project.iterdir():
            self.assertNotIn("acme", (file.name + file.read_text()).lower(), file)
        run("cmake", "-S", project, "-B", project / "build", f"-DCMAKE_PREFIX_PATH={FOLDER / 'sdk'}")
        run("cmake", "--build", project / "build")
        told = run("ctest", "--test-dir", project / "build", "--output-on-failure")
        self.assertIn("100% tests passed, 0 tests failed out of 2", told.stdout)
        judged = run(BUILD / "bin/itsm-conformance", project / "build/help-desk.so", "--json")
        summary = json.loads(judged.stdout)["summary"]
        self.assertEqual((summary["failed"], summary["quirks"]), (0, 0))
        self.assertGreater(summary["passed"], 30)

    def test_nothing_is_overwritten_and_a_wrong_name_is_refused(self):
        kept = FOLDER / "kept"
        kept.mkdir()
        (kept / "work.cpp").write_text("mine")
        self.assertIn("exists", run(HOST, "plugins", "new", "desk", "--dir", kept, status=2).stderr)
        self.assertEqual(os.listdir(kept), ["work.cpp"])
        for name in ("Desk", "-desk", "desk_2", "../desk", "a--b", "test"):
            self.assertIn("cannot be a plugin's id",
                          run(HOST, "plugins", "new", "--dir", FOLDER / "never", "--", name, status=2).stderr)
        self.assertFalse((FOLDER / "never").exists())


if __name__ == "__main__":
    unittest.main(verbosity=2)
