-- SPDX-License-Identifier: Apache-2.0
-- A run that died between its writes and their record is made good by the next one: of a comment it has to know what it
-- told. confirmed is, of updates and comments, that their run came to its end.
ALTER TABLE own_write ADD COLUMN IF NOT EXISTS tells jsonb COMPRESSION lz4 NOT NULL DEFAULT '{}';  -- finding -> status
UPDATE own_write SET confirmed = true WHERE kind <> 3 AND state = 1;
CREATE INDEX IF NOT EXISTS own_write_unsettled ON own_write (company_id, ticket_id)
  WHERE state IN (0, 3) OR state = 1 AND kind <> 3 AND NOT confirmed;
