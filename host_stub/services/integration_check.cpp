// SPDX-License-Identifier: Apache-2.0
#include "host_stub/services/integration_check.hpp"

#include <algorithm>

#include "host_stub/services/integration_scope.hpp"
#include "host_stub/services/project_ids.hpp"
#include "host_stub/services/schema_drift.hpp"
#include "host_stub/services/target_check.hpp"

namespace itsm::host::services {
namespace {

// One without a project is about all of them.
bool is_about(const PermissionAnswer& answer, const Named& project) {
  return answer.project.empty() || answer.project == (project.id.empty() ? project.name : project.id);
}

CheckedProject in_project(const Named& project, const Manifest& manifest, const CheckReport& report) {
  CheckedProject checked{project, {}, {}};
  for (const auto& permission : manifest.permissions)
    for (const auto& answer : report.permissions)
      if (answer.permission == permission.id && is_about(answer, project))
        checked.permissions.push_back({permission.id, permission.label, permission.level, answer.granted,
                                       permission.purpose, answer.reason});
  return checked;
}

// Of a plugin that knows no projects, or where none is named.
std::vector<Named> anywhere_if_empty(std::vector<Named> projects) {
  if (projects.empty()) projects.emplace_back();
  return projects;
}

// What the policy wants and the forms do not have, beside the project that it is about.
Result<> tell_problems(integrations::LiveIntegration& live, const Mapped& mapped,
                       const std::vector<Served>& served, IntegrationCheck& told) {
  // With the ids that this check has learned.
  std::vector<Named> allowed = mapped.allowed;
  for (const Served& company : served)
    if (company.company.id == mapped.company) allowed = company.projects;
  const auto problems = target_problems(live, mapped.decider.policy, allowed);
  if (!problems && problems.error().kind == ProblemKind::internal) return unexpected(problems.error());
  if (!problems) {
    told.warnings.push_back("the forms could not be read: " + problems.error().message);
    return {};
  }
  for (const TargetProblem& problem : *problems) {
    const auto checked =
        std::find_if(told.projects.begin(), told.projects.end(), [&](const CheckedProject& candidate) {
          return candidate.project.name == problem.project || candidate.project.id == problem.project;
        });
    const bool is_listed = problem.prevents && checked != told.projects.end();
    (is_listed ? checked->problems : told.warnings).push_back(problem.what + " (" + problem.where + ")");
  }
  return {};
}

}  // namespace

Result<IntegrationCheck> check_integration(Services& services, const store::IntegrationRow& integration) {
  IntegrationCheck told;
  told.integration = integration.name;
  ITSM_TRY(auto served, companies_served(services, integration));
  ITSM_TRY(auto mapped, mapped_targets(services, integration, served, told.warnings));
  const std::vector<Named> projects = projects_to_check(served, mapped);
  ITSM_TRY(const auto outcome, services.directory.check(integration, projects));
  ITSM_TRY(const auto live, services.directory.open(integration));
  told.passed = outcome.passed;
  told.missing = outcome.missing;
  told.connection = outcome.report.connection;
  told.warnings.insert(told.warnings.end(), outcome.report.warnings.begin(), outcome.report.warnings.end());
  for (const auto& project : anywhere_if_empty(projects))
    told.projects.push_back(in_project(project, live->manifest(), outcome.report));

  // The check itself is stored; a vendor that fails from here on only leaves the rest untold.
  const auto named = keep_project_ids(services, *live, integration, served);
  if (!named && named.error().kind == ProblemKind::internal) return unexpected(named.error());
  if (!named) {
    told.warnings.push_back("the projects could not be listed: " + named.error().message);
    return told;
  }
  told.warnings.insert(told.warnings.end(), named->begin(), named->end());
  for (const auto& one : mapped) ITSM_CHECK(tell_problems(*live, one, served, told));
  // From here on changes of the vendor's forms are noticed.
  const auto drifts = look_for_drift(services, integration);
  if (!drifts && drifts.error().kind == ProblemKind::internal) return unexpected(drifts.error());
  if (!drifts) {
    told.warnings.push_back("changes of the forms could not be looked for: " + drifts.error().message);
    return told;
  }
  for (const FormDrift& drift : *drifts)
    for (const std::string& change : drift.changes)
      told.warnings.push_back(drift.project + " / " + drift.type + " has changed: " + change);
  return told;
}

}  // namespace itsm::host::services
