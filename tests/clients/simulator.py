# SPDX-License-Identifier: Apache-2.0
"""Starts a simulated vendor for a test and talks to its control interface."""
import json
import os
import re
import signal
import subprocess
import urllib.request


class Simulator:
    def __init__(self, vendor):
        program = os.environ["ITSM_SIMULATOR"]  # the program itsm-simulator
        self.process = subprocess.Popen([program, "--vendor", vendor], stdout=subprocess.PIPE, text=True)
        for line in self.process.stdout:
            match = re.fullmatch(r"listening on (http://127\.0\.0\.1:\d+)", line.strip())
            if match:
                self.address = match[1]
                return
        raise RuntimeError("the simulator ended without saying where it listens")

    def control(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.address}/_sim/{path}", data=data, method=method)
        with urllib.request.urlopen(request) as answer:
            text = answer.read()
        return json.loads(text) if text else None

    def stop(self):
        """The exit status of the program."""
        self.process.send_signal(signal.SIGTERM)
        status = self.process.wait(timeout=30)
        self.process.stdout.close()
        return status
