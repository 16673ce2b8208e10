// SPDX-License-Identifier: Apache-2.0
#include "host_stub/policy/auto_create.hpp"

#include <rapidcheck.h>

#include "host_stub/policy/group.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/policy/samples.hpp"

using namespace itsm::host;
using namespace itsm::host::policy;
using Lines = std::vector<std::string>;

namespace {

Policy policy_of(const std::string& auto_create) {
  return policy_with("require_status: [open, triaged]\ngroup_by: finding\nauto_create: " + auto_create + "\n",
                     "  - {name: all, when: {severity_at_least: medium}, ticket: {project: SEC}}\n");
}

Lines reasons(const Policy& policy, const std::vector<Finding>& findings) {
  Lines out;
  for (const auto& skipped : select_for_auto_create(policy, findings).skipped) out.push_back(skipped.why);
  return out;
}

}  // namespace

TEST_CASE("an import makes tickets for what the policy names, and says why not for the rest") {
  std::vector<Finding> findings;
  for (int id = 1; id <= 6; ++id) findings.push_back(sample_finding(id));
  findings[1].severity = Severity::medium;
  findings[2].branch = "feature/x";
  findings[3].branch = "";
  findings[4].status = FindingStatus::in_progress;
  findings[5].branch = "release/2.4/hotfix";
  const Policy policy = policy_of("{after_import: true, branches: [main, \"release/**\"]}");
  const AutoSelection selection = select_for_auto_create(policy, findings);
  REQUIRE(selection.chosen.size() == 3);
  CHECK(selection.chosen[1] == &findings[3]);
  CHECK(selection.tickets == 3);
  CHECK_FALSE(selection.above_ceiling);
  CHECK(reasons(policy, findings) ==
        Lines{"its severity medium is below high", "branch `feature/x` is not among the policy's branches",
              "the finding is in_progress, and policy p makes tickets of those that are open or triaged"});
  CHECK(reasons(policy_of("{}"), {findings[0]}) == Lines{"policy p makes no tickets after an import"});
}

TEST_CASE("more tickets than the policy lets an import make are left to a person") {
  std::vector<Finding> findings;
  for (int id = 1; id <= 4; ++id) findings.push_back(sample_finding(id));
  CHECK(select_for_auto_create(policy_of("{after_import: true, max_tickets: 3}"), findings).above_ceiling);
  CHECK_FALSE(
      select_for_auto_create(policy_of("{after_import: true, max_tickets: 4}"), findings).above_ceiling);
}

TEST_CASE(
    "fifty branches and more can be listed, and every finding is either chosen or skipped with a reason") {
  std::string branches;
  for (int i = 0; i < 60; ++i) branches += (i == 0 ? "" : ", ") + ("\"team" + std::to_string(i) + "/**\"");
  const Policy policy = policy_of("{after_import: true, branches: [" + branches + "]}");
  CHECK(policy.auto_create.branches.size() == 60);
  CHECK(rc::check("total", [&] {
    std::vector<Finding> findings;
    const int count = *rc::gen::inRange(0, 20);
    for (int id = 1; id <= count; ++id) {
      Finding& finding = findings.emplace_back(sample_finding(id));
      finding.severity = static_cast<Severity>(*rc::gen::inRange(0, 5));
      finding.branch = *rc::gen::element<std::string>("", "main", "team3/a/b", "team59/x", "team60/x");
    }
    const AutoSelection selection = select_for_auto_create(policy, findings);
    RC_ASSERT(selection.chosen.size() + selection.skipped.size() == findings.size());
    for (const Finding* finding : selection.chosen) {
      RC_ASSERT(finding->severity <= Severity::high);
      RC_ASSERT(finding->branch != "main" && finding->branch != "team60/x");
    }
    for (const auto& skipped : selection.skipped) RC_ASSERT(!skipped.why.empty());
  }));
}
