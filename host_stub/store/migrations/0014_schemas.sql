-- SPDX-License-Identifier: Apache-2.0
-- The vendor's form of one project and type as it was seen last, in the scope of the integration's owner.
CREATE TABLE IF NOT EXISTS integration_form (
  company_id bigint NOT NULL,
  integration_id bigint NOT NULL,
  project_id text COLLATE "C" NOT NULL,
  type_id text COLLATE "C" NOT NULL,
  form jsonb COMPRESSION lz4 NOT NULL,
  broken jsonb NOT NULL DEFAULT '[]',  -- what fitted an earlier form and does not fit this one
  seen_at timestamptz NOT NULL,
  PRIMARY KEY (company_id, integration_id, project_id, type_id));

SELECT itsm_protect('integration_form');
SELECT itsm_belongs_to_company('integration_form');
SELECT itsm_reference('integration_form', 'integration_id', 'integration', 'CASCADE');
