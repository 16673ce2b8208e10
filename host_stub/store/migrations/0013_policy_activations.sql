-- SPDX-License-Identifier: Apache-2.0
-- Who made a version the active one, and why; every earlier time is in the audit.
ALTER TABLE policy_version ADD COLUMN IF NOT EXISTS activated_by text NOT NULL DEFAULT '';
ALTER TABLE policy_version ADD COLUMN IF NOT EXISTS reason text NOT NULL DEFAULT '';
