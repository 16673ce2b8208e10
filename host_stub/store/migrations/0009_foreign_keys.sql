-- SPDX-License-Identifier: Apache-2.0
-- Apart and last: see itsm_reference. None leads to an integration or a policy, which may belong to the house.
SELECT itsm_belongs_to_company(c.oid)
FROM pg_class c
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'company_id'
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname <> 'company';

SELECT itsm_reference('integration_connection', 'integration_id', 'integration', 'CASCADE'),
       itsm_reference('credential', 'integration_id', 'integration', 'CASCADE'),
       itsm_reference('credential', 'key_id', 'data_key'),
       itsm_reference('company_secret', 'key_id', 'data_key'),
       itsm_reference('finding', 'first_import_id', 'import'),
       itsm_reference('finding', 'last_import_id', 'import'),
       itsm_reference('activity', 'finding_id', 'finding', 'CASCADE'),
       itsm_reference('plan_group', 'plan_id', 'plan', 'CASCADE'),
       itsm_reference('plan_batch', 'plan_id', 'plan', 'CASCADE'),
       itsm_reference('push', 'plan_id', 'plan'),
       itsm_reference('push', 'retry_of', 'push'),
       itsm_reference('push_record', 'push_id', 'push', 'CASCADE'),
       itsm_reference('push_record', 'finding_id', 'finding', 'CASCADE'),
       itsm_reference('push_record', 'intent_id', 'intent'),
       itsm_reference('push_record', 'ticket_id', 'ticket'),
       itsm_reference('intent', 'plan_id', 'plan'),
       itsm_reference('intent', 'push_id', 'push'),
       itsm_reference('intent', 'ticket_id', 'ticket'),
       itsm_reference('intent_member', 'intent_id', 'intent', 'CASCADE'),
       itsm_reference('intent_member', 'finding_id', 'finding', 'CASCADE'),
       itsm_reference('ticket_link', 'finding_id', 'finding', 'CASCADE'),
       itsm_reference('ticket_link', 'ticket_id', 'ticket', 'CASCADE'),
       itsm_reference('ticket_link', 'intent_id', 'intent'),
       itsm_reference('ticket_route', 'integration_id', 'integration', 'CASCADE'),
       itsm_reference('outbox_job', 'intent_id', 'intent'),
       itsm_reference('outbox_job', 'ticket_id', 'ticket');
