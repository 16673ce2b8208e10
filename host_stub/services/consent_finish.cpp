// SPDX-License-Identifier: Apache-2.0
#include "host_stub/core/text.hpp"
#include "host_stub/integrations/tokens/scopes.hpp"
#include "host_stub/services/consent_progress.hpp"
#include "host_stub/services/consent_rules.hpp"
#include "host_stub/services/consent_secrets.hpp"
#include "host_stub/services/consent_sites.hpp"

namespace itsm::host::services {
namespace {

using store::ConsentStage;

std::string text_of_answer(const ConsentAnswer& answer) {
  const std::string text =
      answer.error + (answer.error_description.empty() ? "" : ": " + answer.error_description);
  return shortened(clean_text(text), 300);
}

// The vendor's own refusal, and an answer that another server made (RFC 9207).
Result<> check_answer(const integrations::Account& account, const ConsentAnswer& answer) {
  const std::string vendor = account.manifest().name;
  if (answer.error == "access_denied")
    return problem(
        ProblemKind::conflict, "consent_refused",
        "the consent was refused at " + vendor + "; nothing was connected",
        "begin again, and allow the access; the vendor may ask an administrator of the site to do it");
  if (!answer.error.empty())
    return problem(
        ProblemKind::conflict, "consent_failed",
        vendor + " ended the consent with an error: " + text_of_answer(answer),
        "see whether the app at the vendor has this host's callback URL and all scopes, and begin again");
  if (answer.code.empty())
    return problem(ProblemKind::conflict, "consent_failed", vendor + " sent neither a code nor an error",
                   "begin again");
  if (answer.issuer.empty()) return {};
  ITSM_TRY(const integrations::Endpoint expected, authorize_endpoint(account));
  const bool same = answer.issuer == expected.base_url || answer.issuer.starts_with(expected.base_url + "/");
  if (same) return {};
  return problem(ProblemKind::forbidden, "consent_other_issuer",
                 "the answer comes from another server than the one that was asked; nothing was connected",
                 "begin again; if it happens again, report it");
}

Result<> check_scopes(ConsentProgress& progress, const integrations::Tokens& tokens) {
  const auto& account = progress.account;
  const auto missing = integrations::missing_scopes(*account.scheme->oauth2, tokens);
  for (const auto& scope : missing.useful)
    progress.state.warnings.push_back("the scope " + scope.name + " was not granted: " + scope.purpose);
  if (missing.required.empty()) return {};
  Problem lacking{ProblemKind::conflict,
                  "scopes_missing",
                  account.manifest().name + " granted less than is needed; nothing was connected",
                  "give the app at the vendor these scopes, begin again, and allow all of them",
                  {}};
  for (const auto& scope : missing.required) lacking.complaints.push_back({scope.name, scope.purpose});
  return unexpected(std::move(lacking));
}

// From the code to tokens that may be kept, and to the site.
Result<> follow(Services& services, ConsentProgress& progress, const ConsentAnswer& answer,
                const std::string& verifier) {
  ITSM_CHECK(check_starter(services, progress.consent));
  ITSM_CHECK(check_answer(progress.account, answer));
  ITSM_TRY(const integrations::Tokens tokens,
           services.directory.tokens().exchange(progress.account, answer.code, progress.consent.redirect_uri,
                                                verifier));
  auto offered = [&]() -> Result<Sites> {
    ITSM_CHECK(check_scopes(progress, tokens));
    return offered_sites(services, progress.account, progress.integration, tokens);
  }();
  // What is of no use is given back, as far as the vendor can.
  if (!offered) services.directory.tokens().revoke(progress.account, tokens);
  ITSM_TRY(Sites sites, std::move(offered));
  if (sites.options.size() > 1) return ask_for_site(services, progress, std::move(sites), tokens);
  return connect(services, progress, sites.setting, sites.options.empty() ? Option{} : sites.options.front(),
                 tokens);
}

}  // namespace

Result<ConsentState> answer_consent(Services& services, const ConsentAnswer& answer) {
  const auto company = company_of_key(answer.state);
  if (!company) return unexpected(consent_unknown());
  const store::Bytes browser_hash = hash_of_key(answer.browser);
  std::string secret;
  ITSM_TRY(store::OAuthConsentRow consent,
           services.database.in_company(
               *company, [&](store::Transaction& owner) -> Result<store::OAuthConsentRow> {
                 ITSM_TRY(auto found, store::find_consent_by_state(owner, hash_of_key(answer.state)));
                 if (!found) return unexpected(consent_unknown());
                 // A link from which nobody went on belongs to no browser.
                 if (!found->browser_hash) found->browser_hash.emplace();
                 if (auto refusal = refusal_of(*found, browser_hash, services.clock.now()))
                   return unexpected(*std::move(refusal));
                 ITSM_TRY(const bool ours,
                          store::take_consent(owner, found->id, browser_hash, services.clock.now()));
                 if (!ours) return owner.changed_meanwhile();
                 ITSM_TRY(secret, unseal_consent(services, owner, *found));
                 found->stage = ConsentStage::answered;
                 return *std::move(found);
               }));
  ITSM_TRY(ConsentProgress progress, progress_of(services, *company, std::move(consent)));
  const auto done = follow(services, progress, answer, Json::parse(secret).at("verifier"));
  if (!done) ITSM_CHECK(fail(services, progress, done.error()));
  return std::move(progress.state);
}

Result<ConsentState> choose_site(Services& services, const store::IntegrationRow& integration,
                                 const std::string& site, const Starter& starter) {
  std::string secret;
  ITSM_TRY(
      const auto newest,
      services.database.in_company(
          integration.owner, [&](store::Transaction& owner) -> Result<std::optional<store::OAuthConsentRow>> {
            ITSM_TRY(auto found, store::newest_consent(owner, integration.id));
            if (found && found->stage == ConsentStage::choosing) {
              ITSM_TRY(secret, unseal_consent(services, owner, *found));
            }
            return found;
          }));
  if (!newest || newest->stage != ConsentStage::choosing || services.clock.now() >= newest->expires_at)
    return problem(ProblemKind::conflict, "consent_not_choosing",
                   integration.name + " has no consent for which a site is to be chosen",
                   "run: host_stub integrations connect " + integration.name);
  if (newest->token_company != starter.token_company || newest->token != starter.token ||
      newest->actor != starter.actor)
    return problem(ProblemKind::forbidden, "consent_not_yours",
                   "another one began this consent: " + newest->actor,
                   "let him choose, or begin a consent of your own");
  ITSM_TRY(ConsentProgress progress, progress_of(services, integration.owner, *newest));
  ITSM_CHECK(check_starter(services, progress.consent));
  ITSM_TRY(const Option chosen, chosen_option(progress.state.sites, site));
  const Json content = Json::parse(secret);
  ITSM_CHECK(connect(services, progress, content.at("setting"), chosen,
                     integrations::TokenVault::from_text(content.at("tokens"))));
  return std::move(progress.state);
}

Result<ConsentState> consent_state(Services& services, const store::IntegrationRow& integration) {
  ITSM_TRY(auto newest, services.database.in_company(integration.owner, [&](store::Transaction& owner) {
    return store::newest_consent(owner, integration.id);
  }));
  if (!newest)
    return problem(ProblemKind::not_found, "consent_none",
                   "nobody has begun a consent for " + integration.name,
                   "run: host_stub integrations connect " + integration.name);
  ITSM_TRY(ConsentProgress progress, progress_of(services, integration.owner, *std::move(newest)));
  return std::move(progress.state);
}

}  // namespace itsm::host::services
