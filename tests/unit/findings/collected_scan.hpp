// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "host_stub/findings/importers.hpp"
#include "tests/support/catch.hpp"

namespace itsm::host::findings {

// A sink that keeps everything.
struct CollectedScan final : ScanSink {
  std::vector<ScanRun> runs{};
  std::vector<ScannedFinding> findings{};
  std::vector<Refusal> refusals{};
  std::map<std::string, int> skips{};
  std::map<std::string, int> unknown{};

  Result<> run(const ScanRun& each) override {
    runs.push_back(each);
    return {};
  }
  Result<> found(ScannedFinding&& finding) override {
    findings.push_back(std::move(finding));
    return {};
  }
  void refused(Refusal&& refusal) override { refusals.push_back(std::move(refusal)); }
  void skipped(const std::string& why) override { ++skips[why]; }
  void unknown_member(const std::string& name) override { ++unknown[name]; }

  const Finding& only() const {
    REQUIRE(refusals.empty());
    REQUIRE(findings.size() == 1);
    return findings.front().finding;
  }
};

inline ScanTarget shop() { return {.asset = {.name = "shop", .type = "repository"}}; }

// The scan of a text that must be readable.
inline CollectedScan scan_as(Format format, const std::string& text, const ScanTarget& target = shop()) {
  std::istringstream file(text);
  CollectedScan collected;
  const auto read = read_scan(format, file, target, collected);
  if (!read) FAIL(read.error().code << ": " << read.error().message);
  return collected;
}
inline CollectedScan scan(const std::string& text, const ScanTarget& target = shop()) {
  return scan_as(Format::sarif, text, target);
}

// In the format that it shows.
inline CollectedScan scan_file(const std::string& path, const ScanTarget& target = shop()) {
  std::ifstream file(path, std::ios::binary);
  REQUIRE(file.is_open());
  const auto format = format_of("", file);
  if (!format) FAIL(path << ": " << format.error().message);
  CollectedScan collected;
  const auto read = read_scan(*format, file, target, collected);
  if (!read) FAIL(path << ": " << read.error().message);
  return collected;
}

// Why a text is refused, before anything of it is used.
inline Problem refusal_as(Format format, const std::string& text, const ScanTarget& target = shop()) {
  std::istringstream file(text);
  CollectedScan collected;
  const auto read = read_scan(format, file, target, collected);
  REQUIRE_FALSE(read);
  CHECK(collected.runs.empty());
  CHECK(collected.findings.empty());
  CHECK_FALSE(read.error().message.empty());
  CHECK_FALSE(read.error().remedy.empty());
  return read.error();
}
inline Problem refusal_of(const std::string& text, const ScanTarget& target = shop()) {
  return refusal_as(Format::sarif, text, target);
}

// A file of one run. `result` and `rule` are merged over a small good result and its rule.
inline Json sarif_file(const Json& result = Json::object(), const Json& rule = Json::object()) {
  Json good_rule{{"id", "R1"}, {"shortDescription", {{"text", "Command built from input"}}}};
  Json good_result = Json::parse(R"({
    "ruleId": "R1", "message": {"text": "The command contains user input."},
    "locations": [{"physicalLocation": {
      "artifactLocation": {"uri": "src/run.c"},
      "region": {"startLine": 12, "snippet": {"text": "  system(command);\n"}}}}]})");
  good_rule.merge_patch(rule);
  good_result.merge_patch(result);
  return Json{
      {"version", "2.1.0"},
      {"runs", Json::array({Json{{"tool", {{"driver", {{"name", "TestScan"}, {"rules", {good_rule}}}}}},
                                 {"results", Json::array({good_result})}}})}};
}

inline CollectedScan scan_result(const Json& result, const Json& rule = Json::object()) {
  return scan(sarif_file(result, rule).dump());
}

}  // namespace itsm::host::findings
