-- SPDX-License-Identifier: Apache-2.0
-- Every write to a vendor waits here. Claimed with a lease by the database's clock; the fence grows with each claim, and
-- only its holder may write the outcome.
CREATE TABLE IF NOT EXISTS outbox_job (
  company_id bigint NOT NULL,
  outbox_job_id bigint GENERATED ALWAYS AS IDENTITY,
  owner_id bigint NOT NULL,        -- company_id of the integration: this one or 0
  integration_id bigint NOT NULL,
  kind smallint NOT NULL,              -- 0 create, 1 step, 2 update, 3 transition, 4 comment
  lane smallint NOT NULL,              -- 0 a person waits, 1 bulk, 2 sync, 3 back-fill; lower goes first
  state smallint NOT NULL DEFAULT 0,   -- 0 due or claimed, 1 done, 2 parked
  order_key text COLLATE "C" NOT NULL, -- jobs with the same key run one after another: an intent, then its ticket
  intent_id bigint,
  ticket_id bigint,
  payload jsonb COMPRESSION lz4 NOT NULL DEFAULT '{}',
  due_at timestamptz NOT NULL,
  lease_until timestamptz,             -- claimed until then
  fence bigint NOT NULL DEFAULT 0,
  attempts bigint NOT NULL DEFAULT 0,
  problem jsonb NOT NULL DEFAULT '{}', -- of the last attempt
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (company_id, outbox_job_id));
CREATE INDEX IF NOT EXISTS outbox_job_due ON outbox_job (company_id, lane, due_at) WHERE state = 0;
CREATE INDEX IF NOT EXISTS outbox_job_order ON outbox_job (company_id, order_key, outbox_job_id) WHERE state = 0;

SELECT itsm_protect('outbox_job');

-- The scan for companies that have something due reads these columns of all of them, and nothing else.
DROP POLICY IF EXISTS scheduler_scan ON outbox_job;
CREATE POLICY scheduler_scan ON outbox_job FOR SELECT TO itsm_scheduler USING (state = 0);
GRANT SELECT (company_id, owner_id, integration_id, lane, state, due_at, lease_until) ON outbox_job TO itsm_scheduler;
