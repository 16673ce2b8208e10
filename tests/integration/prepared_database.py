# SPDX-License-Identifier: Apache-2.0
"""A host's own database from which tests start: made once for each build of host_stub, with every migration applied.
It does not wait for the disk: what tests kill are processes, never the machine."""
import fcntl
import hashlib
import os
import pathlib
import shutil
import subprocess
import tempfile

# One of another PostgreSQL is no use here: see tests/postgres.
FOLDER = pathlib.Path(__file__).resolve().parents[2] / ("build/prepared" + os.environ.get("ITSM_NEWER_POSTGRESQL", ""))


def copy_to(data, program):
    """Puts the database that this host_stub makes into the data folder, which is not there yet."""
    seen = program.stat()
    name = hashlib.sha256(f"{program} {seen.st_mtime_ns} {seen.st_size}".encode()).hexdigest()[:16]
    prepared = FOLDER / name
    prepared.parent.mkdir(parents=True, exist_ok=True)
    with open(prepared.parent / "lock", "w", encoding="ascii") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not prepared.exists():
            make(prepared, program)
        fcntl.flock(lock, fcntl.LOCK_SH)
        data.mkdir()
        shutil.copystat(prepared, data)
        subprocess.run(["cp", "-a", "--reflink=auto", prepared / "postgresql", data], check=True)


def make(prepared, program):
    for older in prepared.parent.iterdir():
        if older.is_dir():
            shutil.rmtree(older)
    # PostgreSQL runs as a user of its own, who may not be able to reach the build.
    with tempfile.TemporaryDirectory(prefix="itsm-prepared-") as name:
        folder = pathlib.Path(name)
        folder.chmod(0o755)
        (folder / "host.yaml").write_text(f"data: {folder}/data\n")
        subprocess.run([program, "--config", folder / "host.yaml", "migrate"], check=True, capture_output=True, timeout=300)
        with open(folder / "data/postgresql/postgresql.conf", "a", encoding="ascii") as settings:
            settings.write("fsync = off\nfull_page_writes = off\n")
        prepared.mkdir()
        shutil.copystat(folder / "data", prepared)
        subprocess.run(["cp", "-a", folder / "data/postgresql", prepared], check=True)
