-- SPDX-License-Identifier: Apache-2.0
-- A company's data key, wrapped by the key that lies outside the database.
CREATE TABLE IF NOT EXISTS data_key (
  company_id bigint NOT NULL,
  key_id bytea NOT NULL,
  wrapped bytea NOT NULL,
  wrapping_key_id bytea NOT NULL,  -- which outer key opens it
  created_at timestamptz NOT NULL,
  retired_at timestamptz,
  PRIMARY KEY (company_id, key_id));

-- What keys a company's hashes: made once, never changed, sealed again by each new data key.
CREATE TABLE IF NOT EXISTS company_secret (
  company_id bigint NOT NULL,
  key_id bytea NOT NULL,
  sealed bytea NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (company_id));

-- One sealed field of an integration's credential. The seal covers row_version, so that an old blob put back does not
-- open.
CREATE TABLE IF NOT EXISTS credential (
  company_id bigint NOT NULL,
  integration_id bigint NOT NULL,
  field text NOT NULL,
  key_id bytea NOT NULL,
  sealed bytea NOT NULL,
  row_version bigint NOT NULL,
  expires_at timestamptz,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (company_id, integration_id, field));

CREATE TABLE IF NOT EXISTS policy_version (
  company_id bigint NOT NULL,
  policy_version_id bigint GENERATED ALWAYS AS IDENTITY,
  name text NOT NULL,
  number bigint NOT NULL,                       -- within the name, from 1
  document bytea COMPRESSION lz4 NOT NULL,      -- the YAML as it was written
  digest bytea NOT NULL,
  origin smallint NOT NULL,                     -- 0 file, 1 page
  origin_path text NOT NULL DEFAULT '',
  author text NOT NULL DEFAULT '',
  active boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL,
  activated_at timestamptz,
  PRIMARY KEY (company_id, policy_version_id),
  UNIQUE (company_id, name, number));
CREATE UNIQUE INDEX IF NOT EXISTS policy_version_active ON policy_version (company_id, name) WHERE active;

SELECT itsm_protect('data_key'), itsm_protect('company_secret'), itsm_protect('credential'),
       itsm_protect('policy_version');
