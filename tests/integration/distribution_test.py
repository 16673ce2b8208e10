# SPDX-License-Identifier: Apache-2.0
"""What a database that Citus divides needs to know of each table. Citus itself is not to be had here: a stand-in keeps its
books, and refuses what Citus refuses."""
import shutil
import unittest

import invariants
import stack
from first_loop_test import POLICY

STAND_IN = """
CREATE TABLE pg_dist_partition (logicalrelid regclass, beside text);
CREATE FUNCTION create_distributed_table(name regclass, by text, colocate_with text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM pg_constraint WHERE contype = 'f' AND name IN (conrelid, confrelid)) THEN
    RAISE EXCEPTION '% still has foreign keys', name;
  END IF;
  IF by <> 'company_id' OR colocate_with NOT IN ('none', 'company') THEN RAISE EXCEPTION 'not so: % %', by, colocate_with; END IF;
  INSERT INTO pg_dist_partition VALUES (name, colocate_with);
END $$;
INSERT INTO pg_extension (oid, extname, extowner, extnamespace, extrelocatable, extversion)
  VALUES (999999, 'citus', 10, 'pg_catalog'::regnamespace, false, '13');
"""
TABLES = ("SELECT relname, coalesce(obj_description(oid, 'pg_class'), '') FROM pg_class WHERE relkind = 'r'"
          " AND relnamespace = 'public'::regnamespace AND relname NOT IN ('schema_migration', 'pg_dist_partition') ORDER BY 1")
KEYS = ("SELECT conrelid::regclass, conname, pg_get_constraintdef(oid), convalidated FROM pg_constraint WHERE contype = 'f'"
        " ORDER BY 1, 2")


class Distribution(unittest.TestCase):
    def setUp(self):
        self.host = stack.Host("https://desk.invalid", POLICY)
        self.addCleanup(shutil.rmtree, self.host.folder, True)
        self.addCleanup(stack.end_database, self.host.data)
        self.host.run("companies", "list")
        self.addCleanup(self.host.keep_database().close)
        self.host.run("companies", "list")

    def query(self, sql):
        return invariants.query(self.host, sql)

    def test_every_table_says_how_it_is_divided(self):
        unnamed = [name for name, kind in self.query(TABLES) if kind not in
                   ("distribution: company", "distribution: reference", "distribution: local")]
        self.assertEqual(unnamed, [], "a migration that makes a table calls app_distribute")

    def test_a_plain_database_stays_as_it_is(self):
        before = self.query(TABLES), self.query(KEYS)
        self.assertEqual(self.query("SELECT app_distribute_all()"), [["0"]])
        self.assertEqual(self.query("SELECT app_distribute('ticket', 'company')"), [["f"]])
        self.assertEqual((self.query(TABLES), self.query(KEYS)), before)
        with self.assertRaisesRegex(AssertionError, "a table is of the kind company, reference or local"):
            self.query("SELECT app_distribute('ticket', 'elsewhere')")

    def test_only_who_owns_the_tables_divides_them(self):
        with self.assertRaisesRegex(AssertionError, "permission denied for function app_distribute_all"):
            self.query("SET ROLE itsm_app; SELECT app_distribute_all()")

    def test_all_tables_are_divided_beside_the_companies_and_their_keys_come_back(self):
        before, tables = self.query(KEYS), [name for name, _ in self.query(TABLES)]
        self.query(STAND_IN)
        self.assertEqual(self.query("SELECT app_distribute_all()"), [[str(len(tables))]])
        self.assertEqual(self.query("SELECT logicalrelid, beside FROM pg_dist_partition ORDER BY logicalrelid::text"),
                         [[name, "none" if name == "company" else "company"] for name in tables])
        self.assertEqual(self.query(KEYS), before)
        self.assertEqual(self.query("SELECT app_distribute_all()"), [["0"]], "what is divided stays so")


if __name__ == "__main__":
    unittest.main(verbosity=2)
