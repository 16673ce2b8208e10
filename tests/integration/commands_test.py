# SPDX-License-Identifier: Apache-2.0
"""The help of every command, as somebody reads it who sees the program for the first time."""
import json
import os
import pathlib
import re
import shlex
import subprocess
import unittest

PROGRAM = pathlib.Path(os.environ["ITSM_PROGRAMS"]) / "host_stub"
# So that an example that is understood ends before it does anything.
ENVIRONMENT = {**os.environ, "ITSM_CONFIG": "/nowhere/host.yaml"}


def run(*arguments):
    return subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, timeout=60, env=ENVIRONMENT, stdin=subprocess.DEVNULL)


def help_of(command):
    shown = run(*command, "--help")
    assert shown.returncode == 0, (command, shown.stderr)
    return shown.stdout


def commands(above=()):
    """Every command that has no commands of its own, as a tuple of words."""
    _, _, listed = help_of(above).partition("\nSubcommands:\n")
    names = re.findall(r"^  ([a-z][a-z-]*) ", listed.partition("\n\n")[0], re.MULTILINE)
    if not names:
        yield above
    for name in names:
        yield from commands((*above, name))


def examples_of(command):
    """The calls of this command that its help shows, without what the shell would do with them."""
    lines = re.findall(r"host_stub " + " ".join(command) + r"(?: .*)?$", help_of(command).partition("Example")[2], re.MULTILINE)
    for line in lines:
        words = shlex.split(re.split(r" [<>|] |  +", line)[0])[1:]
        yield [word for i, word in enumerate(words) if "--config" not in words[max(0, i - 1):i + 1]]


class Help(unittest.TestCase):
    commands = list(commands())

    def test_every_command_is_found(self):
        self.assertGreater(len(self.commands), 40)
        self.assertIn(("integrations", "webhook", "rotate"), self.commands)

    def test_help_names_its_command_and_says_what_it_does(self):
        for command in self.commands:
            with self.subTest(" ".join(command)):
                text = help_of(command)
                self.assertIn("Usage: host_stub " + " ".join(command), text)
                self.assertTrue(text.splitlines()[0].strip())

    def test_every_command_has_an_example_that_the_program_understands(self):
        for command in self.commands:
            with self.subTest(" ".join(command)):
                examples = list(examples_of(command))
                self.assertTrue(examples, help_of(command)[-400:])
                for example in examples:
                    done = run("--json", *example)
                    refused = json.loads(done.stderr.splitlines()[-1]) if done.returncode == 2 else {}
                    self.assertNotIn(refused.get("code"), ("call_wrong", "command_unknown"), example)


if __name__ == "__main__":
    unittest.main(verbosity=2)
