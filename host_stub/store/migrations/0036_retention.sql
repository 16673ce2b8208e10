-- SPDX-License-Identifier: Apache-2.0
-- What is kept for a time only is found by its age, a few rows at a time.

-- Deliveries that were worked through or set aside.
CREATE INDEX IF NOT EXISTS inbox_kept ON inbox (company_id, received_at) WHERE kind = 0 AND state <> 0;

-- Plans whose requests as they would leave are still kept; and who may yet send one of them.
ALTER TABLE plan ADD COLUMN IF NOT EXISTS keeps_requests boolean NOT NULL DEFAULT true;
CREATE INDEX IF NOT EXISTS plan_kept ON plan (company_id, created_at) WHERE keeps_requests;
CREATE INDEX IF NOT EXISTS intent_open_plan ON intent (company_id, plan_id) WHERE state <= 2;
