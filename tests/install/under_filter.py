# SPDX-License-Identifier: Apache-2.0
"""Becomes a program that may make these system calls and gets EPERM for the others, as systemd does it by a unit's
SystemCallFilter.   under_filter.py CALL-OR-@GROUP... -- PROGRAM ARGUMENT..."""
import ctypes
import os
import subprocess
import sys

ALLOW, REFUSE = 0x7FFF0000, 0x00050001  # SCMP_ACT_ALLOW, SCMP_ACT_ERRNO(EPERM)


def groups():
    """Name to members, as this machine's systemd has them."""
    found = {}
    listed = subprocess.run(["systemd-analyze", "syscall-filter"], capture_output=True, text=True, check=True).stdout
    for line in listed.splitlines():
        words = line.split("#")[0].split()
        if words and line[0] == "@":
            members = found.setdefault(words[0], [])
        elif words and line[0] == " " and found:
            members.append(words[0])
    return found


def expanded(words, known):
    for word in words:
        if word.startswith("@"):
            yield from expanded(known[word], known)
        else:
            yield word


divider = sys.argv.index("--")
seccomp = ctypes.CDLL("libseccomp.so.2", use_errno=True)
seccomp.seccomp_init.restype = ctypes.c_void_p
context = ctypes.c_void_p(seccomp.seccomp_init(REFUSE))
for name in set(expanded(sys.argv[1:divider], groups())):
    number = seccomp.seccomp_syscall_resolve_name(name.encode())
    if number >= 0:  # not a call of another machine
        assert seccomp.seccomp_rule_add(context, ALLOW, number, 0) == 0, name
assert seccomp.seccomp_load(context) == 0, os.strerror(ctypes.get_errno())
os.execvp(sys.argv[divider + 1], sys.argv[divider + 1:])
