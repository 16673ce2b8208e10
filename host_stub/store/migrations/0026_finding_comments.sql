-- SPDX-License-Identifier: Apache-2.0
-- What people write about a finding, and how far it has come to each ticket that was linked to it then.
CREATE TABLE IF NOT EXISTS finding_comment (
  company_id bigint NOT NULL,
  finding_comment_id bigint GENERATED ALWAYS AS IDENTITY,
  finding_id bigint NOT NULL,
  body text COMPRESSION lz4 NOT NULL,   -- Markdown
  audience smallint NOT NULL,           -- 0 internal, 1 everyone who sees the ticket
  actor text NOT NULL,
  written_at timestamptz NOT NULL,
  PRIMARY KEY (company_id, finding_comment_id));
CREATE INDEX IF NOT EXISTS finding_comment_finding ON finding_comment (company_id, finding_id, finding_comment_id DESC);

CREATE TABLE IF NOT EXISTS comment_delivery (
  company_id bigint NOT NULL,
  finding_comment_id bigint NOT NULL,
  ticket_id bigint NOT NULL,
  state smallint NOT NULL DEFAULT 0,    -- 0 waiting, 1 written, 2 refused
  problem text NOT NULL DEFAULT '',
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (company_id, finding_comment_id, ticket_id));
CREATE INDEX IF NOT EXISTS comment_delivery_waiting ON comment_delivery (company_id, ticket_id, finding_comment_id)
  WHERE state = 0;

SELECT itsm_protect('finding_comment'), itsm_protect('comment_delivery');
SELECT itsm_belongs_to_company('finding_comment'), itsm_belongs_to_company('comment_delivery');
SELECT itsm_reference('finding_comment', 'finding_id', 'finding', 'CASCADE'),
       itsm_reference('comment_delivery', 'finding_comment_id', 'finding_comment', 'CASCADE'),
       itsm_reference('comment_delivery', 'ticket_id', 'ticket', 'CASCADE');
