// SPDX-License-Identifier: Apache-2.0
#include "host_stub/push/deciders.hpp"

#include <algorithm>
#include <set>

#include "host_stub/config/source.hpp"
#include "host_stub/policy/documents.hpp"
#include "host_stub/store/policies.hpp"

namespace itsm::host::push {
namespace {

Unexpected<Problem> choose(const std::vector<integrations::Serving>& candidates) {
  Problem choice{ProblemKind::conflict,
                 "choose_integration",
                 "several integrations could take these findings and no routing rule decides",
                 "name one with --integration, or add a rule to config/routing.yaml",
                 {}};
  for (const auto& candidate : candidates)
    choice.complaints.push_back({candidate.integration.name, "plugin " + candidate.integration.plugin});
  return unexpected(std::move(choice));
}

// The integrations that routing names for the findings; "" for those that no rule matches.
Result<std::set<std::string>> routed(store::Database& database, CompanyId company,
                                     const std::vector<Finding>& selection) {
  ITSM_TRY(const auto routing, findings::routing_in_force(database, company));
  std::set<std::string> names;
  for (const auto& finding : selection) names.insert(findings::routed_integration(routing, finding));
  return names;
}

}  // namespace

Result<integrations::Serving> choose_integration(store::Database& database,
                                                 integrations::Directory& directory, CompanyId company,
                                                 const std::string& name,
                                                 const std::vector<Finding>& findings) {
  if (!name.empty()) return directory.serving(company, name);
  ITSM_TRY(const auto names, routed(database, company, findings));
  if (names.size() == 1 && !names.begin()->empty()) return directory.serving(company, *names.begin());
  ITSM_TRY(auto candidates, directory.serving(company));
  std::erase_if(candidates, [](const integrations::Serving& candidate) {
    return candidate.integration.state != store::IntegrationState::enabled;
  });
  if (candidates.empty())
    return problem(ProblemKind::conflict, "no_integration", "no enabled integration serves this company",
                   "apply one from config/integrations, check it and enable it");
  if (candidates.size() == 1) return std::move(candidates.front());
  return choose(candidates);
}

Result<policy::Preset> preset_in_force(store::Database& database, CompanyId company, const std::string& name,
                                       const store::IntegrationRow& integration) {
  const auto unknown = [&] {
    return problem(ProblemKind::invalid, "preset_unknown",
                   "there is no preset '" + name + "' for the integration " + integration.name,
                   "take one that GET /presets lists, or none");
  };
  std::optional<store::PolicyVersion> stored;
  for (const CompanyId owner : {company, store::kHouse}) {
    if (stored) break;
    ITSM_TRY(stored, database.in_company(owner, [&](store::Transaction& transaction) {
      return store::active_policy(transaction, store::kPresetPrefix + name);
    }));
  }
  if (!stored) return unknown();
  const config::Source source{stored->origin_path, stored->document};
  ITSM_TRY(policy::Documents documents, policy::read_documents({&source, 1}));
  if (documents.presets.empty() || !documents.presets[0].is_for(integration.name, integration.plugin))
    return unknown();
  return std::move(documents.presets[0]);
}

}  // namespace itsm::host::push
