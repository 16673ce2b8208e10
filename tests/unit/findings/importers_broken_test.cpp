// SPDX-License-Identifier: Apache-2.0
#include <rapidcheck.h>

#include "tests/unit/findings/collected_scan.hpp"

// What every importer promises about files that are broken, cut off, deep or huge.
namespace itsm::host::findings {
namespace {

const std::map<Format, std::string>& small_files() {
  static const std::map<Format, std::string> kFiles{
      {Format::sarif, sarif_file().dump()},
      {Format::trivy,
       R"({"SchemaVersion": 2, "ArtifactName": "shop", "ArtifactType": "container_image", "Results": [
           {"Target": "x", "Class": "lang-pkgs", "Vulnerabilities": [
             {"VulnerabilityID": "CVE-2021-1234", "PkgName": "a", "Severity": "HIGH"}]}]})"},
      {Format::cyclonedx,
       R"({"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [{"bom-ref": "a", "name": "a"}],
           "vulnerabilities": [{"id": "CVE-2021-1234", "affects": [{"ref": "a"}]}]})"},
      {Format::nessus,
       R"(<NessusClientData_v2><Report><ReportHost name="h"><ReportItem port="1" severity="2" pluginID="3"
           pluginName="n"><description>d</description></ReportItem></ReportHost></Report></NessusClientData_v2>)"},
      {Format::generic, R"({"asset": "shop", "findings": [{"title": "t", "file": "x"}]})"},
      {Format::csv, "title,severity\n\"t\",low"}};
  return kFiles;
}

std::optional<Problem> problem_with(Format format, const std::string& text, CollectedScan& collected) {
  std::istringstream file(text);
  const auto read = read_scan(format, file, shop(), collected);
  return read ? std::nullopt : std::optional(read.error());
}

TEST_CASE("the small files are whole") {
  for (const auto& [format, text] : small_files()) {
    INFO(name_of(format));
    CHECK(scan_as(format, text).only().asset.name == "shop");
  }
}

TEST_CASE("a file that is cut off anywhere gives nothing, and says where it ends") {
  for (const auto& [format, text] : small_files()) {
    if (format == Format::csv) continue;  // a table may end after any row
    for (std::size_t size = 0; size < text.size(); ++size) {
      INFO(name_of(format) << " cut to " << size << " bytes");
      CollectedScan collected;
      const auto problem = problem_with(format, text.substr(0, size), collected);
      REQUIRE(problem);
      CHECK(collected.findings.empty());
      CHECK(collected.runs.empty());
      CHECK(problem->kind == ProblemKind::invalid);
      CHECK(problem->message.find("byte ") != std::string::npos);
    }
  }
}

TEST_CASE("bytes that were changed give findings or a reason, and never a crash") {
  for (const auto& [format, text] : small_files()) {
    CHECK(rc::check(std::string(name_of(format)), [format = format, text = text] {
      std::string damaged = text;
      const auto count = *rc::gen::inRange(1, 8);
      for (int i = 0; i < count; ++i) {
        const auto at = *rc::gen::inRange<std::size_t>(0, damaged.size());
        damaged[at] = *rc::gen::arbitrary<char>();
      }
      CollectedScan collected;
      const auto problem = problem_with(format, damaged, collected);
      if (problem) RC_ASSERT(!problem->message.empty() && !problem->remedy.empty());
      for (const ScannedFinding& each : collected.findings) RC_ASSERT(!each.finding.fingerprint.empty());
      for (const Refusal& refusal : collected.refusals) RC_ASSERT(!refusal.reason.empty());
    }));
  }
}

TEST_CASE("JSON that is nested without end is refused by its depth") {
  const std::string deep(100'000, '[');
  for (const auto& [format, text] : small_files()) {
    if (format == Format::nessus || format == Format::csv) continue;
    INFO(name_of(format));
    const std::string file = text.substr(0, text.find('{') + 1) + "\"x\": " + deep;
    CHECK(refusal_as(format, file).message.find("deeper than 64") != std::string::npos);
  }
}

TEST_CASE("a record that is too large is refused alone, with its place") {
  const std::string large(5U << 20U, 'x');
  const auto with = [&](Format format, const std::string& before, const std::string& record) {
    std::string text = small_files().at(format);
    text.insert(text.find(before) + before.size(), record + ",");
    const CollectedScan collected = scan_as(format, text);
    CHECK(collected.findings.size() == 1);
    REQUIRE(collected.refusals.size() == 1);
    CHECK(collected.refusals[0].reason.find("larger than 4 MiB") != std::string::npos);
    CHECK(text.substr(collected.refusals[0].offset, 1) == "{");
  };
  with(Format::trivy, "\"Vulnerabilities\": [", "{\"PkgName\": \"" + large + "\"}");
  with(Format::cyclonedx, "\"vulnerabilities\": [", "{\"id\": \"" + large + "\"}");
  with(Format::generic, "\"findings\": [", "{\"title\": \"" + large + "\"}");
}

TEST_CASE("bytes that are no UTF-8 are replaced where a format allows them") {
  std::string text = small_files().at(Format::generic);
  text.insert(text.find("\"t\"") + 1, "\xC3(");
  CHECK(scan_as(Format::generic, text).only().title == "?(t");
  CHECK(scan_as(Format::csv, "title,severity\nna\xEFve,low\n").only().title == "na?ve");
}

}  // namespace
}  // namespace itsm::host::findings
