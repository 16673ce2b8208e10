-- SPDX-License-Identifier: Apache-2.0
-- Fields that a company adds to its findings; their values are in finding.custom.
CREATE TABLE IF NOT EXISTS custom_field (
  company_id bigint NOT NULL,
  key text COLLATE "C" NOT NULL,
  origin smallint NOT NULL,  -- 0 a file that was applied, 1 a person
  document jsonb NOT NULL,   -- label, type, options
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (company_id, key));

-- Since when, and in how many complete scans one after another, the finding's scope was scanned without it.
ALTER TABLE finding ADD COLUMN IF NOT EXISTS not_seen_since timestamptz;
ALTER TABLE finding ADD COLUMN IF NOT EXISTS not_seen_scans bigint NOT NULL DEFAULT 0;

SELECT itsm_protect('custom_field');
SELECT itsm_belongs_to_company('custom_field');
