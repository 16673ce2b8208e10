// SPDX-License-Identifier: Apache-2.0
#include "host_stub/services/integration_order.hpp"

#include <algorithm>

#include "host_stub/config/scalars.hpp"
#include "host_stub/services/integration_scope.hpp"

namespace itsm::host::services {
namespace {

Result<std::string> name_of_company(Services& services, CompanyId company) {
  ITSM_TRY(const auto all, services.database.in_house(
                               [](store::Transaction& house) { return store::list_companies(house); }));
  const auto found = std::find_if(all.begin(), all.end(), [&](const auto& row) { return row.id == company; });
  return found == all.end() ? std::string() : found->name;
}

Problem wrong_order(std::string pointer, std::string reason) {
  return {ProblemKind::invalid,
          "integration_wrong",
          "the integration cannot be as it is described",
          "correct these places; nothing was stored",
          {{std::move(pointer), std::move(reason)}}};
}

// Nothing, or why it is none.
std::optional<Problem> wrong_secret(const IntegrationSettings& order) {
  for (const auto& [field, value] : order.secrets)
    if (value.empty()) return wrong_order("/secrets/" + field, "is empty");
  return std::nullopt;
}

void set_projects(config::Integration& integration, const std::string& company,
                  const std::vector<std::string>& projects) {
  integration.projects.erase(company);
  if (!projects.empty()) integration.projects[company] = projects;
}

void overlay(const IntegrationSettings& order, const std::string& company, config::Integration& integration) {
  if (order.auth) integration.auth = *order.auth;
  if (order.policy) integration.policy = *order.policy;
  if (order.enabled) integration.enabled = *order.enabled;
  if (order.projects) set_projects(integration, company, *order.projects);
  for (const auto& [key, value] : order.settings) {
    if (value.is_null()) {
      integration.settings.erase(key);
    } else {
      integration.settings[key] = value;
    }
  }
  for (const auto& [field, value] : order.secrets) integration.credentials[field].value = value;
}

// As a file would have to describe what is stored.
Result<config::Integration> as_stored(Services& services, const store::IntegrationRow& row) {
  config::Integration integration;
  integration.name = row.name;
  integration.plugin = row.plugin;
  integration.auth = row.auth;
  integration.settings = row.settings;
  integration.policy = row.policy;
  integration.enabled = row.state == store::IntegrationState::enabled;
  integration.poll.every = std::chrono::seconds(row.sync.poll_every_s);
  if (row.sync.poll_daily_min) integration.poll.daily_at = std::chrono::minutes(*row.sync.poll_daily_min);
  integration.webhook.proof = row.sync.proof;
  integration.webhook.allow_unsigned = row.sync.allow_unsigned;
  integration.auto_close_on_resolve = row.sync.auto_close;
  integration.sweep = {std::chrono::seconds(row.sync.sweep_every_s), row.sync.sweep_repairs,
                       row.sync.sweep_off};
  integration.join_edits = {std::chrono::seconds(row.sync.join_edits_s), row.sync.join_edits_off};
  integration.addresses = row.addresses;
  ITSM_TRY(const auto served, companies_served(services, row));
  for (const auto& one : served) {
    integration.companies.push_back(one.company.name);
    std::vector<std::string> projects;
    for (const auto& project : one.projects) projects.push_back(project.name);
    set_projects(integration, one.company.name, projects);
  }
  return integration;
}

}  // namespace

Result<ApplyReport> make_integration(Services& services, CompanyId company, const NewIntegration& order,
                                     const std::string& actor) {
  if (!config::is_name(order.name))
    return unexpected(wrong_order("/name", "is not made of a-z, 0-9, - and _"));
  if (auto wrong = wrong_secret(order.settings)) return unexpected(*std::move(wrong));
  // Whose the other one is, is nobody else's business.
  ITSM_TRY(const auto all, services.directory.all());
  if (std::any_of(all.begin(), all.end(), [&](const auto& row) { return row.name == order.name; }))
    return problem(ProblemKind::conflict, "integration_exists",
                   "there is an integration " + order.name + " already",
                   "change that one, or give this one another name");
  config::Integration integration;
  integration.name = order.name;
  integration.plugin = order.plugin;
  ITSM_TRY(const std::string name, name_of_company(services, company));
  integration.companies = {name};
  overlay(order.settings, name, integration);
  return apply_one(services, integration, actor);
}

Result<ApplyReport> change_integration(Services& services, CompanyId company,
                                       const integrations::Serving& serving, const IntegrationSettings& order,
                                       const std::string& actor) {
  if (auto wrong = wrong_secret(order)) return unexpected(*std::move(wrong));
  ITSM_TRY(config::Integration integration, as_stored(services, serving.integration));
  ITSM_TRY(const std::string name, name_of_company(services, company));
  overlay(order, name, integration);
  return apply_one(services, integration, actor);
}

}  // namespace itsm::host::services
