// SPDX-License-Identifier: Apache-2.0
#include "host_stub/integrations/credentials.hpp"
#include "host_stub/integrations/tokens/grant.hpp"
#include "host_stub/services/consent_rules.hpp"
#include "host_stub/services/consent_secrets.hpp"
#include "host_stub/services/consents.hpp"
#include "host_stub/services/public_url.hpp"
#include "host_stub/vault/random.hpp"

namespace itsm::host::services {
namespace {

constexpr std::chrono::minutes kTimeToConsent{10};
// So long somebody who comes too late is told what happened.
constexpr std::chrono::hours kMemory{24};

// What a link leads to.
struct Linked {
  store::OAuthConsentRow consent{};
  integrations::Account account{};
  std::string secret{};
};

// Ties it to the browser, when it is to go on.
Result<Linked> follow_link(Services& services, const std::string& link, const store::Bytes& browser_hash,
                           bool go_on) {
  const auto company = company_of_key(link);
  if (!company) return unexpected(consent_unknown());
  Linked linked;
  ITSM_TRY(
      const auto integration,
      services.database.in_company(*company, [&](store::Transaction& owner) -> Result<store::IntegrationRow> {
        ITSM_TRY(auto consent, store::find_consent_by_link(owner, hash_of_key(link)));
        if (!consent) return unexpected(consent_unknown());
        const Time now = services.clock.now();
        if (auto refusal = refusal_of(*consent, browser_hash, now)) return unexpected(*std::move(refusal));
        if (go_on) {
          ITSM_TRY(const bool ours, store::open_consent(owner, consent->id, browser_hash, now));
          if (!ours) return owner.changed_meanwhile();
        }
        ITSM_TRY(auto row, store::load_integration(owner, consent->integration));
        if (!row) return unexpected(consent_unknown());
        ITSM_TRY(linked.secret, unseal_consent(services, owner, *consent));
        linked.consent = *std::move(consent);
        return *std::move(row);
      }));
  ITSM_TRY(linked.account, services.directory.account(integration));
  ITSM_CHECK(check_unchanged(linked.account, linked.consent));
  return linked;
}

// The operator's own app comes first: what it is made from, where it is not there yet.
Problem with_app(Problem problem, const integrations::Account& account, const std::string& redirect_uri) {
  if (problem.code != "credential_missing") return problem;
  problem.complaints.push_back({"callback URL of the app", redirect_uri});
  for (const auto& scope : account.scheme->oauth2->scopes)
    problem.complaints.push_back({"scope " + scope.name, scope.purpose});
  for (const auto& field : account.scheme->fields)
    if (!field.where_url.empty()) problem.complaints.push_back({field.label, field.where_url});
  return problem;
}

}  // namespace

Result<ConsentLink> begin_consent(Services& services, const store::IntegrationRow& integration,
                                  const Starter& starter) {
  ITSM_TRY(const std::string base, public_url(services.settings.server));
  ITSM_TRY(const integrations::Account account, services.directory.account(integration));
  ITSM_TRY(const auto fields, services.secrets.open(integration.owner, integration.id));
  const std::string redirect_uri = base + std::string(kCallbackPath);
  if (const auto ready = check_by_consent(account, fields); !ready)
    return unexpected(with_app(ready.error(), account, redirect_uri));

  const std::string link = new_consent_key(integration.owner);
  const std::string state = new_consent_key(integration.owner);
  const Json secret = {{"state", state}, {"verifier", vault::random_token()}};
  store::OAuthConsentRow consent;
  consent.integration = integration.id;
  consent.auth = account.scheme->id;
  consent.link_hash = hash_of_key(link);
  consent.state_hash = hash_of_key(state);
  consent.token_company = starter.token_company;
  consent.token = starter.token;
  consent.actor = starter.actor;
  consent.redirect_uri = redirect_uri;
  consent.created_at = services.clock.now();
  consent.expires_at = consent.created_at + kTimeToConsent;
  ITSM_TRY(
      const store::OAuthConsentId id,
      services.database.in_company(
          integration.owner, [&](store::Transaction& owner) -> Result<store::OAuthConsentId> {
            ITSM_CHECK(store::delete_consents_before(owner, consent.created_at - kMemory));
            ITSM_CHECK(seal_consent(services, owner, consent, dump(secret)));
            ITSM_CHECK(note_consent(services, owner, consent, "integration.consent_begun", integration.name));
            return store::add_consent(owner, consent);
          }));
  return ConsentLink{id.value, base + std::string(kConsentPath) + "?link=" + link, consent.redirect_uri,
                     to_rfc3339(consent.expires_at), account.scheme->oauth2->scopes};
}

Result<ConsentQuestion> ask_consent(Services& services, const std::string& link, const std::string& browser) {
  ITSM_TRY(const Linked linked, follow_link(services, link, hash_of_key(browser), false));
  const OAuth2& oauth = *linked.account.scheme->oauth2;
  return ConsentQuestion{linked.account.identity.name, linked.account.manifest().name, linked.consent.actor,
                         oauth.scopes};
}

Result<OpenedConsent> open_consent(Services& services, const std::string& link, const std::string& browser) {
  OpenedConsent opened;
  opened.browser = browser.empty() ? vault::random_token() : browser;
  ITSM_TRY(const Linked linked, follow_link(services, link, hash_of_key(opened.browser), true));
  const integrations::Account& account = linked.account;
  ITSM_TRY(const auto fields, services.secrets.open(account.identity.owner, account.identity.id));
  ITSM_CHECK(check_by_consent(account, fields));
  ITSM_TRY(const integrations::Endpoint authorize, authorize_endpoint(account));
  const Json secret = Json::parse(linked.secret);
  opened.authorize_url =
      integrations::authorize_url(*account.scheme->oauth2, authorize, fields.at("client_id"),
                                  linked.consent.redirect_uri, secret.at("state"), secret.at("verifier"));
  opened.secure = linked.consent.redirect_uri.starts_with("https://");
  return opened;
}

}  // namespace itsm::host::services
