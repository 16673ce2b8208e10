-- SPDX-License-Identifier: Apache-2.0
-- A dry run: what a push would do, exactly.
CREATE TABLE IF NOT EXISTS plan (
  company_id bigint NOT NULL,
  plan_id bigint GENERATED ALWAYS AS IDENTITY,
  owner_id bigint NOT NULL,        -- company_id of the integration: this one or 0
  integration_id bigint NOT NULL,
  policy_version_id bigint,        -- of this company or of the house
  state smallint NOT NULL DEFAULT 0,  -- 0 ready, 1 pushed, 2 stale, 3 cancelled
  mode smallint NOT NULL,             -- 0 standalone, 1 subtask, 2 link
  request jsonb COMPRESSION lz4 NOT NULL,                -- what was asked for: parent, link, preset, typed fields
  skipped jsonb COMPRESSION lz4 NOT NULL DEFAULT '[]',   -- findings that get no ticket, each with the rule
  digest bytea NOT NULL,
  actor text NOT NULL,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (company_id, plan_id));
CREATE INDEX IF NOT EXISTS plan_newest ON plan (company_id, plan_id DESC);

-- One ticket to be.
CREATE TABLE IF NOT EXISTS plan_group (
  company_id bigint NOT NULL,
  plan_group_id bigint GENERATED ALWAYS AS IDENTITY,
  plan_id bigint NOT NULL,
  place bigint NOT NULL,           -- within the plan, from 0
  group_key text NOT NULL,
  generation bigint NOT NULL,      -- of the intent that a push of it makes
  member_ids bigint[] NOT NULL,    -- findings; the first one is the most urgent
  draft jsonb COMPRESSION lz4 NOT NULL,
  steps jsonb COMPRESSION lz4 NOT NULL DEFAULT '[]',        -- after the create: relate, transition, comment
  explanation jsonb COMPRESSION lz4 NOT NULL DEFAULT '{}',  -- where each value comes from, what was cut, warnings
  PRIMARY KEY (company_id, plan_group_id),
  UNIQUE (company_id, plan_id, place));

-- One write to be, for consecutive groups.
CREATE TABLE IF NOT EXISTS plan_batch (
  company_id bigint NOT NULL,
  plan_id bigint NOT NULL,
  number bigint NOT NULL,          -- within the plan, from 0
  first_place bigint NOT NULL,
  size bigint NOT NULL,
  recorded_request bytea COMPRESSION lz4 NOT NULL,  -- the vendor request as it would leave
  PRIMARY KEY (company_id, plan_id, number));

CREATE TABLE IF NOT EXISTS push (
  company_id bigint NOT NULL,
  push_id bigint GENERATED ALWAYS AS IDENTITY,
  plan_id bigint NOT NULL,
  retry_of bigint,                    -- the push whose failed elements this one repeats
  state smallint NOT NULL DEFAULT 0,  -- 0 running, 1 finished, 2 taken back
  actor text NOT NULL,
  created_at timestamptz NOT NULL,
  finished_at timestamptz,
  PRIMARY KEY (company_id, push_id));
CREATE INDEX IF NOT EXISTS push_newest ON push (company_id, push_id DESC);

-- The answer for one finding of a push.
CREATE TABLE IF NOT EXISTS push_record (
  company_id bigint NOT NULL,
  push_id bigint NOT NULL,
  finding_id bigint NOT NULL,
  place bigint NOT NULL,       -- within the push, from 0
  outcome smallint NOT NULL,   -- 0 queued, 1 created, 2 adopted, 3 already linked, 4 skipped, 5 pending, 6 failed
  group_key text NOT NULL DEFAULT '',
  intent_id bigint,
  ticket_id bigint,
  reason text NOT NULL DEFAULT '',            -- skipped: the rule; failed: why
  fields jsonb NOT NULL DEFAULT '{}',         -- failed: field -> the vendor's reason
  remedy text NOT NULL DEFAULT '',
  decided_by timestamptz,                     -- pending: when it will be known
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (company_id, push_id, finding_id));
CREATE INDEX IF NOT EXISTS push_record_place ON push_record (company_id, push_id, place);
CREATE INDEX IF NOT EXISTS push_record_finding ON push_record (company_id, finding_id);
CREATE INDEX IF NOT EXISTS push_record_intent ON push_record (company_id, intent_id);

SELECT itsm_protect('plan'), itsm_protect('plan_group'), itsm_protect('plan_batch'), itsm_protect('push'), itsm_protect('push_record');
