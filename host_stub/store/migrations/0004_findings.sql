-- SPDX-License-Identifier: Apache-2.0
CREATE TABLE IF NOT EXISTS import (
  company_id bigint NOT NULL,
  import_id bigint GENERATED ALWAYS AS IDENTITY,
  state smallint NOT NULL DEFAULT 0,  -- 0 running, 1 finished, 2 failed
  format text NOT NULL,
  source text NOT NULL DEFAULT '',    -- name of the file, or who posted it
  asset text NOT NULL DEFAULT '',
  application text NOT NULL DEFAULT '',
  branch text NOT NULL DEFAULT '',
  complete boolean NOT NULL DEFAULT true,  -- shows all of its scope, so that what it lacks is gone
  actor text NOT NULL DEFAULT '',
  report jsonb COMPRESSION lz4 NOT NULL DEFAULT '{}',
  started_at timestamptz NOT NULL,
  finished_at timestamptz,
  PRIMARY KEY (company_id, import_id));

CREATE TABLE IF NOT EXISTS finding (
  company_id bigint NOT NULL,
  finding_id bigint GENERATED ALWAYS AS IDENTITY,
  fingerprint text COLLATE "C" NOT NULL,
  title text NOT NULL,
  severity smallint NOT NULL,           -- 0 critical … 4 info: the effective one
  original_severity smallint NOT NULL,  -- the scanner's
  status smallint NOT NULL,             -- 0 open … 8 false_positive; from 6 on terminal
  category smallint NOT NULL,
  asset text COLLATE "C" NOT NULL,
  application text COLLATE "C" NOT NULL,
  branch text COLLATE "C" NOT NULL,
  scanner text COLLATE "C" NOT NULL,
  rule_id text COLLATE "C" NOT NULL,
  details jsonb COMPRESSION lz4 NOT NULL,  -- what no list filters by
  custom jsonb NOT NULL,
  first_import_id bigint NOT NULL,
  last_import_id bigint NOT NULL,
  first_seen timestamptz NOT NULL,
  last_seen timestamptz NOT NULL,
  reported_at timestamptz NOT NULL,
  due_at timestamptz,
  times_reopened bigint NOT NULL DEFAULT 0,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  row_version bigint NOT NULL DEFAULT 1,
  -- Prefix search compares ranges of this: LIKE cannot use an index behind row-level security.
  title_folded text COLLATE "C" GENERATED ALWAYS AS (lower(left(title, 200))) STORED,
  PRIMARY KEY (company_id, finding_id),
  UNIQUE (company_id, fingerprint));
-- Lists: newest change first; what they filter by stands behind, so that the index answers without the table.
CREATE INDEX IF NOT EXISTS finding_list ON finding (company_id, updated_at DESC, finding_id DESC, severity, status);
CREATE INDEX IF NOT EXISTS finding_title ON finding (company_id, title_folded);
-- What a complete scan of (asset, scanner, branch) did not show.
CREATE INDEX IF NOT EXISTS finding_scope ON finding (company_id, asset, scanner, branch, last_import_id);
CREATE INDEX IF NOT EXISTS finding_import ON finding (company_id, last_import_id);
CREATE INDEX IF NOT EXISTS finding_first_import ON finding (company_id, first_import_id);

-- The feed of a finding. It only grows.
CREATE TABLE IF NOT EXISTS activity (
  company_id bigint NOT NULL,
  activity_id bigint GENERATED ALWAYS AS IDENTITY,
  finding_id bigint NOT NULL,
  kind smallint NOT NULL,
  at timestamptz NOT NULL,
  document jsonb COMPRESSION lz4 NOT NULL,
  PRIMARY KEY (company_id, activity_id));
CREATE INDEX IF NOT EXISTS activity_feed ON activity (company_id, finding_id, activity_id DESC);

SELECT itsm_protect('import'), itsm_protect('finding'), itsm_protect('activity', 'SELECT, INSERT');
