-- SPDX-License-Identifier: Apache-2.0
-- What every later migration uses, so that no table can be forgotten half-way.

-- Puts a tenant table behind row-level security, also for its owner, and opens it to the application: its rows are
-- those of the company that the transaction has set, and without one there are none. The setting is an empty string,
-- not NULL, in a session that had it once.
CREATE OR REPLACE FUNCTION itsm_protect(tenant_table regclass,
                                        privileges text DEFAULT 'SELECT, INSERT, UPDATE, DELETE')
RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', tenant_table);
  EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', tenant_table);
  EXECUTE format('DROP POLICY IF EXISTS company_scope ON %s', tenant_table);
  EXECUTE format('CREATE POLICY company_scope ON %s TO itsm_app '
                 'USING (company_id = nullif(current_setting(''app.company_id'', true), '''')::bigint)', tenant_table);
  EXECUTE format('REVOKE ALL ON %s FROM itsm_app', tenant_table);
  EXECUTE format('GRANT %s ON %s TO itsm_app', privileges, tenant_table);
END $$;

-- A foreign key (company_id, member) to the table's primary key. Added apart from CREATE TABLE, and after all tables:
-- a sharded database takes them in this order only.
CREATE OR REPLACE FUNCTION itsm_reference(tenant_table regclass, member name, referenced regclass,
                                          on_delete text DEFAULT 'NO ACTION')
RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
  key name := left(tenant_table::text || '_' || member || '_fkey', 63);
BEGIN
  IF EXISTS (SELECT FROM pg_constraint WHERE conrelid = tenant_table AND conname = key) THEN RETURN; END IF;
  EXECUTE format('ALTER TABLE %s ADD CONSTRAINT %I FOREIGN KEY (company_id, %I) REFERENCES %s ON DELETE %s',
                 tenant_table, key, member, referenced, on_delete);
END $$;

-- The same for the company itself.
CREATE OR REPLACE FUNCTION itsm_belongs_to_company(tenant_table regclass)
RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
  key name := left(tenant_table::text || '_company_id_fkey', 63);
BEGIN
  IF EXISTS (SELECT FROM pg_constraint WHERE conrelid = tenant_table AND conname = key) THEN RETURN; END IF;
  EXECUTE format('ALTER TABLE %s ADD CONSTRAINT %I FOREIGN KEY (company_id) REFERENCES company (company_id)',
                 tenant_table, key);
END $$;
