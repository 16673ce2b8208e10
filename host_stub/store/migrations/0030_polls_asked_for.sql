-- SPDX-License-Identifier: Apache-2.0
-- Who asks for a poll while one runs is heard by its end, and not overruled by it.
ALTER TABLE integration_channel ADD COLUMN IF NOT EXISTS asked_for timestamptz;  -- a poll by then, since the claim
