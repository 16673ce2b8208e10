// SPDX-License-Identifier: Apache-2.0
#include "host_stub/services/consent_sites.hpp"

#include <algorithm>

#include "host_stub/integrations/stored_credential.hpp"

namespace itsm::host::services {
namespace {

// A vendor that never ends a listing does not keep us for ever.
constexpr int kMostSitePages = 20;

// The setting that says where requests go, where a picker offers its values.
const Setting* site_setting(const integrations::Account& account) {
  const Manifest& manifest = account.manifest();
  for (const auto& setting : manifest.settings) {
    if (setting.kind != SettingKind::picker) continue;
    const bool is_place =
        std::any_of(manifest.origins.begin(), manifest.origins.end(), [&](const Origin& origin) {
          const bool in_use = origin.auth.empty() || std::find(origin.auth.begin(), origin.auth.end(),
                                                               account.scheme->id) != origin.auth.end();
          return in_use && (origin.from_setting == setting.key ||
                            origin.path_prefix.find("{" + setting.key + "}") != std::string::npos);
        });
    if (is_place) return &setting;
  }
  return nullptr;
}

Result<std::vector<Option>> all_options(Services& services, const integrations::Account& account,
                                        const std::string& picker, const integrations::Tokens& tokens) {
  ITSM_TRY(const auto live,
           integrations::LiveIntegration::open(account, std::make_unique<integrations::NewTokens>(tokens),
                                               services.clock, services.log));
  std::vector<Option> options;
  OptionsRequest request{.picker = picker};
  for (int page = 0; page < kMostSitePages; ++page) {
    ITSM_TRY(OptionsPage offered, live->options(request));
    std::move(offered.options.begin(), offered.options.end(), std::back_inserter(options));
    if (offered.next_cursor.empty()) break;
    request.cursor = offered.next_cursor;
  }
  return options;
}

bool names(const std::map<std::string, Json>& settings, const std::string& setting, const std::string& site) {
  const auto found = settings.find(setting);
  return found != settings.end() && found->second == site;
}

}  // namespace

Result<Sites> offered_sites(Services& services, const integrations::Account& account,
                            const store::IntegrationRow& integration, const integrations::Tokens& tokens) {
  const Setting* const setting = site_setting(account);
  if (setting == nullptr) return Sites{};
  Sites sites{setting->key, {}};
  ITSM_TRY(sites.options, all_options(services, account, setting->picker, tokens));
  if (sites.options.empty())
    return problem(
        ProblemKind::invalid, "no_site",
        "the account that consented sees no site of " + account.manifest().name,
        "consent with an account that has access to the site, and choose the site where the vendor asks");
  // What the configuration says is not a question.
  const auto configured = integration.settings.find(setting->key);
  if (configured == integration.settings.end()) return sites;
  std::erase_if(sites.options, [&](const Option& option) { return configured->second != option.id; });
  if (sites.options.empty())
    return problem(ProblemKind::invalid, "site_not_offered",
                   "the account that consented does not see the site that the setting " + setting->key +
                       " of " + integration.name + " names",
                   "consent with another account, or take the setting out of the configuration and apply it");
  return sites;
}

Result<std::string> connected_to(Services& services, const store::IntegrationRow& integration,
                                 const std::string& setting, const std::string& site) {
  return services.database.in_company(
      integration.owner, [&](store::Transaction& owner) -> Result<std::string> {
        ITSM_TRY(const auto all, store::list_integrations(owner));
        for (const auto& other : all) {
          if (other.id == integration.id || other.plugin != integration.plugin) continue;
          if (!names(other.settings, setting, site) && !names(other.chosen, setting, site)) continue;
          ITSM_TRY(const auto tokens, store::load_oauth_token(owner, other.id));
          if (tokens && tokens->key_id) return other.name;
        }
        return std::string();
      });
}

}  // namespace itsm::host::services
