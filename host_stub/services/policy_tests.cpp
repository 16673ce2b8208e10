// SPDX-License-Identifier: Apache-2.0
#include "host_stub/services/policy_tests.hpp"

#include <algorithm>

namespace itsm::host::services {
namespace {

CaseOutcome outcome_of(const std::string& policy, policy::CaseResult result) {
  CaseOutcome out{policy, std::move(result.name), std::move(result.where), result.differences.empty(), {}};
  for (auto& difference : result.differences)
    out.differences.push_back({std::move(difference.what), std::move(difference.expected),
                               std::move(difference.found), std::move(difference.why)});
  return out;
}

}  // namespace

Result<TestReport> run_tests(const policy::Documents& documents) {
  TestReport report;
  std::vector<Complaint> lost;
  for (const policy::Cases& cases : documents.cases) {
    const auto policy =
        std::find_if(documents.policies.begin(), documents.policies.end(),
                     [&](const policy::Policy& candidate) { return candidate.name == cases.policy; });
    if (policy == documents.policies.end()) {
      lost.push_back({to_string(cases.place), "these are cases of " + config::shown(cases.policy)});
      continue;
    }
    for (policy::CaseResult& result : policy::run_cases(*policy, cases)) {
      CaseOutcome outcome = outcome_of(policy->name, std::move(result));
      ++(outcome.passed ? report.passed : report.failed);
      report.cases.push_back(std::move(outcome));
    }
  }
  if (!lost.empty())
    return unexpected(Problem{ProblemKind::invalid, "policy_missing", "cases came without their policy",
                              "name the file of the policy too, or the folder of both", std::move(lost)});
  for (const policy::Policy& policy : documents.policies) {
    const auto is_of_it = [&](const CaseOutcome& outcome) { return outcome.policy == policy.name; };
    if (std::none_of(report.cases.begin(), report.cases.end(), is_of_it))
      report.untested.push_back(policy.name);
  }
  return report;
}

}  // namespace itsm::host::services
