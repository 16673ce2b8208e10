// SPDX-License-Identifier: Apache-2.0
#include "host_stub/policy/group.hpp"

#include <rapidcheck.h>

#include <algorithm>
#include <set>

#include "tests/support/catch.hpp"
#include "tests/unit/policy/samples.hpp"

using namespace itsm::host;
using namespace itsm::host::policy;

namespace {

const std::string kTwoRules =
    "  - {name: first, when: {severity: critical}, ticket: {project: SEC}}\n"
    "  - {name: second, when: {severity_at_least: medium}, ticket: {project: PLAT}}\n";

Finding random_finding(std::int64_t id) {
  Finding finding = sample_finding(id);
  finding.severity = static_cast<Severity>(*rc::gen::inRange(0, 5));
  finding.status = static_cast<FindingStatus>(*rc::gen::inRange(0, 9));
  finding.company = CompanyId{*rc::gen::inRange(1, 3)};
  finding.rule_id = *rc::gen::element<std::string>("", "r1", "r2");
  finding.application = *rc::gen::element<std::string>("", "shop", "desk");
  finding.first_seen = Time{std::chrono::milliseconds(*rc::gen::inRange(0, 4))};
  return finding;
}

std::vector<Finding> random_findings() {
  std::vector<Finding> findings;
  const int count = *rc::gen::inRange(0, 30);
  for (int id = 1; id <= count; ++id) findings.push_back(random_finding(id));
  return findings;
}

std::map<std::string, std::vector<std::int64_t>> shape(const std::vector<Group>& groups) {
  std::map<std::string, std::vector<std::int64_t>> out;
  for (const Group& group : groups)
    for (const Finding* member : group.members) out[group.key].push_back(member->id.value);
  return out;
}

}  // namespace

TEST_CASE("the first rule that matches decides, and the reason is told where none does") {
  const Policy policy = policy_with("", kTwoRules);
  Finding finding = sample_finding();
  CHECK(decide(policy, finding).rule->name == "first");
  finding.severity = Severity::high;
  CHECK(decide(policy, finding).rule->name == "second");
  finding.severity = Severity::info;
  CHECK(decide(policy, finding).rule == nullptr);
  CHECK(decide(policy, finding).reason == "no rule of policy p matches");
  finding.severity = Severity::critical;
  finding.status = FindingStatus::accepted_risk;
  CHECK(decide(policy, finding).rule == nullptr);
  CHECK(decide(policy, finding).reason == "the finding is accepted_risk");
}

TEST_CASE("findings of one rule share a ticket by default, worst first") {
  const Policy policy = policy_with("");
  std::vector<Finding> findings{sample_finding(1), sample_finding(2), sample_finding(3)};
  findings[0].severity = Severity::low;
  findings[2].first_seen = findings[1].first_seen - std::chrono::hours(1);
  const auto groups = group(policy, findings);
  REQUIRE(groups.size() == 1);
  CHECK(groups[0].label == "rule java.sqli");
  REQUIRE(groups[0].members.size() == 3);
  CHECK(groups[0].members[0]->id.value == 3);
  CHECK(groups[0].members[1]->id.value == 2);
  CHECK(groups[0].members[2]->id.value == 1);
}

TEST_CASE("packages are grouped by their CVE") {
  const Policy policy = policy_with("");
  std::vector<Finding> findings{sample_finding(1), sample_finding(2)};
  for (Finding& finding : findings) {
    finding.category = Category::sca;
    finding.cve = {"CVE-2021-44228"};
    finding.rule_id = "rule-" + std::to_string(finding.id.value);
  }
  CHECK(group(policy, findings).size() == 1);
  findings[1].cve = {"CVE-2021-45046"};
  CHECK(group(policy, findings).size() == 2);
}

TEST_CASE("each way of grouping separates by what it names") {
  std::vector<Finding> findings{sample_finding(1), sample_finding(2)};
  const auto count = [&](const std::string& group_by) {
    return group(policy_with("group_by: " + group_by + "\n"), findings).size();
  };
  CHECK(count("finding") == 2);
  CHECK(count("file") == 1);
  CHECK(count("asset") == 1);
  CHECK(count("[scanner, location.line]") == 1);
  findings[1].location.line = 43;
  CHECK(count("file") == 1);
  CHECK(count("[scanner, location.line]") == 2);
  findings[1].location.file = "src/Other.java";
  CHECK(count("file") == 2);
  CHECK(count("solution") == 2);  // neither names one, so each stands alone
  findings[0].solution = findings[1].solution = "Upgrade";
  CHECK(count("solution") == 1);
  findings[1].application = "desk";
  CHECK(count("asset") == 2);
  CHECK(count("asset\nacross_applications: true") == 1);
}

TEST_CASE("every finding is in one group or has a reason, and groups keep companies and applications apart") {
  const Policy policy = policy_with("", kTwoRules);
  CHECK(rc::check("total", [&] {
    const auto findings = random_findings();
    std::multiset<std::int64_t> grouped;
    for (const Group& one : group(policy, findings)) {
      RC_ASSERT(!one.members.empty());
      RC_ASSERT(one.rule != nullptr);
      for (const Finding* member : one.members) {
        grouped.insert(member->id.value);
        RC_ASSERT(member->company == one.lead().company);
        RC_ASSERT((member->application == one.lead().application));
        RC_ASSERT(decide(policy, *member).rule->ticket.project == one.rule->ticket.project);
        RC_ASSERT(one.lead().severity <= member->severity);
      }
    }
    for (const Finding& finding : findings) {
      const Decision decision = decide(policy, finding);
      RC_ASSERT((decision.rule == nullptr) == !decision.reason.empty());
      RC_ASSERT(grouped.count(finding.id.value) == (decision.rule == nullptr ? 0U : 1U));
    }
  }));
}

TEST_CASE("groups do not depend on the order of the findings") {
  const Policy policy = policy_with("", kTwoRules);
  CHECK(rc::check("deterministic", [&] {
    auto findings = random_findings();
    const auto before = shape(group(policy, findings));
    std::reverse(findings.begin(), findings.end());
    RC_ASSERT(shape(group(policy, findings)) == before);
  }));
}

TEST_CASE("the order of rules is respected: a rule decides only what all before it let pass") {
  CHECK(rc::check("order", [] {
    std::string route;
    std::vector<std::string> severities;
    const int count = *rc::gen::inRange(1, 6);
    for (int i = 0; i < count; ++i) {
      severities.push_back(*rc::gen::element<std::string>("critical", "high", "medium", "low", "info"));
      route += "  - {name: r" + std::to_string(i) + ", when: {severity: " + severities.back() +
               "}, ticket: {project: P}}\n";
    }
    const Policy policy = policy_with("", route);
    const Finding finding = random_finding(1);
    RC_PRE(!is_terminal(finding.status));
    const auto first =
        std::find(severities.begin(), severities.end(), std::string(itsm::name_of(finding.severity)));
    const Decision decision = decide(policy, finding);
    if (first == severities.end()) {
      RC_ASSERT(decision.rule == nullptr);
    } else {
      RC_ASSERT(decision.rule->name == "r" + std::to_string(first - severities.begin()));
    }
  }));
}
