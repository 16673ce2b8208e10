# SPDX-License-Identifier: Apache-2.0
"""On the page a real Request Tracker is connected, by a plugin that was built out of the tree."""
import os
import pathlib
import sys
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "integration"))

import request_tracker  # noqa: E402
import stack  # noqa: E402
import workbench_test  # noqa: E402


class OnThePage(workbench_test.Workbench):
    policy = (stack.TOP / "plugin_api/examples/request_tracker/policy.yaml").read_text()
    test_a_person_works_with_it = None

    def start_vendor(self):
        self.assertTrue(request_tracker.is_installed(), "request-tracker5 is missing: scripts/bootstrap installs it")
        return request_tracker.RequestTracker()

    def prepare(self):
        """Nothing is connected beforehand."""

    write_document = connect = prepare

    def test_request_tracker_is_connected(self):
        self.choose_password("ana", self.add_person("ana", "admin"))
        environment = {**os.environ, "ITSM_WEB_HOST": self.host.address, "ITSM_WEB_NAME": "ana",
                       "ITSM_WEB_PASSWORD": workbench_test.PASSWORD, "ITSM_WEB_REQUEST_TRACKER": self.simulator.address,
                       "ITSM_WEB_REQUEST_TRACKER_TOKEN": self.simulator.token}
        self.node(environment, "--test", "--test-reporter=spec", HERE / "request_tracker.test.mjs")
        # What was set up there works: a finding gets its ticket.
        self.host.import_scan([stack.result(1)])
        self.assertEqual(self.host.run("push", "--company", "acme", "--all")["counts"], {"created": 1})
        self.assertEqual(len(self.simulator.tickets()), 1)


if __name__ == "__main__":
    unittest.main(verbosity=2)
