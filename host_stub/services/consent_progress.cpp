// SPDX-License-Identifier: Apache-2.0
#include "host_stub/services/consent_progress.hpp"

#include <algorithm>

#include "host_stub/services/consent_rules.hpp"
#include "host_stub/services/consent_secrets.hpp"
#include "host_stub/services/integration_check.hpp"

namespace itsm::host::services {
namespace {

using store::ConsentStage;

constexpr std::chrono::minutes kTimeToChoose{10};

// Stores where the consent stands; what it held sealed is gone with it, unless something else is sealed.
Result<> move_to(Services& services, ConsentProgress& progress, ConsentStage stage, const std::string& action,
                 const std::string& secret = {}) {
  const ConsentStage from = progress.consent.stage;
  store::OAuthConsentRow moved = progress.consent;
  moved.stage = progress.state.stage = stage;
  moved.outcome = to_document(progress.state);
  moved.row_version += 1;
  moved.key_id.reset();
  moved.sealed.clear();
  ITSM_TRY(const bool done,
           services.database.in_company(
               progress.integration.owner, [&](store::Transaction& owner) -> Result<bool> {
                 if (!secret.empty()) ITSM_CHECK(seal_consent(services, owner, moved, secret));
                 Json details = {{"consent", moved.id.value}};
                 if (!progress.state.site.empty()) details["site"] = progress.state.site;
                 if (progress.state.problem) details["problem"] = progress.state.problem->code;
                 ITSM_CHECK(note_consent(services, owner, moved, action, progress.integration.name, details));
                 return store::move_consent(owner, moved, from);
               }));
  if (!done)
    return problem(ProblemKind::conflict, "consent_changed",
                   "somebody else went on with this consent meanwhile",
                   "see where it stands, and begin again if need be");
  progress.consent = std::move(moved);
  return {};
}

std::string label_of(const Option& site) {
  return site.note.empty() ? site.name : site.name + " (" + site.note + ")";
}

// What is left to do shows at once; whether it passes decides nothing here.
void check(Services& services, ConsentProgress& progress) {
  const auto row = services.database.in_company(progress.integration.owner, [&](store::Transaction& owner) {
    return store::load_integration(owner, progress.integration.id);
  });
  if (!row || !*row) return;
  const auto checked = check_integration(services, **row);
  progress.state.check_passed = checked && checked->passed;
  if (!checked) progress.state.warnings.push_back("the check failed: " + checked.error().message);
  if (checked)
    for (const auto& missing : checked->missing)
      progress.state.warnings.push_back("missing permission: " + missing);
}

}  // namespace

Result<ConsentProgress> progress_of(Services& services, CompanyId owner, store::OAuthConsentRow consent) {
  ConsentProgress progress;
  ITSM_TRY(auto row, services.database.in_company(owner, [&](store::Transaction& transaction) {
    return store::load_integration(transaction, consent.integration);
  }));
  if (!row) return unexpected(consent_unknown());
  ITSM_TRY(progress.account, services.directory.account(*row));
  ITSM_CHECK(check_unchanged(progress.account, consent));
  if (!consent.outcome.empty()) progress.state = from_document<ConsentState>(consent.outcome);
  progress.state.id = consent.id.value;
  progress.state.integration = row->name;
  progress.state.vendor = progress.account.manifest().name;
  progress.state.stage = consent.stage;
  progress.state.expires_at = to_rfc3339(consent.expires_at);
  progress.integration = *std::move(row);
  progress.consent = std::move(consent);
  return progress;
}

Result<Option> chosen_option(const std::vector<Option>& offered, const std::string& site) {
  for (const auto member : {&Option::id, &Option::key, &Option::name})
    for (const auto& option : offered)
      if (option.*member == site) return option;
  Problem unknown{
      ProblemKind::invalid, "site_unknown", "the account sees no site '" + site + "'", "it sees these", {}};
  for (const auto& option : offered) unknown.complaints.push_back({option.id, label_of(option)});
  return unexpected(std::move(unknown));
}

Result<> ask_for_site(Services& services, ConsentProgress& progress, Sites sites,
                      const integrations::Tokens& tokens) {
  for (auto& option : sites.options) {
    ITSM_TRY(const std::string other, connected_to(services, progress.integration, sites.setting, option.id));
    if (!other.empty()) option.note += (option.note.empty() ? "" : "; ") + ("connected as " + other);
  }
  const Json secret = {{"setting", sites.setting}, {"tokens", integrations::TokenVault::to_text(tokens)}};
  progress.state.sites = std::move(sites.options);
  progress.consent.expires_at = services.clock.now() + kTimeToChoose;
  progress.state.expires_at = to_rfc3339(progress.consent.expires_at);
  return move_to(services, progress, ConsentStage::choosing, "integration.consent_answered", dump(secret));
}

Result<> connect(Services& services, ConsentProgress& progress, const std::string& setting,
                 const Option& site, const integrations::Tokens& tokens) {
  auto& integration = progress.integration;
  if (!setting.empty()) {
    ITSM_TRY(const std::string other, connected_to(services, integration, setting, site.id));
    if (!other.empty())
      return problem(ProblemKind::conflict, "site_already_connected",
                     "the site " + label_of(site) + " is connected already, as " + other,
                     "connect that one again: host_stub integrations connect " + other);
  }
  ITSM_CHECK(services.directory.tokens().keep(progress.account, tokens));
  auto chosen = integration.chosen;
  chosen.erase(setting);
  if (!setting.empty() && !integration.settings.contains(setting)) chosen[setting] = site.id;
  ITSM_CHECK(services.database.in_company(integration.owner, [&](store::Transaction& owner) -> Result<> {
    const Time now = services.clock.now();
    if (integration.state == store::IntegrationState::disconnected)
      ITSM_CHECK(store::set_integration_state(owner, integration.id, store::IntegrationState::disabled, now));
    if (chosen == integration.chosen) return {};
    return store::set_chosen_settings(owner, integration.id, chosen, now);
  }));
  progress.state.site = setting.empty() ? "" : label_of(site);
  progress.state.sites.clear();
  check(services, progress);
  return move_to(services, progress, ConsentStage::connected, "integration.connected");
}

Result<> fail(Services& services, ConsentProgress& progress, const Problem& problem) {
  ConsentProblem told{problem.code, problem.message, problem.remedy, {}};
  for (const auto& complaint : problem.complaints)
    told.details.push_back(complaint.where.empty() ? complaint.what
                                                   : complaint.where + ": " + complaint.what);
  progress.state.problem = std::move(told);
  return move_to(services, progress, ConsentStage::failed, "integration.consent_failed");
}

}  // namespace itsm::host::services
