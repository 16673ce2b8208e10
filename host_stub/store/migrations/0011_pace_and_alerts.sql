-- SPDX-License-Identifier: Apache-2.0
-- How fast an integration is worked for and when it is left alone: one state for all hosts, in the owner's scope.
CREATE TABLE IF NOT EXISTS integration_pace (
  company_id bigint NOT NULL,
  integration_id bigint NOT NULL,
  pace jsonb NOT NULL DEFAULT '{}',
  PRIMARY KEY (company_id, integration_id));

-- What a person should look at: one open row for each cause.
CREATE TABLE IF NOT EXISTS alert (
  company_id bigint NOT NULL,
  alert_id bigint GENERATED ALWAYS AS IDENTITY,
  cause text COLLATE "C" NOT NULL,
  owner_id bigint NOT NULL,        -- company_id of the integration: this one or 0
  integration_id bigint NOT NULL,
  message text NOT NULL,
  remedy text NOT NULL DEFAULT '',
  count bigint NOT NULL,           -- what it has hit so far
  first_at timestamptz NOT NULL,
  last_at timestamptz NOT NULL,
  acknowledged_by text NOT NULL DEFAULT '',
  acknowledged_at timestamptz,
  closed_at timestamptz,           -- it works again
  PRIMARY KEY (company_id, alert_id));
CREATE UNIQUE INDEX IF NOT EXISTS alert_open ON alert (company_id, cause) WHERE closed_at IS NULL;
CREATE INDEX IF NOT EXISTS alert_newest ON alert (company_id, alert_id DESC);

SELECT itsm_protect('integration_pace'), itsm_protect('alert');
SELECT itsm_belongs_to_company('integration_pace'), itsm_belongs_to_company('alert');
SELECT itsm_reference('integration_pace', 'integration_id', 'integration', 'CASCADE');

-- Claims in a row whose worker vanished without an outcome: what kills its workers is set aside.
ALTER TABLE outbox_job ADD COLUMN IF NOT EXISTS interrupted bigint NOT NULL DEFAULT 0;
CREATE INDEX IF NOT EXISTS outbox_job_parked ON outbox_job (company_id, outbox_job_id DESC) WHERE state = 2;
