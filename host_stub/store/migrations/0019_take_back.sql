-- SPDX-License-Identifier: Apache-2.0
-- Tickets of a push that somebody takes back. Each is judged by the job that brings it in step, which reads it first.
CREATE TABLE IF NOT EXISTS take_back (
  company_id bigint NOT NULL,
  ticket_id bigint NOT NULL,
  push_id bigint NOT NULL,
  state smallint NOT NULL DEFAULT 0,    -- 0 wanted, 1 begun: nobody had touched it, 2 done, 3 kept
  actor text NOT NULL,
  why text NOT NULL DEFAULT '',         -- kept: what stood in the way; begun: what holds it up
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (company_id, ticket_id));
CREATE INDEX IF NOT EXISTS take_back_push ON take_back (company_id, push_id);

SELECT itsm_protect('take_back');
SELECT itsm_belongs_to_company('take_back');
SELECT itsm_reference('take_back', 'ticket_id', 'ticket', 'CASCADE');
