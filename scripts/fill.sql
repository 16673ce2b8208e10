-- SPDX-License-Identifier: Apache-2.0
-- What scripts/fill carries out, in one session for some of the companies: for each of them slice after slice of the time.
-- Everything follows from the numbers in fill_place and the seed. The rows go in as the application, under row-level security.

-- A number from 0 up to 1 that is always the same for the same n.
CREATE FUNCTION pg_temp.chance(n bigint, salt bigint) RETURNS double precision LANGUAGE sql IMMUTABLE
  RETURN (hashint8extended(n, salt + :seed) & 1048575) / 1048576.0::double precision;

CREATE FUNCTION pg_temp.pick(words text[], n bigint, salt bigint) RETURNS text LANGUAGE sql IMMUTABLE
  RETURN words[1 + floor(pg_temp.chance(n, salt) * array_length(words, 1))::int];

CREATE TEMP TABLE fill_place (
  company_id bigint PRIMARY KEY, integration_id bigint, findings bigint, tickets bigint, entries bigint,
  first_finding bigint, first_ticket bigint, first_intent bigint, first_import bigint, first_plan bigint,
  first_push bigint);

-- The i-th finding of a company; the k-th ticket is its own, or joined by it, or neither.
CREATE TEMP VIEW fill_time AS
  SELECT p.*, slice, :'since'::timestamptz AS since, :'until'::timestamptz AS until,
         (:'until'::timestamptz - :'since'::timestamptz) AS span
  FROM fill_place p, generate_series(0, :slices - 1) AS slice;

CREATE TEMP VIEW fill_counted AS
  SELECT t.*, i, i * tickets / findings AS next_k, (i + 1) * tickets / findings > i * tickets / findings AS has_ticket,
         since + span * ((i + 0.5) / findings) AS at, company_id * 1000000007 + i AS n
  FROM fill_time t, generate_series(findings * slice / :slices, findings * (slice + 1) / :slices - 1) AS i;

CREATE TEMP VIEW fill_finding AS
  SELECT c.*, first_finding + i AS finding_id, at + (until - at) * pg_temp.chance(n, 1) AS changed_at,
         CASE WHEN has_ticket THEN next_k
              WHEN next_k > 0 AND pg_temp.chance(n, 2) < 0.3 THEN next_k - 1 END AS k,
         'service-' || floor(pg_temp.chance(n, 3) ^ 2 * (1 + findings / 500))::int AS asset,
         'CWE-' || pg_temp.pick('{79,89,22,78,352,434,502,287,798,611,918,1104}', n, 4) AS rule_id,
         (SELECT CASE WHEN c4 < 0.05 THEN 0 WHEN c4 < 0.25 THEN 1 WHEN c4 < 0.65 THEN 2 WHEN c4 < 0.9 THEN 3 ELSE 4 END
          FROM pg_temp.chance(n, 5) AS c4)::smallint AS severity,
         -- What is older has more often come to its end.
         (CASE WHEN pg_temp.chance(n, 6) < 0.1 + 0.6 * (1 - i::double precision / findings)
               THEN (ARRAY[6, 6, 6, 6, 6, 6, 6, 7, 7, 8])[1 + floor(pg_temp.chance(n, 7) * 10)::int]
               ELSE (ARRAY[0, 0, 0, 0, 0, 1, 1, 2, 3, 5])[1 + floor(pg_temp.chance(n, 7) * 10)::int] END)::smallint AS status
  FROM fill_counted c;

-- Those that are under way.
CREATE TEMP TABLE fill_row AS SELECT * FROM fill_finding LIMIT 0;

CREATE TEMP VIEW fill_ticket AS
  SELECT f.*, first_ticket + k AS ticket_id, first_intent + k AS intent_id, first_plan + k / 100 AS plan_id,
         first_push + k / 100 AS push_id, 'FILL-' || k + 1 AS key, (10000 + k)::text AS remote_id,
         'itsm-' || substr(md5(company_id || ':' || k), 1, 26) AS correlation_key, '["finding","' || n || '",1]' AS group_key,
         at + interval '1 minute' AS made_at, greatest(changed_at, at + interval '1 minute') AS touched_at,
         CASE WHEN status IN (6, 7, 8) THEN 2 WHEN status >= 2 THEN 1 ELSE 0 END::smallint AS state
  FROM fill_row f WHERE has_ticket;

GRANT SELECT ON fill_place, fill_time, fill_counted, fill_finding, fill_ticket TO itsm_app;
GRANT SELECT, INSERT, TRUNCATE ON fill_row TO itsm_app;
SET synchronous_commit = off;
SET jit = off;
-- Foreign keys are looked at afterwards, for all rows at once: one by one they take as long as everything else.
SET session_replication_role = replica;
SET plan_cache_mode = force_generic_plan;
SET ROLE itsm_app;

PREPARE imports (bigint) AS
  INSERT INTO import (company_id, import_id, state, format, source, actor, report, started_at, finished_at)
  OVERRIDING SYSTEM VALUE
  SELECT company_id, first_import + slice, 1, 'sarif', 'scan-' || slice || '.sarif', 'fill',
         jsonb_build_object('format', 'sarif', 'bytes', 1000 * (findings / :slices), 'new', findings / :slices, 'updated', 0,
                            'unchanged', 0, 'reopened', 0, 'suppressed', 0, 'skipped', '{}'::jsonb, 'refused', 0, 'scopes',
                            '[]'::jsonb, 'severity_sources', '{}'::jsonb, 'seconds', 1), since + span * slice / :slices, since + span * slice / :slices
  FROM fill_time WHERE company_id = $1;

PREPARE under_way (bigint, bigint, bigint) AS
  INSERT INTO fill_row SELECT * FROM fill_finding WHERE company_id = $1 AND slice BETWEEN $2 AND $3;

PREPARE findings AS
  INSERT INTO finding (company_id, finding_id, fingerprint, title, severity, original_severity, status, category, asset,
                       application, branch, scanner, rule_id, details, custom, first_import_id, last_import_id, first_seen,
                       last_seen, reported_at, due_at, created_at, updated_at)
  OVERRIDING SYSTEM VALUE
  SELECT company_id, finding_id, '1:' || md5(n::text) || md5(n || 'x'),
         pg_temp.pick('{SQL injection,Cross-site scripting,Path traversal,Command injection,Request forgery,Open redirect,'
                      'Hard-coded credential,Weak cipher,Unsafe deserialisation,Outdated library,Missing authorisation,'
                      'Verbose error}', n, 8)
           || ' in ' || pg_temp.pick('{login,search,checkout,profile,upload,report,export,billing,invoice,basket}', n, 9)
           || '_' || i % 997 || ' of ' || asset,
         severity, severity, status, floor(pg_temp.chance(n, 10) * 7), asset, 'app-' || i % 20, 'main',
         pg_temp.pick('{semgrep,trivy,nessus,codeql,zap}', n, 11), rule_id,
         jsonb_build_object(
           'asset', jsonb_build_object('name', asset),
           'location', jsonb_build_object('file', 'src/module' || i % 997 || '.c', 'line', 1 + i % 800,
                                          'end_line', 2 + i % 800, 'snippet', 'call(request.parameter("' || n || '"));'),
           'description', 'A value that comes with the request reaches a place that trusts it. Whoever sends the request '
                          'decides what is done there. Number ' || n || ' of the generated findings.'),
         '{}', first_import + slice,
         first_import + CASE WHEN status < 6 THEN :slices - 1 ELSE slice END, at, changed_at, at,
         at + (ARRAY[7, 30, 90, 180])[severity + 1] * interval '1 day', at, changed_at
  FROM fill_row;

PREPARE plans AS
  INSERT INTO plan (company_id, plan_id, owner_id, integration_id, state, mode, request, digest, actor, created_at,
                    expires_at)
  OVERRIDING SYSTEM VALUE
  SELECT company_id, plan_id, company_id, integration_id, 1, 0, jsonb_build_object(
           'plan', jsonb_build_object(
             'id', 0, 'digest', md5(plan_id::text), 'plugin', 'jira', 'policy', 'fill', 'policy_number', 1, 'integration',
             'fill', 'writes', '[]'::jsonb, 'tickets', '[]'::jsonb, 'left_out', '[]'::jsonb, 'warnings', '[]'::jsonb,
             'created_at', to_char(made_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'expires_at',
             to_char(made_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')),
           'inputs', jsonb_build_object('findings', '{}'::jsonb, 'policy_version', 1),
           'request', jsonb_build_object('mode', 'standalone', 'findings', '[]'::jsonb)),
         decode(md5(plan_id::text), 'hex'), 'fill', made_at, made_at + interval '1 day'
  FROM fill_ticket WHERE k % 100 = 0;

PREPARE pushes AS
  INSERT INTO push (company_id, push_id, plan_id, state, actor, created_at, finished_at)
  OVERRIDING SYSTEM VALUE
  SELECT company_id, push_id, plan_id, 1, 'fill', made_at, made_at
  FROM fill_ticket WHERE k % 100 = 0;

PREPARE routes AS
  INSERT INTO ticket_route (company_id, integration_id, remote_id, routed_company_id, created_at)
  SELECT company_id, integration_id, remote_id, company_id, made_at FROM fill_ticket;

PREPARE tickets AS
  INSERT INTO ticket (company_id, ticket_id, owner_id, integration_id, remote_id, key, url, project_id, project, type_id,
                      type, summary, state, status_id, status, priority, assignee_id, assignee, correlation_key,
                      remote_version, remote_created_at, remote_updated_at, done_at, confirmed_at, confirmed_by, created_at,
                      updated_at)
  OVERRIDING SYSTEM VALUE
  SELECT company_id, ticket_id, company_id, integration_id, remote_id, key, 'https://desk.invalid/browse/' || key, '10000',
         'FILL', '10004', 'Bug', '[' || severity || '] ' || asset || ' ' || n, state, (1 + state)::text,
         (ARRAY['To Do', 'In Progress', 'Done'])[state + 1],
         (ARRAY['Highest', 'High', 'Medium', 'Low', 'Lowest'])[severity + 1], 'person-' || n % 60, 'Person ' || n % 60,
         correlation_key, extract(epoch FROM touched_at)::bigint::text, made_at, touched_at,
         CASE WHEN state = 2 THEN touched_at END, touched_at, 2, made_at, touched_at
  FROM fill_ticket;

PREPARE intents AS
  INSERT INTO intent (company_id, intent_id, owner_id, integration_id, group_key, generation, correlation_key, state, fence,
                      attempts, plan_id, push_id, ticket_id, draft, sent_at, created_at, updated_at)
  OVERRIDING SYSTEM VALUE
  SELECT company_id, intent_id, company_id, integration_id, group_key, 1, correlation_key, 3, 1, 1, plan_id, push_id,
         ticket_id, jsonb_build_object('mode', 'standalone', 'summary', '[' || severity || '] ' || asset || ' ' || n), made_at,
         made_at, made_at
  FROM fill_ticket;

PREPARE members AS
  INSERT INTO intent_member (company_id, intent_id, finding_id, integration_id, is_primary)
  SELECT company_id, first_intent + k, finding_id, integration_id, true
  FROM fill_row WHERE k IS NOT NULL;

PREPARE links AS
  INSERT INTO ticket_link (company_id, finding_id, ticket_id, role, intent_id, actor, linked_at, agreed_status, told_status)
  SELECT company_id, finding_id, first_ticket + k, 0, first_intent + k, 'host', at + interval '1 minute', status, status
  FROM fill_row WHERE k IS NOT NULL;

PREPARE records AS
  INSERT INTO push_record (company_id, push_id, finding_id, place, outcome, group_key, intent_id, ticket_id, updated_at)
  SELECT company_id, push_id, finding_id, k % 100, 1, group_key, intent_id, ticket_id, made_at
  FROM fill_ticket;

PREPARE agreements AS
  INSERT INTO ticket_agreement (company_id, ticket_id, document, updated_at)
  SELECT company_id, ticket_id,
         jsonb_build_object('ours', md5(n::text) || md5(n || 'o'), 'seen', extract(epoch FROM touched_at)::bigint::text,
           'fields', jsonb_build_object('priority', jsonb_build_object(
             'ours', jsonb_build_object('kind', 'priority', 'value', jsonb_build_object('id', severity::text)),
             'theirs', jsonb_build_object('kind', 'priority', 'value', jsonb_build_object('id', severity::text))))), touched_at
  FROM fill_ticket;

-- The creates, and the job that keeps each ticket in step; one of a thousand was set aside.
PREPARE jobs AS
  INSERT INTO outbox_job (company_id, owner_id, integration_id, kind, lane, state, order_key, ticket_id, payload, due_at,
                          fence, attempts, problem, created_at, updated_at)
  SELECT company_id, company_id, integration_id, kind, 2, CASE WHEN kind = 2 AND n % 1000 = 7 THEN 2 ELSE 1 END,
         CASE kind WHEN 0 THEN 'push:' || push_id || ':0' ELSE 'ticket:' || ticket_id END,
         CASE kind WHEN 2 THEN ticket_id END, '{}', made_at, 1, 1,
         CASE WHEN kind = 2 AND n % 1000 = 7 THEN '{"reason": "The vendor refused it."}' ELSE '{}' END::jsonb, made_at,
         touched_at
  FROM fill_ticket, (VALUES (0), (2)) AS job (kind)
  WHERE (kind = 2 OR k % 100 = 0);

PREPARE news AS
  INSERT INTO inbox (company_id, integration_id, kind, identity, state, head, due_at, fence, attempts, received_at,
                     updated_at)
  SELECT company_id, integration_id, 1, convert_to(remote_id, 'UTF8'), CASE WHEN n % 2000 = 9 THEN 2 ELSE 1 END, '{}',
         touched_at, 1, 1, touched_at, touched_at
  FROM fill_ticket WHERE n % 10 < 7;

PREPARE writes AS
  INSERT INTO own_write (company_id, ticket_id, kind, state, what, request, confirmed, sent_at, ended_at)
  SELECT company_id, ticket_id, 2, 1, 'an update', '{"fields": {"priority": "High"}}', true, touched_at, touched_at
  FROM fill_ticket WHERE n % 10 < 3;

PREPARE comments AS
  INSERT INTO ticket_comment (company_id, ticket_id, remote_id, told_at, digest, created_at)
  SELECT company_id, ticket_id, 'c' || ticket_id, touched_at, md5(n::text) || md5(n || 'c'), touched_at
  FROM fill_ticket WHERE n % 10 < 4;

PREPARE reviews AS
  INSERT INTO review (company_id, kind, finding_id, ticket_id, reason, decision, decided_by, created_at, decided_at)
  SELECT company_id, 0, finding_id, ticket_id, 'The ticket ended as "Done".', CASE WHEN n % 200 = 1 THEN '' ELSE 'fixed' END,
         CASE WHEN n % 200 = 1 THEN '' ELSE 'fill' END, touched_at, CASE WHEN n % 200 = 1 THEN NULL ELSE touched_at END
  FROM fill_ticket WHERE n % 40 = 1;

-- Each finding tells when it came and when it got its ticket; the other entries fall on findings that are there by then,
-- on the newer ones more often.
PREPARE activity (bigint, bigint, bigint) AS
  INSERT INTO activity (company_id, finding_id, kind, at, document)
  SELECT company_id, finding_id, kind, at, document FROM (
    SELECT company_id, finding_id, 0 AS kind, at,
           jsonb_build_object('kind', 'created', 'cause', 'import', 'actor', 'import ' || first_import + slice,
                              'why', 'First seen by scanner.') AS document
    FROM fill_row
    UNION ALL
    SELECT company_id, finding_id, 5, made_at,
           jsonb_build_object('kind', 'ticket', 'cause', 'person', 'actor', 'fill', 'member', 'ticket', 'to', key)
    FROM fill_ticket
    UNION ALL
    SELECT company_id, first_finding + i, kind, greatest(at, since + span * ((i + 0.5) / findings)),
      CASE kind
        WHEN 3 THEN '{"kind": "status", "cause": "person", "actor": "fill", "member": "status", "from": "open", "to": "triaged"}'
        WHEN 4 THEN jsonb_build_object('kind', 'comment', 'cause', 'ticket', 'actor', 'Person ' || n % 60,
                                       'member', 'ticket.comment', 'to', 'I am at it, and shall be done by day ' || n % 31)
        WHEN 2 THEN '{"kind": "changed", "cause": "import", "actor": "import", "member": "severity", "from": "low", "to": "high"}'
        WHEN 5 THEN jsonb_build_object('kind', 'ticket', 'cause', 'ticket', 'actor', 'jira', 'member', 'ticket.status',
                                       'from', 'To Do', 'to', 'In Progress', 'channel', 'webhook', 'lag_ms', 200 + n % 3000)
        ELSE '{"kind": "seen", "cause": "import", "actor": "import"}' END
    FROM (
      SELECT t.*, n, since + span * ((slice + (j - from_j + 0.5) / greatest(to_j - from_j, 1)) / :slices) AS at,
             floor((1 - pg_temp.chance(n, 12) ^ 2) * (findings * (slice + 1) / :slices))::bigint AS i,
             (ARRAY[1, 1, 1, 1, 3, 3, 4, 4, 2, 5])[1 + floor(pg_temp.chance(n, 13) * 10)::int] AS kind
      FROM fill_time t,
        LATERAL (SELECT (entries - findings - tickets) * (findings * slice / :slices) / findings AS from_j,
                        (entries - findings - tickets) * (findings * (slice + 1) / :slices) / findings AS to_j) AS bounds,
        generate_series(from_j, to_j - 1) AS j, LATERAL (SELECT company_id * 1000000007 + j AS n) AS number
      WHERE company_id = $1 AND slice BETWEEN $2 AND $3) AS later) AS entry
  ORDER BY at;
