-- SPDX-License-Identifier: Apache-2.0
-- What took as long as a company has tickets, seen with a database that scripts/fill had filled.

-- The list of tickets, the newest link first; and what was linked in a span of days.
CREATE INDEX IF NOT EXISTS ticket_link_list ON ticket_link (company_id, linked_at DESC, finding_id DESC, ticket_id DESC);

-- What waits to be written to tickets.
CREATE INDEX IF NOT EXISTS outbox_job_pending ON outbox_job (company_id, due_at, ticket_id) WHERE kind = 2 AND state <> 1;

-- Figures count news and changes of status; the other entries, which are most of them, are not in it.
CREATE INDEX IF NOT EXISTS activity_counted ON activity (company_id, at) WHERE kind = 3 OR document ? 'lag_ms';

-- On a database that Citus divides over several machines: how a table is divided. "company" by company_id, its rows beside
-- those of the same company in all other tables; "reference" as a copy on every machine; "local" not at all. Where there
-- is no Citus it only says so, as the table's comment. A new table calls it before it gets foreign keys.
CREATE OR REPLACE FUNCTION app_distribute(tenant_table regclass, kind text)
RETURNS boolean LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
  divided boolean;
BEGIN
  IF kind NOT IN ('company', 'reference', 'local') THEN
    RAISE EXCEPTION 'a table is of the kind company, reference or local, not %', kind;
  END IF;
  EXECUTE format('COMMENT ON TABLE %s IS %L', tenant_table, 'distribution: ' || kind);
  IF kind = 'local' OR NOT EXISTS (SELECT FROM pg_extension WHERE extname = 'citus') THEN RETURN false; END IF;
  EXECUTE 'SELECT EXISTS (SELECT FROM pg_dist_partition WHERE logicalrelid = $1)' INTO divided USING tenant_table;
  IF divided THEN RETURN false; END IF;
  IF kind = 'reference' THEN
    EXECUTE 'SELECT create_reference_table($1)' USING tenant_table;
  ELSE
    EXECUTE 'SELECT create_distributed_table($1, ''company_id'', colocate_with => $2)'
      USING tenant_table, CASE WHEN tenant_table = 'company'::regclass THEN 'none' ELSE 'company' END;
  END IF;
  RETURN true;
END $$;

-- The same for all tables that have a kind, once Citus has been added to a database that was in use. Foreign keys are taken
-- away meanwhile: Citus takes them only between tables that are divided already. Answers how many it has divided.
CREATE OR REPLACE FUNCTION app_distribute_all()
RETURNS bigint LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
  one record;
  restore text[] := '{}';
  divided bigint := 0;
BEGIN
  IF NOT EXISTS (SELECT FROM pg_extension WHERE extname = 'citus') THEN RETURN 0; END IF;
  FOR one IN SELECT conrelid::regclass AS owner, conname, pg_get_constraintdef(oid) AS definition FROM pg_constraint
             WHERE contype = 'f' AND connamespace = 'public'::regnamespace AND conparentid = 0
  LOOP
    restore := restore || format('ALTER TABLE %s ADD CONSTRAINT %I %s', one.owner, one.conname, one.definition);
    EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', one.owner, one.conname);
  END LOOP;
  -- The companies first: the others go beside them.
  FOR one IN SELECT c.oid::regclass AS name, substr(obj_description(c.oid, 'pg_class'), 15) AS kind FROM pg_class c
             WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
               AND obj_description(c.oid, 'pg_class') LIKE 'distribution: %'
             ORDER BY c.relname <> 'company', c.relname
  LOOP
    divided := divided + app_distribute(one.name, one.kind)::int;
  END LOOP;
  FOR place IN 1 .. cardinality(restore) LOOP EXECUTE restore[place]; END LOOP;
  RETURN divided;
END $$;

REVOKE ALL ON FUNCTION app_distribute(regclass, text), app_distribute_all() FROM PUBLIC;

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY[
    'company', 'integration', 'integration_company', 'integration_connection', 'data_key', 'company_secret',
    'credential', 'policy_version', 'import', 'finding', 'activity', 'plan', 'plan_group', 'plan_batch', 'push',
    'push_record', 'intent', 'intent_member', 'ticket', 'ticket_link', 'ticket_route', 'outbox_job', 'api_token',
    'idempotency_key', 'audit_entry', 'oauth_token', 'oauth_consent', 'integration_pace', 'alert', 'custom_field',
    'integration_form', 'inbox', 'integration_channel', 'review', 'ticket_comment', 'resync_run',
    'ticket_agreement', 'own_write', 'workflow_step', 'take_back', 'policy_backfill', 'agreement_sweep',
    'agreement_difference', 'person', 'person_session', 'sign_in_failure', 'finding_comment', 'comment_delivery',
    'saved_view', 'wrapping_key', 'person_identity', 'sign_in_secret'] LOOP
    EXECUTE format('COMMENT ON TABLE %I IS %L', name, 'distribution: company');
  END LOOP;
END $$;
SELECT app_distribute_all();
