-- SPDX-License-Identifier: Apache-2.0
-- The tokens that a vendor gave for an integration: one sealed document, so that access and refresh token change
-- together. Whoever asks the vendor for new ones holds the row's lock meanwhile.
CREATE TABLE IF NOT EXISTS oauth_token (
  company_id bigint NOT NULL,
  integration_id bigint NOT NULL,
  auth_scheme text NOT NULL DEFAULT '',  -- for which of the plugin's they were given
  key_id bytea,                          -- NULL: there are none yet
  sealed bytea NOT NULL DEFAULT ''::bytea,
  row_version bigint NOT NULL DEFAULT 0,
  scopes text NOT NULL DEFAULT '',       -- as granted, between blanks
  expires_at timestamptz,                -- of the access token; NULL: the vendor did not say
  renew_at timestamptz,                  -- from then on a new one is asked for
  refusal text NOT NULL DEFAULT '',      -- why the vendor gives no more: somebody has to connect again
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (company_id, integration_id));

-- Somebody who was sent to the vendor to consent. Known by hashes: the link, the state and the browser's cookie are
-- with him alone.
CREATE TABLE IF NOT EXISTS oauth_consent (
  company_id bigint NOT NULL,
  oauth_consent_id bigint GENERATED ALWAYS AS IDENTITY,
  integration_id bigint NOT NULL,
  auth_scheme text NOT NULL,
  link_hash bytea NOT NULL,       -- of the address that was given to him
  state_hash bytea NOT NULL,      -- of the state that the vendor gives back
  browser_hash bytea,             -- of the cookie of the browser in which he opened it
  api_token_company_id bigint,    -- whose token began it; NULL: the command line
  api_token_id bigint,
  actor text NOT NULL,
  redirect_uri text NOT NULL,
  stage smallint NOT NULL DEFAULT 0,    -- 0 begun, 1 opened, 2 answered, 3 choosing, 4 connected, 5 failed
  key_id bytea,
  sealed bytea NOT NULL DEFAULT ''::bytea,  -- state and code verifier; while a site is chosen, the tokens
  row_version bigint NOT NULL DEFAULT 1,    -- that the seal covers
  outcome jsonb NOT NULL DEFAULT '{}',      -- what was answered: sites, warnings, the problem
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (company_id, oauth_consent_id),
  UNIQUE (company_id, link_hash),
  UNIQUE (company_id, state_hash));
CREATE INDEX IF NOT EXISTS oauth_consent_integration ON oauth_consent (company_id, integration_id);

SELECT itsm_protect('oauth_token'), itsm_protect('oauth_consent');
SELECT itsm_belongs_to_company('oauth_token'), itsm_belongs_to_company('oauth_consent');
SELECT itsm_reference('oauth_token', 'integration_id', 'integration', 'CASCADE'),
       itsm_reference('oauth_token', 'key_id', 'data_key'),
       itsm_reference('oauth_consent', 'integration_id', 'integration', 'CASCADE'),
       itsm_reference('oauth_consent', 'key_id', 'data_key');
