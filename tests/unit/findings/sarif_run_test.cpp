// SPDX-License-Identifier: Apache-2.0
#include "host_stub/findings/sarif_run.hpp"

#include "tests/unit/findings/collected_scan.hpp"

namespace itsm::host::findings {
namespace {

sarif::Run run_of(const char* run_text) {
  std::istringstream file(Json{{"version", "2.1.0"}, {"runs", Json::array({Json::parse(run_text)})}}.dump());
  auto document = sarif::read_document(file, {}, {});
  REQUIRE(document);
  REQUIRE(document->broken.empty());
  REQUIRE(document->runs.size() == 1);
  sarif::Run run = std::move(document->runs.front());
  run.finish();  // its index points into the run that was moved from
  return run;
}

sarif::ScanResult result(const char* text) {
  Json full = Json::parse(text);
  full["message"] = Json::object();
  return from_document<sarif::ScanResult>(full);
}

const char* const kRules = R"({"tool": {
  "driver": {"name": "T", "rules": [{"id": "A", "name": "first A"}, {"id": "A", "name": "second A"}, {"id": "B"}]},
  "extensions": [{"name": "E", "rules": [{"id": "X"}, {"id": "Y"}]}]}})";

std::string rule_for(const char* text) {
  const sarif::Run run = run_of(kRules);
  const auto* rule = run.rule_of(result(text));
  return rule == nullptr ? "none" : rule->rule.name.empty() ? rule->rule.id : rule->rule.name;
}

TEST_CASE("a result names its rule by index, by id, or by the beginning of a hierarchical id") {
  CHECK(rule_for(R"({"ruleId": "A", "ruleIndex": 1})") == "second A");
  CHECK(rule_for(R"({"ruleId": "A"})") == "first A");
  CHECK(rule_for(R"({"ruleIndex": 2})") == "B");
  CHECK(rule_for(R"({"ruleId": "B/sub/sub"})") == "B");
  CHECK(rule_for(R"({"ruleId": "B/sub", "ruleIndex": 2})") == "B");
  CHECK(rule_for(R"({"rule": {"id": "B"}})") == "B");
  CHECK(rule_for(R"({"rule": {"index": 1, "toolComponent": {"index": 0}}})") == "Y");
  CHECK(rule_for(R"({"rule": {"index": 0, "toolComponent": {"name": "E"}}})") == "X");
  CHECK(rule_for(R"({"ruleId": "Y"})") == "Y");
}

TEST_CASE("an index that is wrong does not beat the id") {
  CHECK(rule_for(R"({"ruleId": "B", "ruleIndex": 0})") == "B");
  CHECK(rule_for(R"({"ruleId": "B", "ruleIndex": 99})") == "B");
  CHECK(rule_for(R"({"ruleId": "Z", "ruleIndex": 0})") == "none");
  CHECK(rule_for(R"({"ruleIndex": -7})") == "none");
  CHECK(rule_for(R"({"rule": {"index": 1, "toolComponent": {"index": 5}}})") == "second A");
  CHECK(rule_for("{}") == "none");
}

TEST_CASE("a path is put together from its bases, without the machine's part") {
  const sarif::Run run = run_of(R"({"tool": {"driver": {"name": "T"}},
    "originalUriBaseIds": {"ROOT": {"uri": "file:///srv/ci/job7/"}, "SRC": {"uri": "src/", "uriBaseId": "ROOT"},
                           "LOOP": {"uri": "l", "uriBaseId": "LOOP"}, "EMPTY": {}},
    "invocations": [{"workingDirectory": {"uri": "file:///srv/work"}}],
    "artifacts": [{"location": {"uri": "a.c", "uriBaseId": "SRC"}}]})");
  CHECK(run.path_of({.uri = "a.c", .uriBaseId = "SRC"}) == "src/a.c");
  CHECK(run.path_of({.uri = "a.c", .uriBaseId = "ROOT"}) == "a.c");
  CHECK(run.path_of({.uri = "a.c", .uriBaseId = "UNKNOWN"}) == "a.c");
  CHECK(run.path_of({.uri = "a.c", .uriBaseId = "EMPTY"}) == "a.c");
  CHECK(run.path_of({.uri = "a.c", .uriBaseId = "LOOP"}).ends_with("l/a.c"));
  CHECK(run.path_of({.uri = "file:///srv/ci/job7/b.c", .uriBaseId = "SRC"}) == "b.c");
  CHECK(run.path_of({.uri = "file:///srv/work/c.c"}) == "c.c");
  CHECK(run.path_of({.index = 0}) == "src/a.c");
  CHECK(run.path_of({.index = 1}).empty());
  CHECK(run.path_of({.uri = "https://example.com/a?b"}) == "https://example.com/a?b");
  CHECK(run.path_of({}).empty());
}

TEST_CASE("CWE come from tags, relationships, taxa and the rule's address") {
  const sarif::Run run = run_of(R"({"tool": {"driver": {"name": "T", "rules": [
      {"id": "R", "helpUri": "https://cwe.mitre.org/data/definitions/91.html",
       "relationships": [{"target": {"id": "CWE-119", "toolComponent": {"name": "CWE"}}},
                         {"target": {"id": "7", "toolComponent": {"name": "OTHER"}}}],
       "properties": {"tags": ["external/cwe/cwe-020"]}}]}},
    "taxonomies": [{"name": "CWE", "taxa": [{"id": "1"}, {"id": "CWE-2"}]}]})");
  REQUIRE(run.driver.rules.size() == 1);
  CHECK(run.driver.rules[0].identifiers.cwe == std::vector<std::string>{"CWE-20", "CWE-119", "CWE-91"});
  Identifiers found;
  run.add_taxon({.index = 1, .toolComponent = {.index = 0}}, found);
  run.add_taxon({.id = "3", .toolComponent = {.name = "cwe"}}, found);
  run.add_taxon({.index = 9, .toolComponent = {.index = 0}}, found);
  CHECK(found.cwe == std::vector<std::string>{"CWE-2", "CWE-3"});
}

TEST_CASE("a run that failed, or whose results are elsewhere, is not complete") {
  const auto complete = [](const char* more) {
    Json file = sarif_file();
    file["runs"][0].merge_patch(Json::parse(more));
    return scan(file.dump()).runs.at(0).complete;
  };
  CHECK(complete("{}"));
  CHECK(complete(R"({"invocations": [{"executionSuccessful": true}]})"));
  CHECK_FALSE(
      complete(R"({"invocations": [{"executionSuccessful": true}, {"executionSuccessful": false}]})"));
  CHECK_FALSE(
      complete(R"({"externalPropertyFileReferences": {"results": [{"location": {"uri": "r.json"}}]}})"));
}

TEST_CASE("runs keep their own scanners and rules") {
  Json file = sarif_file();
  Json second = file["runs"][0];
  second["tool"]["driver"]["name"] = "Other";
  second["tool"]["driver"]["rules"][0]["shortDescription"]["text"] = "Other title";
  file["runs"].push_back(second);
  const CollectedScan collected = scan(file.dump());
  REQUIRE(collected.runs.size() == 2);
  REQUIRE(collected.findings.size() == 2);
  CHECK(collected.findings[1].finding.scanner == "Other");
  CHECK(collected.findings[1].finding.title == "Other title");
  CHECK(collected.findings[0].finding.fingerprint != collected.findings[1].finding.fingerprint);
}

TEST_CASE("a run without results is told as well, so that what it no longer shows is gone") {
  Json file = sarif_file();
  file["runs"][0]["results"] = Json::array();
  const CollectedScan collected = scan(file.dump());
  CHECK(collected.runs.size() == 1);
  CHECK(collected.findings.empty());
}

}  // namespace
}  // namespace itsm::host::findings
