# SPDX-License-Identifier: Apache-2.0
"""A PostgreSQL that an operator runs."""
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import tempfile

import stack


def newest_binaries():
    versions = pathlib.Path("/usr/lib/postgresql").glob("*/bin/initdb")
    return max((path.parent for path in versions), key=lambda folder: int(folder.parent.name), default=None)


class Server:
    """A PostgreSQL on a port of loopback, run by a user without power."""

    def __init__(self, binaries, follow=None):
        """follow: another server whose standby this becomes."""
        self.binaries = binaries
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="itsm-pg-"))
        # PostgreSQL refuses to run as root.
        self.user = "postgres" if os.geteuid() == 0 else None
        if self.user:
            shutil.chown(self.folder, self.user)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        if follow:
            self.run("pg_basebackup", "-d", follow.url("boss", "super-secret", "postgres"), "-D", self.folder / "data",
                     "--write-recovery-conf", "--checkpoint=fast", "--no-sync")
        else:
            password = self.folder / "password"
            password.write_text("super-secret")
            password.chmod(0o644)
            self.run("initdb", "-D", self.folder / "data", "-U", "boss", "--pwfile", password, "-A", "scram-sha-256",
                     "--no-sync")
        self.start()

    def run(self, program, *arguments):
        done = subprocess.run([self.binaries / program, *map(str, arguments)], user=self.user, cwd="/", capture_output=True, text=True,
                              timeout=120)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def start(self):
        log = open(self.folder.parent / f"{self.folder.name}.log", "ab")
        self.process = subprocess.Popen(
            [self.binaries / "postgres", "-D", self.folder / "data", "-p", str(self.port), "-c", "listen_addresses=127.0.0.1",
             "-c", f"unix_socket_directories={self.folder}", "-c", "fsync=off", "-c", "wal_retrieve_retry_interval=200ms"],
            user=self.user, cwd="/", stdout=log, stderr=log, start_new_session=True)
        log.close()
        stack.wait_until(lambda: subprocess.run([self.binaries / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(self.port)],
                                                timeout=120).returncode == 0, "the database server is ready")

    def stop(self):
        self.process.send_signal(signal.SIGINT)  # at once, and cleanly
        self.process.wait(timeout=120)

    def processes(self):
        """The postmaster first."""
        parent = self.process.pid
        children = pathlib.Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
        return [parent, *map(int, children)]

    def kill(self):
        """As a machine dies that loses its power."""
        for process in self.processes():
            os.kill(process, signal.SIGKILL)
        self.process.wait(timeout=120)

    def promote(self):
        self.run("pg_ctl", "promote", "-D", self.folder / "data")

    def end(self):
        if self.process.poll() is None:
            self.stop()
        shutil.rmtree(self.folder, True)
        self.folder.with_name(self.folder.name + ".log").unlink(missing_ok=True)

    def url(self, role, password, database="itsm"):
        return f"postgresql://{role}:{password}@127.0.0.1:{self.port}/{database}"

    def sql(self, text, database="itsm"):
        """The first column of the rows."""
        return self.run("psql", self.url("boss", "super-secret", database), "-v", "ON_ERROR_STOP=1", "-qAtX", "-c",
                        text).splitlines()
