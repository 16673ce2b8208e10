// SPDX-License-Identifier: Apache-2.0
#include "host_stub/services/consent_rules.hpp"

#include "host_stub/integrations/credentials.hpp"
#include "host_stub/integrations/tokens/grant.hpp"
#include "host_stub/store/audit.hpp"
#include "host_stub/vault/hash.hpp"

namespace itsm::host::services {
namespace {

using store::ConsentStage;

constexpr auto kAgain = "begin again: host_stub integrations connect, or in the page of the integration";

Problem refused(std::string code, std::string message, std::string remedy = kAgain) {
  return {ProblemKind::conflict, std::move(code), std::move(message), std::move(remedy), {}};
}

}  // namespace

Problem consent_unknown() {
  return {ProblemKind::not_found, "consent_unknown", "this host knows nothing of such a consent", kAgain, {}};
}

std::optional<Problem> refusal_of(const store::OAuthConsentRow& consent, const store::Bytes& browser_hash,
                                  Time now) {
  const bool open = consent.stage == ConsentStage::begun || consent.stage == ConsentStage::opened;
  if (!open) return refused("consent_used", "this consent has been answered already; it works once");
  if (now >= consent.expires_at)
    return refused("consent_expired", "the ten minutes for this consent are over");
  const bool same =
      !consent.browser_hash ||
      vault::constant_time_equal(std::span<const std::byte>(*consent.browser_hash), browser_hash);
  if (!same)
    return refused("consent_other_browser",
                   "this consent was begun in another browser, or its cookie is gone; nothing was connected",
                   "go on in the browser in which the link was opened first, or begin again");
  return std::nullopt;
}

Result<> check_by_consent(const integrations::Account& account,
                          const std::map<std::string, std::string>& fields) {
  const auto not_needed = [&] {
    return problem(ProblemKind::invalid, "consent_not_needed",
                   account.identity.name + " uses '" + account.scheme->label +
                       "', for which nobody has to consent in a browser",
                   "host_stub integrations check " + account.identity.name + " says whether it works");
  };
  if (account.scheme->kind != AuthKind::oauth2) return not_needed();
  ITSM_TRY(const std::string grant, integrations::chosen_grant(*account.scheme, fields));
  if (grant != integrations::kByConsent) return not_needed();
  return {};
}

Result<> check_unchanged(const integrations::Account& account, const store::OAuthConsentRow& consent) {
  if (account.scheme->id == consent.auth) return {};
  return problem(ProblemKind::conflict, "consent_outdated",
                 "the authentication of " + account.identity.name + " was changed meanwhile", kAgain);
}

Result<integrations::Endpoint> authorize_endpoint(const integrations::Account& account) {
  ITSM_TRY(auto authorize,
           integrations::endpoint(account.configuration, account.scheme->oauth2->authorize_url));
  const auto elsewhere = account.addresses.find(authorize.base_url);
  if (elsewhere != account.addresses.end()) authorize.base_url = elsewhere->second;
  return authorize;
}

Result<> check_starter(Services& services, const store::OAuthConsentRow& consent) {
  if (!consent.token || !consent.token_company) return {};
  ITSM_TRY(const auto token,
           services.database.in_company(*consent.token_company, [&](store::Transaction& home) {
             return store::load_api_token(home, *consent.token);
           }));
  if (token && store::is_valid(*token, services.clock.now()) && token->role == store::Role::admin) return {};
  return problem(ProblemKind::forbidden, "consent_not_yours",
                 "the token with which this consent was begun is not valid any more", kAgain);
}

Result<> note_consent(Services& services, store::Transaction& owner, const store::OAuthConsentRow& consent,
                      const std::string& action, const std::string& integration, const Json& details) {
  store::AuditEntry entry;
  entry.at = services.clock.now();
  entry.actor = consent.actor;
  entry.action = action;
  entry.subject = "integration " + integration;
  entry.details = details;
  return store::append_audit(owner, entry);
}

}  // namespace itsm::host::services
