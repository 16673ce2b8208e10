-- SPDX-License-Identifier: Apache-2.0
-- Whoever erases a company acts as itsm_eraser, since the application can delete neither feed nor audit. It sees the rows of
-- the one company that the transaction has set, and never the house's.
CREATE OR REPLACE FUNCTION itsm_open_to_erasure(tenant_table regclass, condition text DEFAULT 'true')
RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  EXECUTE format('DROP POLICY IF EXISTS company_erasure ON %s', tenant_table);
  EXECUTE format('CREATE POLICY company_erasure ON %s TO itsm_eraser '
                 'USING (company_id = nullif(current_setting(''app.company_id'', true), '''')::bigint '
                 'AND company_id <> 0 AND %s)', tenant_table, condition);
  EXECUTE format('GRANT SELECT, DELETE ON %s TO itsm_eraser', tenant_table);
END $$;

-- As before and, so that a later table cannot be forgotten, open to erasure.
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
  PERFORM public.itsm_open_to_erasure(tenant_table);
END $$;

SELECT itsm_open_to_erasure(c.oid)
FROM pg_class c
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'company_id'
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname <> 'company';
-- Of companies only one that somebody has marked.
SELECT itsm_open_to_erasure('company', 'state = 1');

-- How far the erasure of a company has come, in its own scope and with it gone; and in the house's, what stays: the receipt.
CREATE TABLE IF NOT EXISTS erasure (
  company_id bigint NOT NULL,
  erased_company_id bigint NOT NULL,
  name text NOT NULL,
  actor text NOT NULL,
  document jsonb COMPRESSION lz4 NOT NULL DEFAULT '{}',  -- what was destroyed, and what is left to do
  begun_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  ended_at timestamptz,
  PRIMARY KEY (company_id, erased_company_id));
COMMENT ON TABLE erasure IS 'distribution: company';

SELECT itsm_protect('erasure', 'SELECT, INSERT, UPDATE');
SELECT itsm_belongs_to_company('erasure');
GRANT INSERT, UPDATE ON erasure TO itsm_eraser;

-- Where the house's rows lead to a company.
CREATE INDEX IF NOT EXISTS ticket_route_company ON ticket_route (company_id, routed_company_id);
