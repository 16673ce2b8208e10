-- SPDX-License-Identifier: Apache-2.0
-- Since when a job holds back what it has to write to its ticket, so that more edits of the ticket join it.
ALTER TABLE outbox_job ADD COLUMN IF NOT EXISTS held_since timestamptz;
