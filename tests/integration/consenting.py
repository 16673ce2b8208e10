# SPDX-License-Identifier: Apache-2.0
"""A host whose integrations are connected by consent, and the browser of the person who consents."""
import html
import http.cookiejar
import json
import re
import socket
import subprocess
import urllib.error
import urllib.parse
import urllib.request

import stack


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Browser:
    """Follows redirects and keeps cookies, as a person's does."""

    def __init__(self, *handlers):
        cookies = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), cookies, *handlers)

    def open(self, url, data=None):
        try:
            answer = self.opener.open(urllib.request.Request(url, data=data), timeout=120)
        except urllib.error.HTTPError as other:
            answer = other
        with answer:
            self.status, self.location, self.page = answer.status, answer.headers.get("Location"), answer.url
            self.text = html.unescape(answer.read().decode())
        return self.text

    def consent(self, link):
        """The question, its button, whatever the vendor asks, and the page that the host shows in the end."""
        question = self.open(link)
        button = re.search(r'<form method="post" action="([^"]+)"', question)
        assert button, question
        return self.open(urllib.parse.urljoin(link, button[1]), data=b"")


class Host(stack.Host):
    def __init__(self, plugins, port, policy, *options):
        self.options = options
        self.make_folder()
        self.address = f"http://127.0.0.1:{port}"
        (self.folder / "host.yaml").write_text(
            f"data: {self.data}\nplugins:\n  directory: {plugins}\nnetwork:\n  allow: [127.0.0.0/8]\n"
            f"server:\n  listen: 127.0.0.1:{port}\n  public_url: {self.address}\nlog:\n  level: debug\n")
        self.write("companies.yaml", "companies:\n  - name: acme\n")
        self.write("policy.yaml", policy)

    def command(self, *arguments):
        return super().command(*self.options, *arguments)

    def apply(self):
        return self.run("apply", "-f", self.folder / "documents")

    def app(self, integration, client_id, client_secret):
        self.run("secrets", "set", integration, "client_id", stdin=f"{client_id}\n")
        self.run("secrets", "set", integration, "client_secret", stdin=f"{client_secret}\n")

    def serving(self):
        """`serve`, with its log in the data folder's neighbour."""
        return Serving(self)

    def connecting(self, integration, *arguments):
        """The command that waits for a consent, and the link that it has printed."""
        command = subprocess.Popen(self.command("integrations", "connect", integration, *arguments),
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True)
        line = command.stdout.readline()
        if not line:
            raise AssertionError(command.stderr.read())
        return command, json.loads(line)["address"]

    def call(self, token, path, body=None, method=None):
        """The answer of the API: status, headers, document."""
        return stack.ask(self.address, token, method or ("GET" if body is None else "POST"), path, body)


class Serving:
    def __init__(self, host):
        self.log = open(host.folder / "serve.log", "w")
        self.process = subprocess.Popen(host.command("serve"), stdout=subprocess.PIPE, stderr=self.log, text=True)
        line = self.process.stdout.readline()
        assert line.startswith("listening on "), (host.folder / "serve.log").read_text()

    def end(self):
        self.process.terminate()
        self.process.stdout.close()
        self.process.wait(timeout=120)
        self.log.close()


def outcome(command, status):
    """What a command that waited said in the end."""
    out, err = command.communicate(timeout=120)
    assert command.returncode == status, f"exit status {command.returncode}\n{out}\n{err}"
    return json.loads((out if status in (0, 1) else err).strip().splitlines()[-1])
