// SPDX-License-Identifier: Apache-2.0
#include "host_stub/policy/condition.hpp"

#include "host_stub/policy/group.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/policy/samples.hpp"

using namespace itsm::host;
using namespace itsm::host::policy;

namespace {

bool matches(const std::string& when, const Finding& finding) {
  const Policy policy = policy_with("", "  - {name: a, when: " + when + ", ticket: {project: SEC}}\n");
  return decide(policy, finding).rule != nullptr;
}

}  // namespace

TEST_CASE("all keys must hold, and one value of each") {
  Finding finding = sample_finding();
  finding.asset.tags = {"payments", "pci"};
  finding.asset.internet_facing = true;
  CHECK(matches("{severity: [critical, high], asset.internet_facing: true, branch: [main, \"release/*\"]}",
                finding));
  CHECK(matches("{asset.tags: pci, scanner: semgrep, rule: java.sqli}", finding));
  CHECK_FALSE(matches("{severity: critical, asset.internet_facing: false}", finding));
  CHECK_FALSE(matches("{asset.tags: [web, pc]}", finding));
  CHECK(matches("{}", finding));
}

TEST_CASE("severity_at_least counts from the worst") {
  Finding finding = sample_finding();
  finding.severity = Severity::medium;
  CHECK(matches("{severity_at_least: medium}", finding));
  CHECK(matches("{severity_at_least: low}", finding));
  CHECK_FALSE(matches("{severity_at_least: high}", finding));
}

TEST_CASE("a condition on branches lets pass what has none") {
  Finding finding = sample_finding();
  finding.branch = "feature/x";
  CHECK_FALSE(matches("{branch: [main, \"release/*\"]}", finding));
  finding.branch.clear();
  CHECK(matches("{branch: main}", finding));
}

TEST_CASE("custom fields are compared by their text") {
  Finding finding = sample_finding();
  finding.custom = {{"team", "pay"}, {"tier", 1}, {"regions", {"eu", "us"}}, {"legacy", true}};
  CHECK(matches("{custom.team: pay}", finding));
  CHECK(matches("{custom.tier: 1}", finding));
  CHECK(matches("{custom.regions: [apac, us]}", finding));
  CHECK(matches("{custom.legacy: true}", finding));
  CHECK_FALSE(matches("{custom.team: payments}", finding));
  CHECK_FALSE(matches("{custom.unknown: x}", finding));
}

TEST_CASE("what a finding lacks matches no value") {
  Finding finding = sample_finding();
  finding.cve.clear();
  finding.application.clear();
  CHECK_FALSE(matches("{cve: CVE-2021-44228}", finding));
  CHECK_FALSE(matches("{application: shop}", finding));
  finding.cve = {"CVE-2021-44228", "CVE-2021-45046"};
  CHECK(matches("{cve: CVE-2021-45046}", finding));
}
