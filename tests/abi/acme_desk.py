# SPDX-License-Identifier: Apache-2.0
"""Acme Desk, the imaginary service desk of the example plugin, for tests.

Prints the port that it listens on, then serves until its standard input closes. With --lose it takes tickets and
closes the connection without an answer.
"""
import http.server
import json
import sys
import threading
import urllib.parse

TOKEN = "open sesame"
LONGEST_TITLE = 200
tickets = []


class Desk(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        address = urllib.parse.urlsplit(self.path)
        if self.headers["Authorization"] != "Bearer " + TOKEN:
            self.answer(401, {})
        elif address.path == "/me":
            self.answer(200, {"id": "u1", "name": "Ada", "can_write": True})
        elif address.path.startswith("/tickets/"):
            number = address.path.removeprefix("/tickets/")
            found = [t for t in tickets if str(t["number"]) == number]
            self.answer(*(200, found[0]) if found else (404, {}))
        elif address.path == "/tickets":
            key = urllib.parse.parse_qs(address.query)["external_id"][0]
            self.answer(200, {"tickets": [t for t in tickets if t["external_id"] == key]})
        else:
            self.answer(404, {})

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.headers["Authorization"] != "Bearer " + TOKEN:
            return self.answer(401, {})
        if not body["title"]:
            return self.answer(422, {"title": "is empty"})
        if len(body["title"].encode("utf-16-le")) > 2 * LONGEST_TITLE:
            return self.answer(422, {"title": "is too long"})
        number = len(tickets) + 1
        tickets.append({"number": number, "title": body["title"], "external_id": body["external_id"], "state": "open",
                        "revision": 1, "link": "http://desk.example/%d" % number})
        if "--lose" not in sys.argv:
            self.answer(201, tickets[-1])

    def answer(self, status, document):
        body = json.dumps(document).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Desk)
threading.Thread(target=server.serve_forever, daemon=True).start()
print(server.server_address[1], flush=True)
sys.stdin.read()
