// SPDX-License-Identifier: Apache-2.0
#include "host_stub/services/policy_lint.hpp"

#include <algorithm>

#include "host_stub/services/integration_scope.hpp"
#include "host_stub/services/target_check.hpp"
#include "host_stub/services/vendor_schema.hpp"

namespace itsm::host::services {
namespace {

// "policies/a.yaml:3:5: sentence" as the policy keeps its warnings.
LintEntry warning_of(const std::string& line) {
  const auto end = line.find(": ");
  return {LintLevel::warning, line.substr(0, end), line.substr(std::min(line.size(), end + 2)), {}};
}

// Cases may be linted apart from their policy, but not beside policies of other names.
void find_lost_cases(const policy::Documents& documents, LintReport& report) {
  if (documents.policies.empty()) return;
  for (const policy::Cases& cases : documents.cases) {
    std::vector<std::string> names;
    for (const policy::Policy& policy : documents.policies) names.push_back(policy.name);
    if (std::find(names.begin(), names.end(), cases.policy) != names.end()) continue;
    report.entries.push_back({LintLevel::error,
                              to_string(cases.place),
                              "there is no policy " + config::shown(cases.policy) + " among these files" +
                                  config::did_you_mean(cases.policy, names),
                              {}});
  }
}

// The integrations to ask, and the allow-lists that count there.
struct Asked {
  store::IntegrationRow integration{};
  std::vector<std::vector<Named>> allowed{};
};

Result<std::vector<Asked>> asked_in_company(Services& services, CompanyId company, const std::string& name,
                                            const std::string& policy) {
  std::vector<Asked> asked;
  if (!name.empty()) {
    ITSM_TRY(auto serving, serving_integration(services, company, name));
    asked.push_back({std::move(serving.integration), {std::move(serving.projects)}});
    return asked;
  }
  ITSM_TRY(auto all, services.directory.serving(company));
  for (auto& serving : all)
    if (serving.integration.policy == policy)
      asked.push_back({std::move(serving.integration), {std::move(serving.projects)}});
  return asked;
}

Result<std::vector<Asked>> asked_everywhere(Services& services, const std::string& name,
                                            const std::string& policy) {
  std::vector<Asked> asked;
  if (!name.empty()) {
    ITSM_TRY(auto row, services.directory.find(name));
    asked.push_back({std::move(row), {}});
  } else {
    ITSM_TRY(auto all, services.directory.all());
    for (auto& row : all)
      if (row.policy == policy) asked.push_back({std::move(row), {}});
  }
  for (Asked& one : asked) {
    ITSM_TRY(const auto served, companies_served(services, one.integration));
    for (const Served& company : served) one.allowed.push_back(company.projects);
  }
  return asked;
}

}  // namespace

bool LintReport::has_errors() const {
  return std::any_of(entries.begin(), entries.end(),
                     [](const LintEntry& entry) { return entry.level == LintLevel::error; });
}

LintReport lint(std::span<const config::Source> sources, policy::Documents& read) {
  LintReport report;
  report.documents = static_cast<std::int64_t>(sources.size());
  auto documents = policy::read_documents(sources);
  if (!documents) {
    for (auto& complaint : documents.error().complaints)
      report.entries.push_back({LintLevel::error, std::move(complaint.where), std::move(complaint.what), {}});
    return report;
  }
  read = *std::move(documents);
  find_lost_cases(read, report);
  for (const policy::Policy& policy : read.policies)
    for (const std::string& line : policy.warnings) report.entries.push_back(warning_of(line));
  return report;
}

Result<> lint_live(Services& services, const policy::Policy& policy, const std::string& integration,
                   std::optional<CompanyId> company, LintReport& report) {
  ITSM_TRY(const auto asked, company ? asked_in_company(services, *company, integration, policy.name)
                                     : asked_everywhere(services, integration, policy.name));
  if (asked.empty())
    return problem(ProblemKind::invalid, "policy_unused",
                   "no integration uses a policy '" + policy.name + "'",
                   "name the integration against whose live schema it is to be checked");
  for (const Asked& one : asked) {
    const std::string& name = one.integration.name;
    report.checked_against.push_back(name);
    if (one.integration.plugin != policy.plugin)
      report.entries.push_back({LintLevel::error, to_string(policy.place),
                                "the policy is written for the plugin " + config::shown(policy.plugin) +
                                    ", and " + name + " has " + config::shown(one.integration.plugin),
                                name});
    ITSM_TRY(const auto live, services.directory.open(one.integration));
    for (const auto& allowed : one.allowed) {
      ITSM_TRY(const auto problems, target_problems(*live, policy, allowed));
      for (const TargetProblem& found : problems) {
        LintEntry entry{found.prevents ? LintLevel::error : LintLevel::warning, found.where, found.what,
                        name};
        const auto same = [&](const LintEntry& known) {
          return known.where == entry.where && known.what == entry.what && known.integration == name;
        };
        if (std::none_of(report.entries.begin(), report.entries.end(), same))
          report.entries.push_back(std::move(entry));
      }
    }
  }
  return {};
}

}  // namespace itsm::host::services
