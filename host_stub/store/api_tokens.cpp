// SPDX-License-Identifier: Apache-2.0
#include "host_stub/store/api_tokens.hpp"

namespace itsm::host::store {
namespace {

constexpr auto kAddToken = R"(
  INSERT INTO api_token (company_id, name, hash, role, companies, actor, created_at, expires_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING api_token_id)";

#define ITSM_API_TOKEN_COLUMNS                                                                      \
  "SELECT api_token_id, name, hash, role, companies, actor, created_at, expires_at, last_used_at, " \
  "revoked_at "                                                                                     \
  "FROM api_token WHERE company_id = $1"

constexpr auto kLoadToken = ITSM_API_TOKEN_COLUMNS " AND api_token_id = $2";
constexpr auto kListTokens = ITSM_API_TOKEN_COLUMNS " ORDER BY api_token_id";

constexpr auto kNoteUse = R"(
  UPDATE api_token SET last_used_at = $3
  WHERE company_id = $1 AND api_token_id = $2 AND (last_used_at IS NULL OR last_used_at < $4))";

constexpr auto kRevoke = R"(
  UPDATE api_token SET revoked_at = coalesce(revoked_at, $3) WHERE company_id = $1 AND api_token_id = $2)";

ApiToken read_token(const Row& row) {
  ApiToken token;
  row.read(token.id, token.name, token.hash, token.role, token.companies, token.actor, token.created_at,
           token.expires_at, token.last_used_at, token.revoked_at);
  return token;
}

}  // namespace

Result<ApiTokenId> add_api_token(Transaction& transaction, const ApiToken& token, Time now) {
  ITSM_TRY(const Rows rows,
           transaction.query(kAddToken, transaction.company(), token.name, token.hash, token.role,
                             token.companies, token.actor, now, token.expires_at));
  return rows.front().get<ApiTokenId>(0);
}

Result<std::optional<ApiToken>> load_api_token(Transaction& transaction, ApiTokenId id) {
  ITSM_TRY(const Rows rows, transaction.query(kLoadToken, transaction.company(), id));
  if (rows.empty()) return std::optional<ApiToken>();
  return std::optional(read_token(rows.front()));
}

Result<std::vector<ApiToken>> list_api_tokens(Transaction& transaction) {
  ITSM_TRY(const Rows rows, transaction.query(kListTokens, transaction.company()));
  std::vector<ApiToken> tokens;
  for (const Row row : rows) tokens.push_back(read_token(row));
  return tokens;
}

Result<> note_api_token_use(Transaction& transaction, ApiTokenId id, Time now) {
  ITSM_CHECK(
      transaction.execute(kNoteUse, transaction.company(), id, now, Time(now - std::chrono::minutes(1))));
  return {};
}

Result<> revoke_api_token(Transaction& transaction, ApiTokenId id, Time now) {
  ITSM_TRY(const std::int64_t revoked, transaction.execute(kRevoke, transaction.company(), id, now));
  if (revoked == 1) return {};
  return problem(ProblemKind::not_found, "token_unknown",
                 "There is no token " + std::to_string(id.value) + " here.",
                 "`host_stub tokens list` shows them.");
}

}  // namespace itsm::host::store
