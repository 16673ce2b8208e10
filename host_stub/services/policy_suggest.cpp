// SPDX-License-Identifier: Apache-2.0
#include "host_stub/services/policy_suggest.hpp"

#include <algorithm>

#include "host_stub/core/text.hpp"
#include "host_stub/policy/suggest.hpp"
#include "host_stub/push/target_schemas.hpp"
#include "host_stub/services/policy_tests.hpp"
#include "host_stub/services/target_check.hpp"

namespace itsm::host::services {
namespace {

// What findings usually become, where the project offers it.
const std::vector<std::string> kUsualTypes{"Vulnerability", "Bug", "Incident", "Task", "Request"};

// A project may be called anything; a policy's name stands in commands and addresses.
std::string policy_name_for(const std::string& project) {
  std::string name;
  for (const char c : to_lower(project)) {
    const bool fits = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (fits || (!name.empty() && name.back() != '-')) name += fits ? c : '-';
  }
  return name.empty() ? "suggested" : name;
}

Unexpected<Problem> not_offered(std::string what) {
  return problem(ProblemKind::invalid, "target_unknown", std::move(what),
                 "host_stub integrations pick lists projects and types");
}

// A suggestion that its own checks refuse would be a defect of ours, not of who asked.
Result<> check_suggestion(integrations::LiveIntegration& live, const integrations::Serving& serving,
                          PolicySuggestion& told) {
  const std::array sources{config::Source{told.name + ".yaml", told.policy},
                           config::Source{told.name + ".cases.yaml", told.cases}};
  policy::Documents documents;
  LintReport report = lint(sources, documents);
  const auto defect = [](const std::string& what) {
    return problem(ProblemKind::internal, "suggestion_wrong", "the suggestion does not hold: " + what,
                   "report it, with the fields of the project");
  };
  if (report.has_errors()) return defect(report.entries.front().where + " " + report.entries.front().what);
  ITSM_TRY(const TestReport tests, run_tests(documents));
  for (const CaseOutcome& outcome : tests.cases)
    if (!outcome.passed) return defect(outcome.name + ": " + outcome.differences.front().what);
  ITSM_TRY(const auto problems, target_problems(live, documents.policies.front(), serving.projects));
  for (const TargetProblem& found : problems)
    report.entries.push_back(
        {found.prevents ? LintLevel::error : LintLevel::warning, found.where, found.what, told.integration});
  told.lint = std::move(report.entries);
  return {};
}

}  // namespace

Result<PolicySuggestion> suggest_policy(Services& services, const integrations::Serving& serving,
                                        const SuggestionWish& wish) {
  ITSM_TRY(const auto live, services.directory.open(serving.integration));
  push::TargetSchemas schemas(*live, CreationMode::standalone, serving.projects);
  const policy::Target target{
      wish.project, wish.type.empty() ? kUsualTypes : std::vector<std::string>{wish.type}, {}};
  ITSM_TRY(const push::TargetAnswer answer, schemas.resolve(target));
  if (answer.schema == nullptr) return not_offered(answer.problem);
  const policy::TargetSchema& schema = *answer.schema;
  if (!wish.type.empty() && to_lower(schema.type.name) != to_lower(wish.type) && schema.type.id != wish.type)
    return not_offered(answer.warning);
  ITSM_TRY(const auto statuses, schemas.statuses(schema.project));

  PolicySuggestion told;
  told.name = wish.name.empty() ? policy_name_for(schema.project.name) : wish.name;
  told.integration = serving.integration.name;
  told.project = schema.project.name;
  told.type = schema.type.name;
  policy::Suggestion made = policy::suggest(told.name, serving.integration.plugin, schema, statuses);
  told.policy = std::move(made.policy);
  told.cases = std::move(made.cases);
  told.open = std::move(made.open);
  ITSM_CHECK(check_suggestion(*live, serving, told));
  return told;
}

}  // namespace itsm::host::services
