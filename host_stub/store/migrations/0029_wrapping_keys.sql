-- SPDX-License-Identifier: Apache-2.0
-- The keys outside the database that have wrapped data keys, as the house knows them: by their ids. What is not
-- replaced wraps; whoever wraps a data key holds that row's lock, so that no key is retired under him.
CREATE TABLE IF NOT EXISTS wrapping_key (
  company_id bigint NOT NULL,
  key_id bytea NOT NULL,
  first_used_at timestamptz NOT NULL,
  replaced_at timestamptz,  -- it wraps nothing any more, for good
  PRIMARY KEY (company_id, key_id));
CREATE UNIQUE INDEX IF NOT EXISTS wrapping_key_in_use ON wrapping_key (company_id) WHERE replaced_at IS NULL;

SELECT itsm_protect('wrapping_key', 'SELECT, INSERT, UPDATE');
SELECT itsm_belongs_to_company('wrapping_key');
