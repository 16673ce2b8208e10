-- SPDX-License-Identifier: Apache-2.0
-- Which person somebody is whom a sign-in provider knows. The provider's own name for somebody never changes, whatever
-- they are called.
CREATE TABLE IF NOT EXISTS person_identity (
  company_id bigint NOT NULL,
  issuer text COLLATE "C" NOT NULL,
  subject text COLLATE "C" NOT NULL,
  person_id bigint NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (company_id, issuer, subject));
CREATE INDEX IF NOT EXISTS person_identity_person ON person_identity (company_id, person_id);

-- With what this host proves itself to a provider.
CREATE TABLE IF NOT EXISTS sign_in_secret (
  company_id bigint NOT NULL,
  issuer text COLLATE "C" NOT NULL,
  key_id bytea NOT NULL,
  sealed bytea NOT NULL,
  row_version bigint NOT NULL,  -- that the seal covers
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (company_id, issuer));

SELECT itsm_protect('person_identity'), itsm_protect('sign_in_secret');
SELECT itsm_belongs_to_company('person_identity'), itsm_belongs_to_company('sign_in_secret');
SELECT itsm_reference('person_identity', 'person_id', 'person', 'CASCADE'),
       itsm_reference('sign_in_secret', 'key_id', 'data_key');
