// SPDX-License-Identifier: Apache-2.0
#include <set>

#include "tests/unit/findings/collected_scan.hpp"

namespace itsm::host::findings {
namespace {

CollectedScan sample(const std::string& name) { return scan_file(ITSM_SAMPLES "/" + name); }

std::size_t distinct_fingerprints(const CollectedScan& collected) {
  std::set<std::string> fingerprints;
  for (const ScannedFinding& each : collected.findings) fingerprints.insert(each.finding.fingerprint);
  return fingerprints.size();
}

TEST_CASE("the Flawfinder sample is imported whole") {
  const CollectedScan collected = sample("mosquitto.flawfinder.sarif");
  CHECK(collected.refusals.empty());
  REQUIRE(collected.findings.size() == 361);
  CHECK(distinct_fingerprints(collected) == 361);
  std::map<Severity, int> severities;
  for (const ScannedFinding& each : collected.findings) {
    ++severities[each.finding.severity];
    CHECK(each.finding.location.file.starts_with("src/"));
    CHECK_FALSE(each.finding.location.snippet.empty());
    CHECK_FALSE(each.finding.cwe.empty());
  }
  CHECK(severities ==
        std::map<Severity, int>{{Severity::high, 34}, {Severity::medium, 6}, {Severity::low, 321}});
}

TEST_CASE("the ESLint sample is imported whole") {
  const CollectedScan collected = sample("handlebars.eslint-security.sarif");
  CHECK(collected.refusals.empty());
  REQUIRE(collected.findings.size() == 200);
  CHECK(distinct_fingerprints(collected) == 200);
  for (const ScannedFinding& each : collected.findings) {
    CHECK(each.finding.severity == Severity::medium);
    CHECK(each.finding.location.file.starts_with("lib/"));
    CHECK(each.finding.location.line > 0);
    CHECK(each.finding.recommendation.find("https://github.com/eslint-community/") == 0);
  }
}

TEST_CASE("the samples of the other formats are imported whole, in the format that they show") {
  struct Expected {
    const char* file;
    std::size_t findings;
    std::size_t suppressed;
    std::string asset;
  };
  const Expected all[] = {{"shop-image.trivy.json", 5, 0, "registry.example.com/acme/shop"},
                          {"shop.cyclonedx.json", 2, 1, "acme/shop-backend"},
                          {"office.nessus", 3, 0, "10.20.0.7"},
                          {"pentest.findings.json", 2, 1, "shop.example.com"},
                          {"inventory.findings.csv", 3, 0, "mail.example.com"}};
  for (const Expected& expected : all) {
    INFO(expected.file);
    const CollectedScan collected = scan_file(std::string(ITSM_SAMPLES "/") + expected.file, {});
    CHECK(collected.refusals.empty());
    CHECK(collected.unknown.empty());
    REQUIRE(collected.findings.size() == expected.findings);
    CHECK(distinct_fingerprints(collected) == expected.findings);
    CHECK(collected.findings.front().finding.asset.name == expected.asset);
    const auto suppressed =
        std::count_if(collected.findings.begin(), collected.findings.end(),
                      [](const ScannedFinding& each) { return each.finding.status != FindingStatus::open; });
    CHECK(static_cast<std::size_t>(suppressed) == expected.suppressed);
  }
}

}  // namespace
}  // namespace itsm::host::findings
