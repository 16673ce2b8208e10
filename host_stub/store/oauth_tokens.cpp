// SPDX-License-Identifier: Apache-2.0
#include "host_stub/store/oauth_tokens.hpp"

namespace itsm::host::store {
namespace {

#define ITSM_OAUTH_TOKEN_COLUMNS                                                                             \
  "SELECT auth_scheme, key_id, sealed, row_version, scopes, expires_at, renew_at, refusal, updated_at FROM " \
  "oauth_token WHERE company_id = $1 AND integration_id = $2"

constexpr auto kLoadOAuthToken = ITSM_OAUTH_TOKEN_COLUMNS;
constexpr auto kLockOAuthToken = ITSM_OAUTH_TOKEN_COLUMNS " FOR UPDATE";

constexpr auto kMakeOAuthToken = R"(
  INSERT INTO oauth_token (company_id, integration_id, updated_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING)";

constexpr auto kStoreOAuthToken = R"(
  INSERT INTO oauth_token (company_id, integration_id, auth_scheme, key_id, sealed, row_version, scopes, expires_at,
                           renew_at, updated_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
  ON CONFLICT (company_id, integration_id) DO UPDATE SET
    auth_scheme = EXCLUDED.auth_scheme, key_id = EXCLUDED.key_id, sealed = EXCLUDED.sealed,
    row_version = EXCLUDED.row_version, scopes = EXCLUDED.scopes, expires_at = EXCLUDED.expires_at,
    renew_at = EXCLUDED.renew_at, refusal = '', updated_at = EXCLUDED.updated_at
  WHERE oauth_token.row_version = EXCLUDED.row_version - 1)";

constexpr auto kRefuse =
    "UPDATE oauth_token SET refusal = $3, updated_at = $4 WHERE company_id = $1 AND integration_id = $2";
constexpr auto kDeleteOAuthToken = "DELETE FROM oauth_token WHERE company_id = $1 AND integration_id = $2";

constexpr auto kResting = R"(
  SELECT integration_id FROM oauth_token
  WHERE company_id = $1 AND updated_at < $2 AND refusal = '' AND key_id IS NOT NULL ORDER BY updated_at)";

OAuthTokenRow read_row(const Row& row) {
  OAuthTokenRow token;
  row.read(token.auth, token.key_id, token.sealed, token.row_version, token.scopes, token.expires_at,
           token.renew_at, token.refusal, token.updated_at);
  return token;
}

}  // namespace

Result<std::optional<OAuthTokenRow>> load_oauth_token(Transaction& owner, IntegrationId integration) {
  ITSM_TRY(const Rows rows, owner.query(kLoadOAuthToken, owner.company(), integration));
  if (rows.empty()) return std::optional<OAuthTokenRow>();
  return std::optional(read_row(rows.front()));
}

Result<OAuthTokenRow> lock_oauth_token(Transaction& owner, IntegrationId integration, Time now) {
  ITSM_CHECK(owner.execute(kMakeOAuthToken, owner.company(), integration, now));
  ITSM_TRY(const Rows rows, owner.query(kLockOAuthToken, owner.company(), integration));
  // Disconnected by somebody between the two statements.
  if (rows.empty()) return owner.changed_meanwhile();
  return read_row(rows.front());
}

Result<bool> store_oauth_token(Transaction& owner, IntegrationId integration, const OAuthTokenRow& row,
                               Time now) {
  ITSM_TRY(const std::int64_t stored,
           owner.execute(kStoreOAuthToken, owner.company(), integration, row.auth, row.key_id, row.sealed,
                         row.row_version, row.scopes, row.expires_at, row.renew_at, now));
  return stored == 1;
}

Result<> refuse_oauth_token(Transaction& owner, IntegrationId integration, const std::string& refusal,
                            Time now) {
  ITSM_CHECK(owner.execute(kRefuse, owner.company(), integration, refusal, now));
  return {};
}

Result<> delete_oauth_token(Transaction& owner, IntegrationId integration) {
  ITSM_CHECK(owner.execute(kDeleteOAuthToken, owner.company(), integration));
  return {};
}

Result<std::vector<IntegrationId>> resting_oauth_tokens(Transaction& owner, Time before) {
  ITSM_TRY(const Rows rows, owner.query(kResting, owner.company(), before));
  std::vector<IntegrationId> resting;
  for (const Row row : rows) resting.push_back(row.get<IntegrationId>(0));
  return resting;
}

}  // namespace itsm::host::store
