-- SPDX-License-Identifier: Apache-2.0
-- Documents are compressed with lz4, which reads and writes faster than PostgreSQL's own; rows that exist keep what they
-- have until they are written again.
ALTER TABLE integration ALTER COLUMN settings SET COMPRESSION lz4;
ALTER TABLE integration ALTER COLUMN options SET COMPRESSION lz4;
ALTER TABLE integration_company ALTER COLUMN projects SET COMPRESSION lz4;
ALTER TABLE integration_connection ALTER COLUMN connection SET COMPRESSION lz4;
ALTER TABLE integration_connection ALTER COLUMN report SET COMPRESSION lz4;
ALTER TABLE finding ALTER COLUMN custom SET COMPRESSION lz4;
ALTER TABLE push_record ALTER COLUMN fields SET COMPRESSION lz4;
ALTER TABLE intent ALTER COLUMN problem SET COMPRESSION lz4;
ALTER TABLE outbox_job ALTER COLUMN problem SET COMPRESSION lz4;
ALTER TABLE audit_entry ALTER COLUMN details SET COMPRESSION lz4;
ALTER TABLE oauth_consent ALTER COLUMN outcome SET COMPRESSION lz4;
ALTER TABLE integration_pace ALTER COLUMN pace SET COMPRESSION lz4;
ALTER TABLE custom_field ALTER COLUMN document SET COMPRESSION lz4;
ALTER TABLE integration_form ALTER COLUMN broken SET COMPRESSION lz4;
ALTER TABLE integration_channel ALTER COLUMN subscriptions SET COMPRESSION lz4;
ALTER TABLE integration_channel ALTER COLUMN refused SET COMPRESSION lz4;
ALTER TABLE resync_run ALTER COLUMN outcome SET COMPRESSION lz4;
