-- SPDX-License-Identifier: Apache-2.0
-- Alerts are told to another system: once when they are raised and once when they have closed.
ALTER TABLE alert ADD COLUMN IF NOT EXISTS told smallint NOT NULL DEFAULT 0;  -- 0 nothing, 1 that it was raised, 2 its end
ALTER TABLE alert ADD COLUMN IF NOT EXISTS notice_due_at timestamptz;         -- NULL: at once
ALTER TABLE alert ADD COLUMN IF NOT EXISTS notice_attempts bigint NOT NULL DEFAULT 0;
CREATE INDEX IF NOT EXISTS alert_untold ON alert (company_id, alert_id) WHERE told < 2;

DROP POLICY IF EXISTS scheduler_scan ON alert;
CREATE POLICY scheduler_scan ON alert FOR SELECT TO itsm_scheduler USING (told < 2);
GRANT SELECT (company_id, told, notice_due_at, last_at, closed_at) ON alert TO itsm_scheduler;
