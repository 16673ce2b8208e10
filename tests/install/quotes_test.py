#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks that documents quote code as it is: quotes_test.py ROOT DOCUMENT...

A quotation is a comment `<!-- quote FILE [mark] -->` and the code block after it. It must equal the lines between the
two lines `// [mark]` of the file. With --write the blocks are brought up to date instead.
"""
import pathlib
import re
import sys
import textwrap

QUOTE = re.compile(r"(<!-- quote (\S+) \[(\w+)\] -->\n```\w*\n)(.*?)(^```$)", re.MULTILINE | re.DOTALL)


def marked(path, mark):
    lines = path.read_text().splitlines(keepends=True)
    ends = [i for i, line in enumerate(lines) if line.strip() == "// [%s]" % mark]
    if len(ends) != 2:
        sys.exit("%s: [%s] does not stand there twice" % (path, mark))
    return textwrap.dedent("".join(lines[ends[0] + 1:ends[1]])).strip("\n") + "\n"


def main():
    write = "--write" in sys.argv
    root, *documents = [argument for argument in sys.argv[1:] if argument != "--write"]
    wrong = []
    for name in documents:
        document = pathlib.Path(root, name)
        text = document.read_text()
        if not QUOTE.search(text):
            sys.exit("%s quotes nothing" % name)

        def current(match):
            code = marked(pathlib.Path(root, match[2]), match[3])
            if match[4] != code:
                wrong.append("%s: [%s] is not as in %s" % (name, match[3], match[2]))
            return match[1] + code + match[5]

        updated = QUOTE.sub(current, text)
        if write:
            document.write_text(updated)
    if wrong and not write:
        sys.exit("\n".join(wrong + ["run: tests/install/quotes_test.py . DOCUMENT --write"]))


main()
