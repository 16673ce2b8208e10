# SPDX-License-Identifier: Apache-2.0
"""With ITSM_TEST_POOLED every host of the tests reaches its database through a PgBouncer in transaction mode. The database is
where it always is, so that tests that look into it find it; only the host has to ask somebody else."""
import atexit
import os
import shutil
import signal
import socket
import subprocess

import database_server

WANTED = bool(os.environ.get("ITSM_TEST_POOLED"))
SETTINGS = """[databases]
itsm = host={sockets} port=5432 dbname=itsm user=itsm_app

[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = 10
max_client_conn = 1000
"""


def put_before(host):
    """Before the host's first command: starts its database, and a pooler that the host's settings name."""
    settings = host.folder / "host.yaml"
    if not WANTED or not settings.exists() or not (host.data / "postgresql").exists() or "database:" in settings.read_text():
        return
    user = "postgres" if os.geteuid() == 0 else None
    sockets = host.data / "socket"
    sockets.mkdir(mode=0o700, exist_ok=True)
    if user:
        shutil.chown(sockets, user)
    subprocess.run([database_server.newest_binaries() / "pg_ctl", "-D", host.data / "postgresql", "-w", "-l",
                    host.data / "postgresql/server.log", "-o", f"-c listen_addresses= -c unix_socket_directories={sockets}",
                    "start"], user=user, cwd="/", check=True, stdout=subprocess.DEVNULL, timeout=120)
    postmaster = int((host.data / "postgresql/postmaster.pid").read_text().split()[0])
    (host.data / "postgresql.users").touch()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (host.folder / "pgbouncer.ini").write_text(SETTINGS.format(sockets=sockets, port=port))
    with open(host.folder / "pgbouncer.log", "wb") as log:
        pooler = subprocess.Popen([shutil.which("pgbouncer"), host.folder / "pgbouncer.ini"], user=user, cwd="/", stdout=log,
                                  stderr=log)
    atexit.register(end, postmaster, pooler)
    with open(settings, "a", encoding="utf-8") as more:
        more.write(f"database:\n  url: postgresql://itsm_app@127.0.0.1:{port}/itsm\n")


def end(postmaster, pooler):
    pooler.terminate()
    pooler.wait(timeout=120)
    try:
        os.kill(postmaster, signal.SIGQUIT)
    except ProcessLookupError:
        pass  # the test has ended it
