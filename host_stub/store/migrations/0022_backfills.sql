-- SPDX-License-Identifier: Apache-2.0
-- What the activation of a version means for tickets that exist: 0 they stay as they are, 1 they follow it.
ALTER TABLE policy_version ADD COLUMN IF NOT EXISTS existing smallint NOT NULL DEFAULT 0;

-- One run that brings the tickets of a company in step with a version; each activation that wants it has its own.
CREATE TABLE IF NOT EXISTS policy_backfill (
  company_id bigint NOT NULL,
  backfill_id bigint GENERATED ALWAYS AS IDENTITY,
  policy_version_id bigint NOT NULL,      -- the company's or the house's
  activated_at timestamptz NOT NULL,
  tickets bigint NOT NULL,                -- open ones when it began
  queued bigint NOT NULL DEFAULT 0,       -- of them, made due
  after_ticket bigint NOT NULL DEFAULT 0, -- the last of those
  started_at timestamptz NOT NULL,
  ended_at timestamptz,
  superseded boolean NOT NULL DEFAULT false,  -- another version decides
  PRIMARY KEY (company_id, backfill_id),
  UNIQUE (company_id, policy_version_id, activated_at));

SELECT itsm_protect('policy_backfill');
SELECT itsm_belongs_to_company('policy_backfill');

DROP POLICY IF EXISTS scheduler_scan ON policy_backfill;
CREATE POLICY scheduler_scan ON policy_backfill FOR SELECT TO itsm_scheduler USING (ended_at IS NULL);
GRANT SELECT (company_id, ended_at) ON policy_backfill TO itsm_scheduler;
