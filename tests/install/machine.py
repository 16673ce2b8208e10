# SPDX-License-Identifier: Apache-2.0
"""This machine, once more: what is installed in it does not stay. A mount namespace with an overlay over the root folder,
for which one has to be root."""
import os
import pathlib
import subprocess
import tempfile

MAKE = """
mount -t tmpfs none "$1" && mkdir "$1/upper" "$1/work" "$1/root" &&
mount -t overlay overlay -o "lowerdir=/,upperdir=$1/upper,workdir=$1/work" "$1/root" &&
mount -t proc none "$1/root/proc" && mount --rbind /dev "$1/root/dev" && mount -t tmpfs none "$1/root/tmp" &&
chmod 1777 "$1/root/tmp" && echo ready && exec sleep infinity
"""


class Machine:
    def __init__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="itsm-machine-"))
        self.root = self.folder / "root"
        self.holder = subprocess.Popen(["unshare", "--mount", "sh", "-c", MAKE, "sh", self.folder], text=True,
                                       stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        self.said = self.holder.stdout.readline()
        self.exists = self.said == "ready\n"

    def command(self, *words, user="root"):
        """Words that do this there."""
        return ["nsenter", f"--mount=/proc/{self.holder.pid}/ns/mnt", f"--wd={self.folder}", "chroot",
                f"--userspec={user}:", str(self.root), *map(str, words)]

    def run(self, *words, user="root", status=0, **options):
        done = subprocess.run(self.command(*words, user=user), capture_output=True, text=True, timeout=600,
                              env={**os.environ, "HOME": "/tmp"}, **options)
        assert done.returncode == status, f"{words}: exit status {done.returncode}\n{done.stdout}{done.stderr}"
        return done.stdout

    def put(self, file, text):
        self.run("sh", "-c", f'cat > "{file}"', input=text)

    def end(self):
        self.holder.kill()
        self.holder.communicate()
        self.folder.rmdir()
