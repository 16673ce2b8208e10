// SPDX-License-Identifier: Apache-2.0
#include "host_stub/services/integration_scope.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace itsm::host::services {
namespace {

bool same(const std::vector<Named>& one, const std::vector<Named>& other) {
  return std::equal(one.begin(), one.end(), other.begin(), other.end(),
                    [](const Named& a, const Named& b) { return a.id == b.id && a.name == b.name; });
}

std::vector<policy::Target> targets_of(const policy::Policy& policy) {
  std::vector<policy::Target> targets;
  std::set<std::pair<std::string, std::vector<std::string>>> seen;
  for (const auto& rule : policy.rules)
    if (seen.emplace(rule.ticket.project, rule.ticket.types).second) targets.push_back(rule.ticket);
  return targets;
}

}  // namespace

Result<std::vector<store::CompanyRow>> companies_within_reach(Services& services,
                                                              const store::IntegrationRow& integration) {
  ITSM_TRY(auto companies, services.database.in_house(
                               [](store::Transaction& house) { return store::list_companies(house); }));
  if (integration.owner != store::kHouse)
    std::erase_if(companies,
                  [&](const store::CompanyRow& company) { return company.id != integration.owner; });
  return companies;
}

Result<std::vector<Served>> companies_served(Services& services, const store::IntegrationRow& integration) {
  ITSM_TRY(const auto companies, companies_within_reach(services, integration));
  std::vector<Served> served;
  for (const auto& company : companies) {
    ITSM_TRY(const auto rows, services.database.in_company(company.id, [](store::Transaction& transaction) {
      return store::services_of_company(transaction);
    }));
    for (const auto& row : rows)
      if (row.owner == integration.owner && row.integration == integration.id)
        served.push_back({company, row.projects});
  }
  return served;
}

Result<std::vector<Mapped>> mapped_targets(Services& services, const store::IntegrationRow& integration,
                                           const std::vector<Served>& served,
                                           std::vector<std::string>& warnings) {
  std::vector<Mapped> mapped;
  for (const auto& [company, projects] : served) {
    auto decider = push::policy_in_force(services.database, company.id, integration);
    if (!decider && decider.error().kind == ProblemKind::unavailable) return unexpected(decider.error());
    if (!decider) {
      warnings.push_back(decider.error().message);
      continue;
    }
    const bool known = std::any_of(mapped.begin(), mapped.end(), [&, &allowed = projects](const Mapped& one) {
      return one.decider.version.id == decider->version.id && same(one.allowed, allowed);
    });
    if (known) continue;
    auto targets = targets_of(decider->policy);
    mapped.push_back({company.id, projects, *std::move(decider), std::move(targets)});
  }
  return mapped;
}

std::vector<Named> projects_to_check(const std::vector<Served>& served, const std::vector<Mapped>& mapped) {
  std::map<std::string, Named> projects;
  for (const auto& one : served)
    for (const auto& project : one.projects) projects.emplace(project.name, project);
  for (const auto& one : mapped)
    if (one.allowed.empty())
      for (const auto& target : one.targets) projects.emplace(target.project, Named{.name = target.project});
  std::vector<Named> all;
  for (auto& [name, project] : projects) all.push_back(std::move(project));
  return all;
}

Result<std::vector<Named>> projects_to_check(Services& services, const store::IntegrationRow& integration) {
  std::vector<std::string> warnings;
  ITSM_TRY(const auto served, companies_served(services, integration));
  ITSM_TRY(const auto mapped, mapped_targets(services, integration, served, warnings));
  return projects_to_check(served, mapped);
}

}  // namespace itsm::host::services
