-- SPDX-License-Identifier: Apache-2.0
-- A token is itsm_<company_id>_<api_token_id>_<secret>; company 0 holds those for several companies.
CREATE TABLE IF NOT EXISTS api_token (
  company_id bigint NOT NULL,
  api_token_id bigint GENERATED ALWAYS AS IDENTITY,
  name text NOT NULL,
  hash bytea NOT NULL,             -- of the secret
  role smallint NOT NULL,          -- 0 viewer, 1 analyst, 2 admin
  companies bigint[] NOT NULL,     -- in which it may act
  actor text NOT NULL DEFAULT '',  -- who made it
  created_at timestamptz NOT NULL,
  expires_at timestamptz,
  last_used_at timestamptz,
  revoked_at timestamptz,
  PRIMARY KEY (company_id, api_token_id));

-- The answer to a write, for those who repeat it.
CREATE TABLE IF NOT EXISTS idempotency_key (
  company_id bigint NOT NULL,
  actor text COLLATE "C" NOT NULL,
  key text COLLATE "C" NOT NULL,
  request_digest bytea NOT NULL,
  status smallint,                       -- HTTP status; NULL while the first one runs
  answer bytea COMPRESSION lz4,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (company_id, actor, key));

-- Who did what. It only grows.
CREATE TABLE IF NOT EXISTS audit_entry (
  company_id bigint NOT NULL,
  audit_entry_id bigint GENERATED ALWAYS AS IDENTITY,
  at timestamptz NOT NULL,
  actor text NOT NULL,
  address text NOT NULL DEFAULT '',  -- where the request came from
  action text NOT NULL,              -- a stable name: integration.enable
  subject text NOT NULL DEFAULT '',  -- what it was done to
  details jsonb NOT NULL DEFAULT '{}',
  PRIMARY KEY (company_id, audit_entry_id));

SELECT itsm_protect('api_token'), itsm_protect('idempotency_key'), itsm_protect('audit_entry', 'SELECT, INSERT');
