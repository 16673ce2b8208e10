-- SPDX-License-Identifier: Apache-2.0
-- A finding's company is that of its import, and an entry's that of its finding: both keys name the company, so that a third
-- one, to the company itself, asks of every row that an import writes what is certain already.
ALTER TABLE finding DROP CONSTRAINT IF EXISTS finding_company_id_fkey;
ALTER TABLE activity DROP CONSTRAINT IF EXISTS activity_company_id_fkey;
