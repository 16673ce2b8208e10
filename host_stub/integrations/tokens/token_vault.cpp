// SPDX-License-Identifier: Apache-2.0
#include "host_stub/integrations/tokens/token_vault.hpp"

#include <algorithm>

namespace itsm::host::integrations {
namespace {

constexpr auto kField = "oauth_token";
constexpr std::chrono::seconds kEarliest{300};

}  // namespace

Time renewal_time(Time now, std::chrono::seconds life) {
  return now + life - std::min<std::chrono::seconds>(kEarliest, life / 10);
}

std::string TokenVault::to_text(const Tokens& tokens) {
  Json document = {{"access", tokens.access}, {"refresh", tokens.refresh}, {"scopes", tokens.scopes}};
  if (tokens.life) document["life_s"] = tokens.life->count();
  return dump(document);
}

Tokens TokenVault::from_text(const std::string& text) {
  const Json document = Json::parse(text);
  Tokens tokens{document.at("access"), document.at("refresh"), document.at("scopes"), {}};
  if (document.contains("life_s"))
    tokens.life = std::chrono::seconds(document.at("life_s").get<std::int64_t>());
  return tokens;
}

vault::Place TokenVault::place(IntegrationId integration, std::int64_t row_version) {
  return {integration, kField, row_version};
}

Result<std::optional<Tokens>> TokenVault::open(store::Transaction& owner, IntegrationId integration,
                                               const store::OAuthTokenRow& row) {
  if (!row.key_id) return std::optional<Tokens>();
  ITSM_TRY(const std::string text,
           secrets_.unseal(owner, place(integration, row.row_version), {*row.key_id, row.sealed}));
  return std::optional(from_text(text));
}

Result<> TokenVault::keep(store::Transaction& owner, IntegrationId integration, const std::string& auth,
                          const Tokens& tokens, std::int64_t before, Time now) {
  store::OAuthTokenRow row;
  row.auth = auth;
  row.row_version = before + 1;
  row.scopes = tokens.scopes;
  if (tokens.life) {
    row.expires_at = now + *tokens.life;
    row.renew_at = renewal_time(now, *tokens.life);
  }
  ITSM_TRY(Secrets::Sealed sealed,
           secrets_.seal(owner, place(integration, row.row_version), to_text(tokens)));
  row.key_id = std::move(sealed.key_id);
  row.sealed = std::move(sealed.bytes);
  ITSM_TRY(const bool stored, store::store_oauth_token(owner, integration, row, now));
  if (stored) return {};
  return problem(ProblemKind::conflict, "tokens_changed",
                 "the tokens were changed by somebody else meanwhile", "try again");
}

}  // namespace itsm::host::integrations
