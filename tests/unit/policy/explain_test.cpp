// SPDX-License-Identifier: Apache-2.0
#include "host_stub/policy/explain.hpp"

#include <rapidcheck.h>

#include "tests/support/catch.hpp"
#include "tests/unit/policy/samples.hpp"

using namespace itsm::host;
using namespace itsm::host::policy;
using Lines = std::vector<std::string>;

namespace {

const std::string kRoute = R"(  - name: exposed
    when: {severity: [critical, high], asset.internet_facing: true, branch: [main, "release/*"]}
    ticket: {project: SEC}
  - name: with a cve
    when: {cve: CVE-2026-1, custom.team: payments}
    ticket: {project: SEC}
  - name: medium or worse
    when: {severity_at_least: medium}
    ticket: {project: PLAT}
  - {name: all, ticket: {project: PLAT}}
)";

}  // namespace

TEST_CASE("every rule says what of it does not hold") {
  const Policy policy = policy_with("auto_create: {after_import: true, severity_at_least: high}\n", kRoute);
  Finding finding = sample_finding();
  finding.severity = Severity::low;
  finding.branch = "feature/x";
  const Explanation told = explain(policy, finding);
  REQUIRE(told.rules.size() == 4);
  CHECK(told.rules[0].unmet == Lines{"severity is low, not critical or high",
                                     "branch is feature/x, not main or release/*",
                                     "asset.internet_facing is false, not true"});
  CHECK(told.rules[1].unmet ==
        Lines{"cve is not known, not CVE-2026-1", "custom.team is not known, not payments"});
  CHECK(told.rules[2].unmet == Lines{"severity is low, not medium or worse"});
  CHECK(told.rules[3].unmet == Lines{});
  CHECK(told.decision.rule == told.rules[3].rule);
  CHECK(told.shares == "rule java.sqli");
  CHECK(told.by_hand == "its severity low is below high");
}

TEST_CASE("a finding that is decided is explained by that, whatever the rules say") {
  const Policy policy = policy_with("sla: {critical: 7d}\n");
  Finding finding = sample_finding();
  finding.status = FindingStatus::accepted_risk;
  finding.reported_at = *from_rfc3339("2026-11-02T10:00:00Z");
  const Explanation told = explain(policy, finding);
  CHECK(told.decision.reason == "the finding is accepted_risk");
  CHECK(told.rules[0].unmet == Lines{});
  CHECK(told.shares.empty());
  CHECK(told.due.why == "critical 7d");
}

TEST_CASE("the first rule with nothing unmet is the one that decides") {
  const Policy policy = policy_with("", kRoute);
  CHECK(rc::check("explained as decided", [&] {
    Finding finding = sample_finding();
    finding.severity = static_cast<Severity>(*rc::gen::inRange(0, 5));
    finding.asset.internet_facing = *rc::gen::arbitrary<bool>();
    finding.branch = *rc::gen::element<std::string>("", "main", "release/1", "release/1/x", "dev");
    if (*rc::gen::arbitrary<bool>()) finding.cve = {"CVE-2026-1"};
    if (*rc::gen::arbitrary<bool>()) finding.custom["team"] = "payments";
    const Explanation told = explain(policy, finding);
    const auto first = std::find_if(told.rules.begin(), told.rules.end(),
                                    [](const RuleVerdict& verdict) { return verdict.unmet.empty(); });
    RC_ASSERT(first->rule == told.decision.rule);
    for (const RuleVerdict& verdict : told.rules)
      RC_ASSERT(verdict.unmet.empty() == verdict.rule->when.matches(finding));
  }));
}
