-- SPDX-License-Identifier: Apache-2.0
-- Comparisons of all links with their vendor. One row for each company and integration: where the run under way goes on,
-- and what the last one found.
CREATE TABLE IF NOT EXISTS agreement_sweep (
  company_id bigint NOT NULL,
  integration_id bigint NOT NULL,
  run bigint NOT NULL,
  phase smallint NOT NULL,       -- 0 none is under way, 1 tickets, 2 keys, 3 repair
  position bigint NOT NULL,      -- behind which the phase goes on: a ticket, an intent, a difference
  repairs boolean NOT NULL,
  fence bigint NOT NULL,         -- of who is at work; grows with each
  progress jsonb COMPRESSION lz4 NOT NULL,  -- what the run has found so far
  started_at timestamptz NOT NULL,
  touched_at timestamptz NOT NULL,
  result jsonb COMPRESSION lz4 NOT NULL DEFAULT '{}',  -- of the last that came to its end
  finished_at timestamptz,
  PRIMARY KEY (company_id, integration_id));

-- In what a link was found not to agree; of the last run, and of the one under way.
CREATE TABLE IF NOT EXISTS agreement_difference (
  company_id bigint NOT NULL,
  agreement_difference_id bigint GENERATED ALWAYS AS IDENTITY,
  integration_id bigint NOT NULL,
  run bigint NOT NULL,
  cause smallint NOT NULL,  -- store::DifferenceCause
  ticket_id bigint,         -- ours; of an orphan none
  intent_id bigint,         -- whose key it is, of an orphan and a duplicate
  remote_id text COLLATE "C" NOT NULL,
  key text NOT NULL,
  url text NOT NULL,
  field text NOT NULL,
  ours text NOT NULL,
  theirs text NOT NULL,
  waits boolean NOT NULL,   -- for a person, who has been asked
  PRIMARY KEY (company_id, agreement_difference_id));
CREATE INDEX IF NOT EXISTS agreement_difference_run
  ON agreement_difference (company_id, integration_id, run, agreement_difference_id);

SELECT itsm_protect('agreement_sweep'), itsm_protect('agreement_difference');
SELECT itsm_belongs_to_company('agreement_sweep'), itsm_belongs_to_company('agreement_difference');
SELECT itsm_reference('agreement_difference', 'ticket_id', 'ticket', 'CASCADE'),
       itsm_reference('agreement_difference', 'intent_id', 'intent', 'CASCADE');
