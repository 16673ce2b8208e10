-- SPDX-License-Identifier: Apache-2.0
-- People are the house's, as tokens for several companies are: one person may act in several.
CREATE TABLE IF NOT EXISTS person (
  company_id bigint NOT NULL,
  person_id bigint GENERATED ALWAYS AS IDENTITY,
  name text COLLATE "C" NOT NULL,  -- with which they sign in, in small letters
  password text NOT NULL,          -- argon2id, with salt and cost
  one_time_until timestamptz,      -- the password holds for one sign-in, before then; NULL: it is their own
  role smallint NOT NULL,          -- 0 viewer, 1 analyst, 2 admin
  companies bigint[] NOT NULL,     -- in which they may act; empty: in all
  actor text NOT NULL,             -- who added them
  created_at timestamptz NOT NULL,
  last_sign_in_at timestamptz,
  disabled_at timestamptz,
  PRIMARY KEY (company_id, person_id),
  UNIQUE (company_id, name));

CREATE TABLE IF NOT EXISTS person_session (
  company_id bigint NOT NULL,
  hash bytea NOT NULL,             -- of what the browser keeps
  person_id bigint NOT NULL,
  started_at timestamptz NOT NULL,
  used_at timestamptz NOT NULL,    -- to the minute
  PRIMARY KEY (company_id, hash));

-- Failed attempts to sign in, of a name, of an address, and of a name from an address.
CREATE TABLE IF NOT EXISTS sign_in_failure (
  company_id bigint NOT NULL,
  subject bytea NOT NULL,
  failures integer NOT NULL,
  last_at timestamptz NOT NULL,
  PRIMARY KEY (company_id, subject));

SELECT itsm_protect('person'), itsm_protect('person_session'), itsm_protect('sign_in_failure');
SELECT itsm_belongs_to_company('person'), itsm_belongs_to_company('person_session'),
  itsm_belongs_to_company('sign_in_failure');
SELECT itsm_reference('person_session', 'person_id', 'person', 'CASCADE');
