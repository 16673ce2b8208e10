-- SPDX-License-Identifier: Apache-2.0
-- What is written to tickets that exist. Of kind 2 (update) there is one job for each ticket: it is due whenever a finding
-- or the ticket has changed, and brings both in step. What comes up while it is at work raises its revision.
ALTER TABLE outbox_job ADD COLUMN IF NOT EXISTS revision bigint NOT NULL DEFAULT 1;
CREATE UNIQUE INDEX IF NOT EXISTS outbox_job_ticket ON outbox_job (company_id, ticket_id) WHERE kind = 2;

-- The finding's status that the ticket is in step with, and the one that it was last told in a comment; NULL: the present
-- one, from before there were such.
ALTER TABLE ticket_link ADD COLUMN IF NOT EXISTS agreed_status smallint;
ALTER TABLE ticket_link ADD COLUMN IF NOT EXISTS told_status smallint;

-- What both sides were last agreed on.
CREATE TABLE IF NOT EXISTS ticket_agreement (
  company_id bigint NOT NULL,
  ticket_id bigint NOT NULL,
  document jsonb COMPRESSION lz4 NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (company_id, ticket_id));

-- Our own writes to tickets, stored before they are sent: what the vendor tells of them is no news.
CREATE TABLE IF NOT EXISTS own_write (
  company_id bigint NOT NULL,
  own_write_id bigint GENERATED ALWAYS AS IDENTITY,
  ticket_id bigint NOT NULL,
  kind smallint NOT NULL,               -- 2 update, 3 transition, 4 comment
  state smallint NOT NULL DEFAULT 0,    -- 0 sending, 1 done, 2 refused, 3 uncertain, 4 not sent
  what text NOT NULL,                   -- for people
  request jsonb COMPRESSION lz4 NOT NULL,
  mark text COLLATE "C" NOT NULL DEFAULT '',       -- of a comment: digest of its text; of a transition: where it leads
  remote_id text COLLATE "C" NOT NULL DEFAULT '',  -- of a comment
  problem text NOT NULL DEFAULT '',
  confirmed boolean NOT NULL DEFAULT false,        -- the vendor has shown it
  sent_at timestamptz NOT NULL,
  ended_at timestamptz,
  PRIMARY KEY (company_id, own_write_id));
CREATE INDEX IF NOT EXISTS own_write_ticket ON own_write (company_id, ticket_id, own_write_id DESC);

-- Steps of vendors' workflows that somebody was seen to take.
CREATE TABLE IF NOT EXISTS workflow_step (
  company_id bigint NOT NULL,
  integration_id bigint NOT NULL,
  project_id text COLLATE "C" NOT NULL,
  type_id text COLLATE "C" NOT NULL,
  from_status text NOT NULL,
  to_status text NOT NULL,
  to_state smallint NOT NULL,
  seen_at timestamptz NOT NULL,
  PRIMARY KEY (company_id, integration_id, project_id, type_id, from_status, to_status));

SELECT itsm_protect('ticket_agreement'), itsm_protect('own_write'), itsm_protect('workflow_step');
SELECT itsm_belongs_to_company('ticket_agreement'), itsm_belongs_to_company('own_write'),
       itsm_belongs_to_company('workflow_step');
SELECT itsm_reference('ticket_agreement', 'ticket_id', 'ticket', 'CASCADE'),
       itsm_reference('own_write', 'ticket_id', 'ticket', 'CASCADE');

-- A conflict is about one member of a finding and holds the values of both sides.
ALTER TABLE review ADD COLUMN IF NOT EXISTS member text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE review ADD COLUMN IF NOT EXISTS details jsonb COMPRESSION lz4 NOT NULL DEFAULT '{}';
DROP INDEX IF EXISTS review_open;
CREATE UNIQUE INDEX IF NOT EXISTS review_open ON review (company_id, finding_id, ticket_id, kind, member)
  WHERE decided_at IS NULL;
