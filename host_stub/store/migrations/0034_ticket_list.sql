-- SPDX-License-Identifier: Apache-2.0
-- The list of tickets: what few rows have is found from its own side. The newest come by ticket_link_list of 0037.
ALTER TABLE ticket ADD COLUMN IF NOT EXISTS
  assignee_folded text COLLATE "C" GENERATED ALWAYS AS (lower(left(assignee, 200))) STORED;
CREATE INDEX IF NOT EXISTS ticket_assignee ON ticket (company_id, assignee_folded);
CREATE INDEX IF NOT EXISTS ticket_state ON ticket (company_id, state, integration_id);
CREATE INDEX IF NOT EXISTS finding_status ON finding (company_id, status, severity);
CREATE INDEX IF NOT EXISTS review_waiting ON review (company_id, finding_id) WHERE decided_at IS NULL;
