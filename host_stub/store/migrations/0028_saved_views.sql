-- SPDX-License-Identifier: Apache-2.0
-- Filters of the list of tickets under a name: of the person who keeps them, or shown to the whole company.
CREATE TABLE IF NOT EXISTS saved_view (
  company_id bigint NOT NULL,
  view_id bigint GENERATED ALWAYS AS IDENTITY,
  owner text COLLATE "C" NOT NULL,  -- who keeps it, as feeds name who acted
  name text NOT NULL,
  shared boolean NOT NULL,
  filters jsonb COMPRESSION lz4 NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (company_id, view_id),
  UNIQUE (company_id, owner, name));

SELECT itsm_protect('saved_view');
SELECT itsm_belongs_to_company('saved_view');
