# SPDX-License-Identifier: Apache-2.0
"""The workbench in a browser, against a host, its database and a simulated vendor.

   workbench_test.py FILE...     runs these files of this folder, such as tickets.test.mjs, and compares the API's types
   workbench_test.py types       writes the workbench's types of the API anew
   workbench_test.py pictures    writes pictures of every page to build/pictures
"""
import json
import os
import pathlib
import subprocess
import sys
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "integration"))

import in_step  # noqa: E402
import stack  # noqa: E402

PASSWORD = "workbench correct horse"


class Workbench(in_step.InStep):
    def prepare(self):
        """Vendors that somebody connects on the page."""
        self.others = {}
        if not {"connect.test.mjs", "pictures"} & set(WANTED):
            return
        for vendor in ("servicenow", "sdp-cloud"):
            simulator = stack.Simulator(vendor)
            self.addCleanup(simulator.end)
            self.others["ITSM_WEB_" + vendor.upper().replace("-", "_")] = simulator.address
            if vendor == "sdp-cloud":
                simulator.control("POST", "oauth", {"consent": "accept", "as": "analyst"})

    def add_person(self, name, role):
        """The password with which they sign in once."""
        return self.host.run("users", "add", name, "--role", role, "--company", "acme")["password"]

    def choose_password(self, name, once):
        order = {"name": name, "password": once, "new_password": PASSWORD}
        status, answer = self.post(f"{self.host.address}/api/v1/session", json.dumps(order).encode())
        self.assertEqual(status, 200, answer)

    def test_a_person_works_with_it(self):
        self.host.import_scan([stack.result(n) for n in range(12)])
        for sample in ("mosquitto.flawfinder.sarif", "handlebars.eslint-security.sarif", "shop-image.trivy.json"):
            self.host.run("import", stack.TOP / "config/samples" / sample, "--company", "acme", "--asset", sample.split(".")[0])
        self.host.run("push", "--company", "acme", "--filter", "severity=critical,high")
        self.host.run("push", "--company", "acme", "--filter", "scanner=Flawfinder")
        environment = {**os.environ, "ITSM_WEB_HOST": self.host.address, "ITSM_WEB_NAME": "ana", "ITSM_WEB_PASSWORD": PASSWORD,
                       "ITSM_WEB_SIMULATOR": self.simulator.address, "ITSM_WEB_ONCE": self.add_person("beth", "analyst"), **self.others}
        self.choose_password("ana", self.add_person("ana", "admin"))
        self.types("write" if WANTED == ["types"] else "check")
        if WANTED == ["pictures"]:
            self.node(environment, HERE / "pictures.mjs", stack.TOP / "build/pictures")
        elif WANTED != ["types"]:
            self.node(environment, "--test", "--test-concurrency=1", "--test-reporter=spec", *(HERE / name for name in WANTED))

    def types(self, verb):
        document = self.host.folder / "openapi.json"
        document.write_text(json.dumps(self.host.call(self.token, "/openapi.json")[2]))
        self.node(os.environ, HERE / "types.mjs", verb, document)

    def node(self, environment, *words):
        done = subprocess.run([HERE / "run.sh", *words], env=environment, timeout=900, check=False)
        self.assertEqual(done.returncode, 0)


if __name__ == "__main__":
    WANTED = sys.argv[1:]
    unittest.main(argv=sys.argv[:1], verbosity=2)
