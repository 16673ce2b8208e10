# SPDX-License-Identifier: Apache-2.0
"""A Request Tracker of its own for a test: Debian's, with a configuration, a database and a port of the test."""
import base64
import json
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import tempfile
import urllib.error
import urllib.parse
import urllib.request

import stack

SHARE = pathlib.Path("/usr/share/request-tracker5")
SERVER = SHARE / "libexec/rt-server"

# Mail goes nowhere, and every request may read what the one before it wrote.
CONFIGURATION = """
Set($rtname, 'itsm.test');
Set($Organization, 'itsm.test');
Set($WebDomain, '127.0.0.1');
Set($WebPort, {port});
Set($DatabaseType, 'SQLite');
Set($DatabaseName, '{folder}/rt.sqlite');
Set($SendmailPath, '{folder}/sendmail');
Set($LogToSyslog, undef);
Set($LogToSTDERR, 'warning');
Set($Timezone, 'America/New_York');
$RT::VarPath = '{folder}';
$RT::MasonDataDir = '{folder}/mason_data';
$RT::MasonSessionDir = '{folder}/session_data';
1;
"""

# What an administrator does by hand, as docs/request_tracker.md has it.
SET_UP = """
use lib '/usr/share/request-tracker5/lib';
use RT; RT->LoadConfig; RT->Init; use RT::Authen::Token; use RT::AuthToken;
sub made { my ($id, $why) = @_; die $why unless $id; return $id }
my $queue = RT::Queue->new(RT->SystemUser);
made($queue->Create(Name => 'Security', Description => 'What scanners find'));
my $closed = RT::Queue->new(RT->SystemUser);
made($closed->Create(Name => 'Closed to us'));
my $key = RT::CustomField->new(RT->SystemUser);
made($key->Create(Name => 'Finding key', Type => 'FreeformSingle', LookupType => RT::Ticket->CustomFieldLookupType));
made($key->AddToObject($queue));
my $rule = RT::CustomField->new(RT->SystemUser);
made($rule->Create(Name => 'Scanner rule', Type => 'FreeformSingle', LookupType => RT::Ticket->CustomFieldLookupType));
made($rule->AddToObject($queue));
my $team = RT::CustomField->new(RT->SystemUser);
made($team->Create(Name => 'Team', Type => 'SelectSingle', LookupType => RT::Ticket->CustomFieldLookupType));
made($team->AddValue(Name => $_)) for qw(Web Infrastructure);
made($team->AddToObject($queue));
for my $who (['itsm-link', 'Link to the scanners'], ['lea', 'Lea Dahl']) {
  my $user = RT::User->new(RT->SystemUser);
  made($user->Create(Name => $who->[0], RealName => $who->[1], EmailAddress => "$who->[0]\\@itsm.test",
                     Privileged => 1, Password => "$who->[0]-password"));
  made($user->PrincipalObj->GrantRight(Object => $queue, Right => $_))
    for qw(SeeQueue ShowTicket ShowTicketComments CreateTicket ModifyTicket ReplyToTicket CommentOnTicket OwnTicket
           SeeCustomField ModifyCustomField);
  made($user->PrincipalObj->GrantRight(Object => $_, Right => 'SeeCustomField')) for $key, $rule, $team;
}
my $user = RT::User->new(RT->SystemUser);
$user->Load('itsm-link');
my $token = RT::AuthToken->new(RT->SystemUser);
my ($ok, $why, $secret) = $token->Create(Owner => $user->Id, Description => 'Link to the scanners');
made($ok, $why);
print "token $secret\\n";
"""


def is_installed():
    return SERVER.exists()


class RequestTracker:
    """Served by Starlet on a port of loopback. Ended by its process id."""

    def __init__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="itsm-rt-"))
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        (self.folder / "site.d").mkdir()
        for name in ("mason_data", "session_data"):
            (self.folder / name).mkdir(mode=0o770)
        sendmail = self.folder / "sendmail"
        sendmail.write_text("#!/bin/sh\ncat >/dev/null\n")
        sendmail.chmod(0o755)
        configuration = self.folder / "RT_SiteConfig.pm"
        configuration.write_text(CONFIGURATION.format(port=self.port, folder=self.folder))
        self.environment = {**os.environ, "RT_SITE_CONFIG": str(configuration), "RT_SITE_CONFIG_DIR": str(self.folder / "site.d"),
                            "LC_ALL": "C.UTF-8"}
        self.run("/usr/sbin/rt-setup-database-5", "--action", "init", "--force", "--dba-password", "")
        self.token = self.run("perl", "-e", SET_UP).split("token ")[-1].strip()
        self.log = open(self.folder / "server.log", "ab")
        self.process = subprocess.Popen(
            [SERVER, "--port", str(self.port), "--host", "127.0.0.1", "--workers", "4"], env=self.environment, cwd=self.folder,
            stdout=self.log, stderr=self.log, start_new_session=True)
        stack.wait_until(self.answers, f"Request Tracker answers; {self.folder}/server.log says more")

    def run(self, *command):
        done = subprocess.run([str(word) for word in command], env=self.environment, cwd=self.folder, capture_output=True, text=True,
                              timeout=300)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def answers(self):
        assert self.process.poll() is None, (self.folder / "server.log").read_text()
        try:
            return self.ask("GET", "/rt")["Version"].startswith("5.")
        except urllib.error.URLError:
            return False

    def end(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=60)
        self.log.close()
        shutil.rmtree(self.folder)

    def ask(self, method, path, body=None, user="lea"):
        """What Request Tracker answers a person's own client."""
        request = urllib.request.Request(
            f"{self.address}/REST/2.0{path}", method=method, data=None if body is None else json.dumps(body).encode(),
            headers={"Authorization": "Basic " + base64.b64encode(f"{user}:{user}-password".encode()).decode(),
                     "Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.loads(answer.read() or "null")

    def tickets(self, query="Queue = 'Security'", fields="Subject,Status,Priority,CustomFields"):
        """All of them, a hundred at a time."""
        found, page = [], 1
        while True:
            listed = self.ask("GET", "/tickets?" + urllib.parse.urlencode(
                {"query": query, "fields": fields, "per_page": 100, "page": page, "orderby": "id"}))
            found += listed["items"]
            if page >= (listed["pages"] or 0):
                return found
            page += 1


if __name__ == "__main__":
    server = RequestTracker()
    print(server.address, server.token, server.folder, flush=True)
    try:
        server.process.wait()
    except KeyboardInterrupt:
        server.end()
