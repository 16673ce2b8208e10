-- SPDX-License-Identifier: Apache-2.0
-- What vendors tell, in the scope of the integration's owner: deliveries as they came, and one row for each ticket of
-- ours that somebody told something of. A ticket's row is what keeps its news in order: it holds all that was heard
-- since it was last judged, and one worker at a time judges it.
CREATE TABLE IF NOT EXISTS inbox (
  company_id bigint NOT NULL,
  inbox_id bigint GENERATED ALWAYS AS IDENTITY,
  integration_id bigint NOT NULL,
  kind smallint NOT NULL,               -- 0 a delivery, 1 a ticket
  identity bytea NOT NULL,              -- what is the same again: a delivery's hash, a ticket's remote id
  state smallint NOT NULL DEFAULT 0,    -- 0 due or claimed, 1 done, 2 parked, 3 dropped
  head jsonb COMPRESSION lz4 NOT NULL,  -- a delivery's headers; what was heard of a ticket
  body bytea COMPRESSION lz4 NOT NULL DEFAULT ''::bytea,  -- a delivery's, to the last byte
  revision bigint NOT NULL DEFAULT 1,   -- grows whenever more is heard
  due_at timestamptz NOT NULL,
  lease_until timestamptz,              -- claimed until then
  fence bigint NOT NULL DEFAULT 0,
  attempts bigint NOT NULL DEFAULT 0,
  interrupted bigint NOT NULL DEFAULT 0,  -- claims in a row whose worker vanished
  problem text NOT NULL DEFAULT '',     -- of the last attempt
  received_at timestamptz NOT NULL,     -- first
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (company_id, inbox_id),
  UNIQUE (company_id, integration_id, kind, identity));
CREATE INDEX IF NOT EXISTS inbox_due ON inbox (company_id, due_at, inbox_id) WHERE state = 0;
CREATE INDEX IF NOT EXISTS inbox_work ON inbox (company_id, integration_id, kind, due_at, inbox_id) WHERE state = 0;
CREATE INDEX IF NOT EXISTS inbox_parked ON inbox (company_id, inbox_id DESC) WHERE state = 2;

-- How an integration hears of changes, in its owner's scope.
CREATE TABLE IF NOT EXISTS integration_channel (
  company_id bigint NOT NULL,
  integration_id bigint NOT NULL,
  cursor text NOT NULL DEFAULT '',      -- the plugin's: where the next poll begins
  due_at timestamptz NOT NULL,          -- of the next poll
  lease_until timestamptz,
  fence bigint NOT NULL DEFAULT 0,
  polled_at timestamptz,                -- when the last one came to its end
  failures bigint NOT NULL DEFAULT 0,   -- polls in a row that failed
  problem text NOT NULL DEFAULT '',     -- of the last one
  subscriptions jsonb NOT NULL DEFAULT '[]',  -- registrations of webhooks that are ours
  registered_at timestamptz,
  renew_at timestamptz,
  webhook_problem text NOT NULL DEFAULT '',
  accepted_at timestamptz,              -- the last delivery with a good proof
  first_accepted_at timestamptz,
  refused jsonb NOT NULL DEFAULT '{}',  -- reason -> {count, last}
  strangers bigint NOT NULL DEFAULT 0,  -- news of tickets that nobody linked
  missed bigint NOT NULL DEFAULT 0,     -- changes that a poll found and no webhook had told
  degraded_at timestamptz,              -- since such a one
  PRIMARY KEY (company_id, integration_id));
CREATE INDEX IF NOT EXISTS integration_channel_due ON integration_channel (company_id, due_at);

-- What a person has to decide: at most one open row for a finding, a ticket and a kind.
CREATE TABLE IF NOT EXISTS review (
  company_id bigint NOT NULL,
  review_id bigint GENERATED ALWAYS AS IDENTITY,
  kind smallint NOT NULL,               -- 0 what a ticket's end means, 1 a transition that is not legal
  finding_id bigint NOT NULL,
  ticket_id bigint NOT NULL,
  reason text NOT NULL,
  decision text NOT NULL DEFAULT '',    -- empty: open
  decided_by text NOT NULL DEFAULT '',
  created_at timestamptz NOT NULL,
  decided_at timestamptz,
  PRIMARY KEY (company_id, review_id));
CREATE UNIQUE INDEX IF NOT EXISTS review_open ON review (company_id, finding_id, ticket_id, kind)
  WHERE decided_at IS NULL;
CREATE INDEX IF NOT EXISTS review_newest ON review (company_id, review_id DESC);

-- Comments that were taken over from tickets, so that none comes twice.
CREATE TABLE IF NOT EXISTS ticket_comment (
  company_id bigint NOT NULL,
  ticket_id bigint NOT NULL,
  remote_id text COLLATE "C" NOT NULL,
  told_at timestamptz NOT NULL,         -- when it was written or last edited, by the vendor's clock
  digest text COLLATE "C" NOT NULL,     -- of its text then
  created_at timestamptz NOT NULL,
  PRIMARY KEY (company_id, ticket_id, remote_id));

-- Reads of everything that an integration set of a company has, one at a time.
CREATE TABLE IF NOT EXISTS resync_run (
  company_id bigint NOT NULL,
  scope text COLLATE "C" NOT NULL,      -- numbers of the integrations, ascending, with commas
  actor text NOT NULL,
  started_at timestamptz NOT NULL,
  finished_at timestamptz,              -- NULL: it runs
  outcome jsonb NOT NULL DEFAULT '{}',
  PRIMARY KEY (company_id, scope));

SELECT itsm_protect('inbox'), itsm_protect('integration_channel'), itsm_protect('review'),
       itsm_protect('ticket_comment'), itsm_protect('resync_run');
SELECT itsm_belongs_to_company('inbox'), itsm_belongs_to_company('integration_channel'),
       itsm_belongs_to_company('review'), itsm_belongs_to_company('ticket_comment'),
       itsm_belongs_to_company('resync_run');
SELECT itsm_reference('inbox', 'integration_id', 'integration', 'CASCADE'),
       itsm_reference('integration_channel', 'integration_id', 'integration', 'CASCADE'),
       itsm_reference('review', 'finding_id', 'finding', 'CASCADE'),
       itsm_reference('review', 'ticket_id', 'ticket', 'CASCADE'),
       itsm_reference('ticket_comment', 'ticket_id', 'ticket', 'CASCADE');

-- The scans for owners that have something due read these columns, and nothing else.
DROP POLICY IF EXISTS scheduler_scan ON inbox;
CREATE POLICY scheduler_scan ON inbox FOR SELECT TO itsm_scheduler USING (state = 0);
GRANT SELECT (company_id, state, due_at, lease_until) ON inbox TO itsm_scheduler;
DROP POLICY IF EXISTS scheduler_scan ON integration_channel;
CREATE POLICY scheduler_scan ON integration_channel FOR SELECT TO itsm_scheduler USING (true);
GRANT SELECT (company_id, due_at, lease_until) ON integration_channel TO itsm_scheduler;
