-- SPDX-License-Identifier: Apache-2.0
-- A plan foretells what the vendor computes; the record of the push says whether that came true.
ALTER TABLE push_record ADD COLUMN IF NOT EXISTS warning text NOT NULL DEFAULT '';  -- what came out otherwise
ALTER TABLE push_record ADD COLUMN IF NOT EXISTS foretold boolean;  -- NULL: nothing was, or nothing is known of it
CREATE INDEX IF NOT EXISTS push_record_foretold ON push_record (company_id, updated_at) WHERE foretold IS NOT NULL;
