// SPDX-License-Identifier: Apache-2.0
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <map>
#include <set>

#include "tests/unit/findings/collected_scan.hpp"

namespace itsm::host::findings {
namespace {

// Counted with jq, not with the code under test: level, else the rule's default, else "warning".
struct Expected {
  const char* file;
  const char* scanner;
  std::size_t findings;
  std::size_t high;
  std::size_t medium;
  std::size_t low;
  std::size_t suppressed;
  Category category;
};

std::size_t count(const CollectedScan& collected, Severity severity) {
  return static_cast<std::size_t>(
      std::count_if(collected.findings.begin(), collected.findings.end(),
                    [&](const ScannedFinding& each) { return each.finding.severity == severity; }));
}

void check(const std::string& folder, const Expected& expected) {
  INFO(expected.file);
  const CollectedScan collected = scan_file(folder + "/" + expected.file);
  CHECK(collected.refusals.empty());
  CHECK(collected.skips.empty());
  CHECK(collected.findings.size() == expected.findings);
  CHECK(count(collected, Severity::high) == expected.high);
  CHECK(count(collected, Severity::medium) == expected.medium);
  CHECK(count(collected, Severity::low) == expected.low);
  std::size_t suppressed = 0;
  std::set<std::string> fingerprints;
  for (const ScannedFinding& each : collected.findings) {
    const Finding& finding = each.finding;
    suppressed += finding.status == FindingStatus::open ? 0 : 1;
    fingerprints.insert(finding.fingerprint);
    CHECK(finding.scanner == expected.scanner);
    CHECK(finding.category == expected.category);
    CHECK_FALSE(finding.title.empty());
    CHECK_FALSE(finding.location.file.starts_with("/"));
    CHECK(finding.location.file.find("damien") == std::string::npos);
  }
  CHECK(suppressed == expected.suppressed);
  CHECK(fingerprints.size() == expected.findings);
}

TEST_CASE("real scans of other people's tools are imported whole") {
  const char* const shared = std::getenv("ITSM_SHARED_DATA");
  if (shared == nullptr) {
    std::cout << "skipped: real scans need ITSM_SHARED_DATA, a folder with scans/sarif\n";
    return;
  }
  constexpr auto sast = Category::sast;
  const Expected all[] = {
      {"appendix_k.sarif", "CodeScanner", 1, 1, 0, 0, 1, sast},
      {"bash-report-fabricated-no-internal-dupes-subset.sarif", "Shell Script Analysis", 4, 0, 0, 4, 0, sast},
      {"bash-report-fabricated-no-internal-dupes.sarif", "Shell Script Analysis", 5, 0, 0, 5, 0, sast},
      {"bash-report.sarif", "Shell Script Analysis", 27, 0, 0, 27, 0, sast},
      {"codeQL-output.sarif", "CodeQL", 72, 11, 4, 57, 0, sast},
      {"dependency_check.sarif", "dependency-check", 13, 13, 0, 0, 0, Category::sca},
      {"dockle_0_3_15.sarif", "Dockle", 4, 1, 0, 3, 0, Category::container},
      {"gitleaks_7.5.0.sarif", "Gitleaks", 8, 0, 8, 0, 0, Category::secret},
      {"mobsfscan.json", "mobsfscan", 9, 1, 1, 7, 0, sast},
      {"njsscan.sarif", "nodejsscan", 2, 1, 1, 0, 0, sast},
      {"no_runs.sarif", "", 0, 0, 0, 0, 0, sast},
      {"spotbugs.sarif", "SpotBugs", 56, 0, 0, 56, 0, sast},
      {"suppression_test.sarif", "CodeScanner", 5, 0, 5, 0, 3, sast},
      {"taint-python-report.sarif", "Python Security Analysis", 11, 8, 1, 2, 0, sast},
  };
  const std::string folder = std::string(shared) + "/scans/sarif";
  for (const Expected& each : all) check(folder, each);
  std::size_t files = 0;
  for ([[maybe_unused]] const auto& file : std::filesystem::directory_iterator(folder)) ++files;
  CHECK(files == std::size(all));
}

TEST_CASE("a real secret scanner's matches are masked") {
  const char* const shared = std::getenv("ITSM_SHARED_DATA");
  if (shared == nullptr) {
    std::cout << "skipped: real scans need ITSM_SHARED_DATA, a folder with scans/sarif\n";
    return;
  }
  const CollectedScan collected = scan_file(std::string(shared) + "/scans/sarif/gitleaks_7.5.0.sarif");
  for (const ScannedFinding& each : collected.findings) {
    const Json document = to_document(each.finding.location);
    CHECK(dump(document).find("AKIA") == std::string::npos);
    CHECK(each.finding.title.find("AKIA") == std::string::npos);
    CHECK(each.finding.description.find("AKIA") == std::string::npos);
  }
}

// Counted with Python's json and ElementTree, not with the code under test.
struct ExpectedRecords {
  const char* file;
  const char* scanner;
  std::size_t findings;
  std::size_t critical;
  std::size_t high;
  std::size_t medium;
  std::size_t low;
  std::size_t suppressed;
  std::map<std::string, int> skips;
};

TEST_CASE("real scans of other formats become what they show") {
  const char* const shared = std::getenv("ITSM_SHARED_DATA");
  if (shared == nullptr) {
    std::cout << "skipped: real scans need ITSM_SHARED_DATA, a folder with scans\n";
    return;
  }
  const ExpectedRecords all[] = {
      {"trivy/all_statuses.json", "Trivy", 7, 0, 0, 0, 7, 0, {{"not_affected", 1}}},
      {"trivy/cvss_severity_source.json", "Trivy", 2, 0, 1, 1, 0, 0, {}},
      {"trivy/misconfigurations_and_secrets.json", "Trivy", 5, 2, 2, 1, 0, 0, {}},
      {"trivy/scheme_2_many_vulns.json", "Trivy", 5, 1, 1, 3, 0, 0, {}},
      {"cyclonedx/jake2.json", "cyclonedx-python-lib", 7, 0, 3, 4, 0, 0, {}},
      {"cyclonedx/log4j.json", "grype", 8, 4, 1, 3, 0, 0, {}},
      {"cyclonedx/valid-vulnerability-1.4.json", "CycloneDX", 1, 1, 0, 0, 0, 1, {}},
      {"nessus/nessus_with_cvssv3.nessus", "Nessus", 49, 2, 10, 13, 1, 0, {}},
      {"generic/generic_report1.json", "generic", 2, 0, 0, 2, 0, 0, {}},
  };
  for (const ExpectedRecords& each : all) {
    INFO(each.file);
    const CollectedScan collected = scan_file(std::string(shared) + "/scans/" + each.file);
    CHECK(collected.refusals.empty());
    CHECK(collected.skips == each.skips);
    CHECK(collected.findings.size() == each.findings);
    CHECK(count(collected, Severity::critical) == each.critical);
    CHECK(count(collected, Severity::high) == each.high);
    CHECK(count(collected, Severity::medium) == each.medium);
    CHECK(count(collected, Severity::low) == each.low);
    std::size_t suppressed = 0;
    std::set<std::string> fingerprints;
    for (const ScannedFinding& scanned : collected.findings) {
      suppressed += scanned.finding.status == FindingStatus::open ? 0 : 1;
      fingerprints.insert(scanned.finding.fingerprint);
      CHECK(scanned.finding.scanner == each.scanner);
      CHECK_FALSE(scanned.finding.title.empty());
    }
    CHECK(suppressed == each.suppressed);
    CHECK(fingerprints.size() == collected.findings.size());
  }
}

}  // namespace
}  // namespace itsm::host::findings
