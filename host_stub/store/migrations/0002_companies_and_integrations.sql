-- SPDX-License-Identifier: Apache-2.0
CREATE TABLE IF NOT EXISTS company (
  company_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text NOT NULL,
  state smallint NOT NULL DEFAULT 0,  -- 0 active, 1 being erased
  created_at timestamptz NOT NULL);

-- The house: what belongs to no company. The owner may write it only while security is not forced on him.
ALTER TABLE company NO FORCE ROW LEVEL SECURITY;
INSERT INTO company (company_id, name, created_at) OVERRIDING SYSTEM VALUE VALUES (0, 'house', now())
  ON CONFLICT (company_id) DO NOTHING;

-- A configured plugin. It belongs to a company, or to the house when it serves several.
CREATE TABLE IF NOT EXISTS integration (
  company_id bigint NOT NULL,
  integration_id bigint GENERATED ALWAYS AS IDENTITY,
  name text NOT NULL,
  webhook_key text NOT NULL,          -- its part of the webhook path; random
  plugin text NOT NULL,
  state smallint NOT NULL DEFAULT 0,  -- 0 draft, 1 disabled, 2 enabled, 3 disconnected
  base_url text NOT NULL DEFAULT '',
  auth_scheme text NOT NULL DEFAULT '',
  policy text NOT NULL DEFAULT '',
  settings jsonb NOT NULL DEFAULT '{}',  -- the plugin's own
  options jsonb NOT NULL DEFAULT '{}',   -- the host's: sync, refresh, overrides of the policy
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  row_version bigint NOT NULL DEFAULT 1,
  PRIMARY KEY (company_id, integration_id),
  UNIQUE (company_id, name),
  UNIQUE (company_id, webhook_key));

-- Which companies it serves, and which of the vendor's projects each of them may use. A company's own integration has
-- a row here as well, so that "what serves this company" is one question.
CREATE TABLE IF NOT EXISTS integration_company (
  company_id bigint NOT NULL,      -- who is served
  owner_id bigint NOT NULL,        -- company_id of the integration: this one or 0. No foreign key crosses companies.
  integration_id bigint NOT NULL,
  projects jsonb NOT NULL DEFAULT '[]',  -- allowed ones: [{id, name}]; the id counts
  created_at timestamptz NOT NULL,
  PRIMARY KEY (company_id, owner_id, integration_id));

-- What the last check learned.
CREATE TABLE IF NOT EXISTS integration_connection (
  company_id bigint NOT NULL,
  integration_id bigint NOT NULL,
  health smallint NOT NULL DEFAULT 0,  -- 0 unchecked, 1 good, 2 degraded, 3 needs reconnect
  passed boolean NOT NULL DEFAULT false,
  settings_digest bytea NOT NULL DEFAULT ''::bytea,  -- of the settings that were checked
  connection jsonb NOT NULL DEFAULT '{}',            -- the plugin's connection document, given back at open
  report jsonb NOT NULL DEFAULT '{}',                -- permissions and warnings
  problem text NOT NULL DEFAULT '',                  -- why it is not good
  checked_at timestamptz NOT NULL,
  PRIMARY KEY (company_id, integration_id));

SELECT itsm_protect('integration'), itsm_protect('integration_company'), itsm_protect('integration_connection');

-- The directory of companies: a company sees itself, the house sees all.
ALTER TABLE company ENABLE ROW LEVEL SECURITY;
ALTER TABLE company FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS company_scope ON company;
CREATE POLICY company_scope ON company TO itsm_app USING (
  company_id = nullif(current_setting('app.company_id', true), '')::bigint
  OR nullif(current_setting('app.company_id', true), '')::bigint = 0);
GRANT SELECT, INSERT, UPDATE ON company TO itsm_app;
