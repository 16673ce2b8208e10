# SPDX-License-Identifier: Apache-2.0
"""Every item of docs/asvs.md names a test that exists."""
import pathlib
import re
import unittest

TOP = pathlib.Path(__file__).resolve().parents[2]
NAMED = re.compile(r'`([\w./]+)`: "([^"]+)"')


class Table(unittest.TestCase):
    def test_every_item_names_tests_that_exist(self):
        rows = [line for line in (TOP / "docs/asvs.md").read_text().splitlines() if re.match(r"\| \d", line)]
        self.assertGreater(len(rows), 25)
        self.assertEqual(len(rows), len({row.split("|")[1] for row in rows}), "an item comes twice")
        for row in rows:
            with self.subTest(row.split("|")[1].strip()):
                named = NAMED.findall(row)
                self.assertTrue(named, "it names no test")
                for file, name in named:
                    text = (TOP / file).read_text()
                    begin = f"def {name}(" if file.endswith(".py") else f'"{name}"'
                    self.assertIn(begin, text, file)


if __name__ == "__main__":
    unittest.main(verbosity=2)
