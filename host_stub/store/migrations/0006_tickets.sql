-- SPDX-License-Identifier: Apache-2.0
-- The wish for one ticket, written before the vendor is asked. A live one holds its group's place and its primary
-- findings' places, so that there is never a second ticket for the same thing.
CREATE TABLE IF NOT EXISTS intent (
  company_id bigint NOT NULL,
  intent_id bigint GENERATED ALWAYS AS IDENTITY,
  owner_id bigint NOT NULL,        -- company_id of the integration: this one or 0
  integration_id bigint NOT NULL,
  group_key text COLLATE "C" NOT NULL,
  generation bigint NOT NULL,          -- grows with each new intent of the group
  correlation_key text COLLATE "C" NOT NULL,  -- in the ticket; never used twice
  state smallint NOT NULL DEFAULT 0,   -- 0 wanted, 1 sending, 2 uncertain, 3 linked, 4 failed, 5 released
  live boolean NOT NULL DEFAULT true,  -- false once another ticket may be made for the group
  fence bigint NOT NULL DEFAULT 0,     -- of the worker that may write here
  attempts bigint NOT NULL DEFAULT 0,
  plan_id bigint,
  push_id bigint,
  ticket_id bigint,
  policy_version_id bigint,
  draft jsonb COMPRESSION lz4 NOT NULL,
  steps jsonb COMPRESSION lz4 NOT NULL DEFAULT '[]',
  problem jsonb NOT NULL DEFAULT '{}',
  sent_at timestamptz,        -- when the create left, before its outcome is known
  settles_at timestamptz,     -- uncertain: from then on a look-up that finds nothing counts
  absent_count bigint NOT NULL DEFAULT 0,  -- uncertain: look-ups since then that found nothing
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (company_id, intent_id),
  UNIQUE (company_id, correlation_key),
  UNIQUE (company_id, integration_id, group_key, generation));
CREATE UNIQUE INDEX IF NOT EXISTS intent_live_group ON intent (company_id, integration_id, group_key) WHERE live;
CREATE INDEX IF NOT EXISTS intent_push ON intent (company_id, push_id);

CREATE TABLE IF NOT EXISTS intent_member (
  company_id bigint NOT NULL,
  intent_id bigint NOT NULL,
  finding_id bigint NOT NULL,
  integration_id bigint NOT NULL,
  is_primary boolean NOT NULL,
  live boolean NOT NULL DEFAULT true,  -- that of its intent
  PRIMARY KEY (company_id, intent_id, finding_id));
CREATE UNIQUE INDEX IF NOT EXISTS intent_member_live_primary
  ON intent_member (company_id, integration_id, finding_id) WHERE live AND is_primary;
CREATE INDEX IF NOT EXISTS intent_member_finding ON intent_member (company_id, finding_id);

-- A ticket at the vendor, as it was seen last.
CREATE TABLE IF NOT EXISTS ticket (
  company_id bigint NOT NULL,
  ticket_id bigint GENERATED ALWAYS AS IDENTITY,
  owner_id bigint NOT NULL,        -- company_id of the integration: this one or 0
  integration_id bigint NOT NULL,
  remote_id text COLLATE "C" NOT NULL,  -- the vendor's immutable one; key and URL are for display
  key text NOT NULL,
  url text NOT NULL,
  project_id text NOT NULL DEFAULT '',
  project text NOT NULL DEFAULT '',
  type_id text NOT NULL DEFAULT '',
  type text NOT NULL DEFAULT '',
  summary text NOT NULL DEFAULT '',
  state smallint NOT NULL DEFAULT 0,  -- 0 todo, 1 doing, 2 done, 3 cancelled, 4 gone
  status_id text NOT NULL DEFAULT '',
  status text NOT NULL DEFAULT '',    -- the vendor's word
  resolution text NOT NULL DEFAULT '',
  priority text NOT NULL DEFAULT '',
  assignee_id text NOT NULL DEFAULT '',
  assignee text NOT NULL DEFAULT '',
  parent_key text NOT NULL DEFAULT '',
  correlation_key text COLLATE "C" NOT NULL DEFAULT '',
  policy_version_id bigint,           -- that made it
  remote_version text NOT NULL DEFAULT '',
  remote_created_at timestamptz,
  remote_updated_at timestamptz,
  done_at timestamptz,                -- the vendor's time of done
  confirmed_at timestamptz,           -- last seen to be so
  confirmed_by smallint,              -- 0 our write, 1 webhook, 2 poll, 3 re-sync, 4 sweep
  archived_at timestamptz,            -- its integration was disconnected
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  row_version bigint NOT NULL DEFAULT 1,
  PRIMARY KEY (company_id, ticket_id),
  UNIQUE (company_id, integration_id, remote_id));
CREATE INDEX IF NOT EXISTS ticket_key ON ticket (company_id, key);
CREATE INDEX IF NOT EXISTS ticket_correlation ON ticket (company_id, correlation_key) WHERE correlation_key <> '';

CREATE TABLE IF NOT EXISTS ticket_link (
  company_id bigint NOT NULL,
  finding_id bigint NOT NULL,
  ticket_id bigint NOT NULL,
  role smallint NOT NULL,     -- 0 primary, 1 related
  active boolean NOT NULL DEFAULT true,  -- false: unlinked or archived; kept for the history
  intent_id bigint,
  actor text NOT NULL DEFAULT '',
  linked_at timestamptz NOT NULL,
  ended_at timestamptz,
  PRIMARY KEY (company_id, finding_id, ticket_id));
CREATE INDEX IF NOT EXISTS ticket_link_ticket ON ticket_link (company_id, ticket_id);

-- From a ticket of an integration to the company whose it is; written before the link. company_id is the owner of the
-- integration, since that is all that an event knows.
CREATE TABLE IF NOT EXISTS ticket_route (
  company_id bigint NOT NULL,
  integration_id bigint NOT NULL,
  remote_id text COLLATE "C" NOT NULL,
  routed_company_id bigint NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (company_id, integration_id, remote_id));

SELECT itsm_protect('intent'), itsm_protect('intent_member'), itsm_protect('ticket'), itsm_protect('ticket_link'),
       itsm_protect('ticket_route');
