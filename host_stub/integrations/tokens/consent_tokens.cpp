// SPDX-License-Identifier: Apache-2.0
// The token keeper at the beginning and at the end of a connection.
#include "host_stub/integrations/tokens/grant.hpp"
#include "host_stub/integrations/tokens/token_keeper.hpp"
#include "host_stub/store/integrations.hpp"

namespace itsm::host::integrations {

Result<Tokens> TokenKeeper::exchange(const Account& account, const std::string& code,
                                     const std::string& redirect_uri, const std::string& code_verifier) {
  ITSM_TRY(const auto fields, secrets_.open(account.identity.owner, account.identity.id));
  Parameters parameters{
      {"grant_type", std::string(kByConsent)}, {"code", code}, {"redirect_uri", redirect_uri}};
  if (account.scheme->oauth2->pkce) parameters.emplace_back("code_verifier", code_verifier);
  auto tokens = ask(account, fields, parameters);
  if (tokens) return *std::move(tokens);
  const TokenRefusal& refusal = tokens.error();
  return problem(refusal.for_good ? ProblemKind::invalid : ProblemKind::unavailable, "code_not_exchanged",
                 account.manifest().name + " gave no token for the consent: " + refusal.message,
                 refusal.for_good
                     ? "see whether client_id and client_secret are those of the app, and begin again"
                     : "begin again when the vendor answers");
}

Result<> TokenKeeper::keep(const Account& account, const Tokens& tokens) {
  return database_.in_company(account.identity.owner, [&](store::Transaction& owner) -> Result<> {
    ITSM_TRY(const auto row, store::lock_oauth_token(owner, account.identity.id, clock_.now()));
    ITSM_CHECK(
        vault_.keep(owner, account.identity.id, account.scheme->id, tokens, row.row_version, clock_.now()));
    return store::set_health(owner, account.identity.id, store::IntegrationHealth::unchecked, "");
  });
}

Result<std::string> TokenKeeper::forget(const Account& account) {
  const auto turn = turns_.take(account.identity.id);
  ITSM_TRY(const auto tokens,
           database_.in_company(
               account.identity.owner, [&](store::Transaction& owner) -> Result<std::optional<Tokens>> {
                 ITSM_TRY(const auto row, store::lock_oauth_token(owner, account.identity.id, clock_.now()));
                 ITSM_TRY(auto opened, vault_.open(owner, account.identity.id, row));
                 ITSM_CHECK(store::delete_oauth_token(owner, account.identity.id));
                 return opened;
               }));
  return tokens ? revoke(account, *tokens) : std::string();
}

std::string TokenKeeper::revoke(const Account& account, const Tokens& tokens) {
  const OAuth2& oauth = *account.scheme->oauth2;
  const std::string by_hand = "; take its access away on the vendor's page of connected apps";
  if (oauth.revoke_url.empty()) return account.manifest().name + " has no way to revoke tokens" + by_hand;
  const auto where = endpoint(account.configuration, oauth.revoke_url);
  const auto fields = secrets_.open(account.identity.owner, account.identity.id);
  if (!where || !fields) return "the tokens could not be revoked at " + account.manifest().name + by_hand;
  const bool renewable = !tokens.refresh.empty();
  const auto answer = account.client->send(
      token_request(oauth, *where, *fields,
                    {{"token", renewable ? tokens.refresh : tokens.access},
                     {"token_type_hint", renewable ? "refresh_token" : "access_token"}}));
  if (answer && answer->status >= 200 && answer->status < 300) return {};
  return account.manifest().name + " did not revoke the tokens, " +
         (answer ? "it answered " + std::to_string(answer->status) : answer.error().message) + by_hand;
}

}  // namespace itsm::host::integrations
