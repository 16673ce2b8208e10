// SPDX-License-Identifier: Apache-2.0
#include "host_stub/findings/generic_model.hpp"

#include "plugin_api/schema/generate.hpp"
#include "tests/unit/findings/collected_scan.hpp"

namespace itsm::host::findings {
namespace {

Json report(const Json& record, const Json& patch = Json::object()) {
  Json json{{"scanner", "pentest"}, {"asset", "shop"}, {"findings", Json::array({record})}};
  json.merge_patch(patch);
  return json;
}
CollectedScan read(const Json& json, const ScanTarget& target = {}) {
  return scan_as(Format::generic, json.dump(), target);
}
Finding of(const Json& record) { return read(report(record)).only(); }
std::string refusal(const Json& record) {
  const CollectedScan collected = read(report(record));
  REQUIRE(collected.refusals.size() == 1);
  CHECK(collected.refusals[0].pointer == "/findings/0");
  return collected.refusals[0].reason;
}

TEST_CASE("every member of a record becomes that of the finding") {
  const Finding finding = of(Json::parse(R"({
    "id": "PT-1", "title": "Open redirect", "severity": "High", "rule": "redirect", "category": "dast",
    "description": "d", "recommendation": "r", "solution": "s", "solution_id": "S1",
    "cve": ["CVE-2021-44228"], "cwe": ["CWE-601"], "owasp": ["A01:2021"], "cvss_vector": "CVSS:3.1/AV:N",
    "cvss_score": 7.5, "epss": 0.5, "kev": true, "first_seen": "2026-03-31",
    "scanner": "zap", "asset": {"name": "web", "owner": "ann", "tags": ["pci"], "internet_facing": true},
    "branch": "main", "location": {"url": "https://shop.example/login", "line": 3},
    "custom": {"tier": "gold"}})"));
  CHECK(finding.title == "Open redirect");
  CHECK(finding.severity == Severity::high);
  CHECK(finding.rule_id == "redirect");
  CHECK(finding.category == Category::dast);
  CHECK(finding.description == "d");
  CHECK(finding.recommendation == "r");
  CHECK(finding.solution == "s");
  CHECK(finding.solution_id == "S1");
  CHECK(finding.cve == std::vector<std::string>{"CVE-2021-44228"});
  CHECK(finding.cwe == std::vector<std::string>{"CWE-601"});
  CHECK(finding.owasp == std::vector<std::string>{"A01:2021"});
  CHECK(finding.cvss_vector == "CVSS:3.1/AV:N");
  CHECK(finding.cvss_score == 7.5);
  CHECK(finding.epss == 0.5);
  CHECK(finding.kev);
  CHECK(to_rfc3339(finding.first_seen) == "2026-03-31T00:00:00.000Z");
  CHECK(finding.scanner == "zap");
  CHECK(finding.asset.name == "web");
  CHECK(finding.asset.owner == "ann");
  CHECK(finding.asset.internet_facing);
  CHECK(finding.branch == "main");
  CHECK(finding.location.url == "https://shop.example/login");
  CHECK(finding.custom.at("tier") == "gold");
  CHECK(finding.scanner_fingerprint == "PT-1");
}

TEST_CASE("careless values are read: one for a list, numbers as text, a score for a severity") {
  const Finding finding = of(Json::parse(R"({
    "title": "t", "severity": 9.8, "cve": "CVE-2021-44228", "cwe": 79, "kev": "yes", "epss": "0.1",
    "location": {"line": "7"}, "asset": "web"})"));
  CHECK(finding.severity == Severity::critical);
  CHECK(finding.cvss_score == 9.8);
  CHECK(finding.cve == std::vector<std::string>{"CVE-2021-44228"});
  CHECK(finding.cwe == std::vector<std::string>{"CWE-79"});
  CHECK(finding.kev);
  CHECK(finding.epss == 0.1);
  CHECK(finding.location.line == 7);
  CHECK(finding.asset.name == "web");
}

TEST_CASE("the category follows from the place where none is named") {
  CHECK(of({{"title", "t"}, {"package", "openssl"}}).category == Category::sca);
  CHECK(of({{"title", "t"}, {"host", "10.0.0.7"}}).category == Category::host);
  CHECK(of({{"title", "t"}, {"url", "https://a.example"}}).category == Category::dast);
  CHECK(of({{"title", "t"}, {"file", "/src/a.c"}}).location.file == "src/a.c");
}

TEST_CASE("the id of the other system alone makes a finding itself") {
  const auto fingerprint = [](const Json& record) { return of(record).fingerprint; };
  const std::string same = fingerprint({{"id", "7"}, {"title", "a"}, {"rule", "r"}, {"file", "x"}});
  CHECK(fingerprint({{"id", "7"}, {"title", "b"}, {"rule", "q"}, {"file", "y"}}) == same);
  CHECK(fingerprint({{"id", "8"}, {"title", "a"}, {"rule", "r"}, {"file", "x"}}) != same);
}

TEST_CASE("without an id rule, place and evidence make it itself") {
  const Json record{{"title", "a"}, {"rule", "r"}, {"file", "x"}, {"line", 3}, {"snippet", "f( x );"}};
  const auto fingerprint = [&](const Json& patch) {
    Json changed = record;
    changed.merge_patch(patch);
    return of(changed).fingerprint;
  };
  const std::string same = fingerprint(Json::object());
  CHECK(fingerprint({{"title", "b"}, {"line", 9}, {"severity", "low"}, {"snippet", "f( x );\n"}}) == same);
  CHECK(fingerprint({{"rule", "q"}}) != same);
  CHECK(fingerprint({{"file", "y"}}) != same);
  CHECK(fingerprint({{"snippet", "g();"}}) != same);
  CHECK(of({{"title", "a 12"}}).fingerprint == of({{"title", "a 13"}}).fingerprint);
}

TEST_CASE("secrets are masked here too") {
  const Finding finding =
      of({{"title", "Key"}, {"category", "secret"}, {"snippet", "key = \"hunter2hunter2\""}});
  CHECK(finding.location.snippet.find("hunter2") == std::string::npos);
}

TEST_CASE("a status is shown with its justification") {
  const CollectedScan collected =
      read(report({{"title", "t"}, {"status", "false_positive"}, {"justification", "Test data."}}));
  CHECK(collected.only().status == FindingStatus::false_positive);
  CHECK(collected.findings[0].justification == "Test data.");
}

TEST_CASE("scanners, assets and branches of a file are scopes, told before their findings") {
  Json json = report({{"title", "a"}});
  json["findings"].push_back({{"title", "b"}, {"asset", "web"}});
  json["findings"].push_back({{"title", "c"}, {"asset", "web"}, {"branch", "main"}});
  json["findings"].push_back({{"title", "d"}, {"scanner", "zap"}});
  json["findings"].push_back({{"title", "e"}});
  json["complete"] = false;
  const CollectedScan collected = read(json);
  CHECK(collected.findings.size() == 5);
  REQUIRE(collected.runs.size() == 4);
  CHECK(collected.runs[0].asset.name == "shop");
  CHECK(collected.runs[2].branch == "main");
  CHECK(collected.runs[3].scanner == "zap");
  CHECK_FALSE(collected.runs[0].complete);
}

TEST_CASE("a scan without findings is a scan of its asset") {
  const CollectedScan collected = read({{"asset", "shop"}, {"findings", Json::array()}});
  REQUIRE(collected.runs.size() == 1);
  CHECK(collected.runs[0].scanner == "generic");
  CHECK(collected.runs[0].complete);
}

TEST_CASE("what the person says goes before what the file says") {
  const CollectedScan collected = read(report({{"title", "t"}, {"asset", "web"}, {"branch", "x"}}),
                                       {.asset = {.name = "mine"}, .branch = "y"});
  CHECK(collected.only().asset.name == "mine");
  CHECK(collected.only().branch == "y");
}

TEST_CASE("members that the format does not know are told, and the record is imported") {
  const CollectedScan collected =
      read(report({{"title", "t"}, {"impact", "x"}, {"location", {{"flie", "a"}}}}, {{"scaner", "x"}}));
  CHECK(collected.findings.size() == 1);
  CHECK(collected.unknown == std::map<std::string, int>{{"impact", 1}, {"location.flie", 1}, {"scaner", 1}});
}

TEST_CASE("a bad record is refused with its reason") {
  CHECK(refusal({{"severity", "high"}}) == "/title: is missing");
  CHECK(refusal({{"title", " "}}) == "/title is empty");
  CHECK(refusal({{"title", "t"}, {"severity", "urgent"}}).starts_with("/severity is \"urgent\""));
  CHECK(refusal({{"title", "t"}, {"cvss_score", 11}}) == "/cvss_score is not between 0 and 10");
  CHECK(refusal({{"title", "t"}, {"epss", 2}}) == "/epss is not between 0 and 1");
  CHECK(refusal({{"title", "t"}, {"first_seen", "yesterday"}}).starts_with("/first_seen is neither"));
  CHECK(refusal({{"title", "t"}, {"status", "closed"}}).starts_with("/status"));
  CHECK(refusal({{"title", "t"}, {"line", "many"}}).starts_with("/location/line"));
  CHECK(refusal("x").find("must be an object") != std::string::npos);
  const CollectedScan homeless = read({{"findings", Json::array({{{"title", "t"}}})}});
  REQUIRE(homeless.refusals.size() == 1);
  CHECK(homeless.refusals[0].reason.starts_with("it names no asset"));
  CHECK_FALSE(homeless.refusals[0].run);
}

TEST_CASE("what is no list of findings is refused with what it lacks") {
  const auto message = [](const char* text) { return refusal_as(Format::generic, text).message; };
  CHECK(message("{}") == "The file is not a list of findings: it has no member \"findings\".");
  CHECK(message(R"({"findings": {}})").find("not an array") != std::string::npos);
  CHECK(message(R"({"findings": [], "asset": 3})").find("must be an object") != std::string::npos);
}

TEST_CASE("the schema for other systems is that of the reader") {
  const auto path = std::string(ITSM_CONFIG_DIRECTORY) + "/schema/findings.schema.json";
  const std::string expected = schema::schema_of<generic::Report>().dump(2) + "\n";
  if (std::getenv("ITSM_WRITE_SCHEMAS") != nullptr) std::ofstream(path) << expected;
  std::ifstream file(path);
  const std::string found((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  INFO(path << " differs; run this test with ITSM_WRITE_SCHEMAS=1 to write it anew");
  CHECK(found == expected);
}

}  // namespace
}  // namespace itsm::host::findings
