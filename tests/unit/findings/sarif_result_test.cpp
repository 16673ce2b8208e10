// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/findings/collected_scan.hpp"

namespace itsm::host::findings {
namespace {

using List = std::vector<std::string>;

ScannedFinding only(const CollectedScan& collected) {
  static_cast<void>(collected.only());
  return collected.findings.front();
}

TEST_CASE("a plain result becomes an open finding with all that the file says") {
  const Finding finding = scan_file(ITSM_FIXTURES "/full.sarif").only();
  CHECK(finding.title == "Command built from user input");
  CHECK(finding.description ==
        "The command depends on `argv` of main.\n\nRunning a command that contains user input lets users run "
        "others.");
  CHECK(finding.recommendation == "Call **execv** with a fixed program.\n\nhttps://example.com/rules/R1");
  CHECK(finding.solution == "Use execv.");
  CHECK(finding.status == FindingStatus::open);
  CHECK(finding.severity == Severity::critical);
  CHECK(finding.original_severity == Severity::critical);
  CHECK(finding.category == Category::sast);
  CHECK(finding.asset.name == "shop");
  CHECK(finding.branch == "main");
  CHECK(finding.scanner == "TestScan");
  CHECK(finding.rule_id == "R1/argv");
  CHECK(finding.cwe == List{"CWE-78", "CWE-88"});
  CHECK(finding.owasp == List{"A03:2021 - Injection"});
  CHECK(finding.location.file == "src/run.c");
  CHECK(finding.location.line == 12);
  CHECK(finding.location.end_line == 13);
  CHECK(finding.location.snippet == "  system(command);");
  CHECK(to_rfc3339(finding.first_seen) == "2025-02-03T04:05:06.000Z");
  CHECK_FALSE(finding.cvss_score);
  CHECK(finding.fingerprint.size() == 2 + 64);
}

TEST_CASE("the file names the asset and the branch unless the person does") {
  const CollectedScan from_file = scan_file(ITSM_FIXTURES "/full.sarif", {});
  CHECK(from_file.only().asset.name == "github.com/acme/shop");
  CHECK(from_file.only().asset.type == "repository");
  REQUIRE(from_file.runs.size() == 1);
  CHECK(from_file.runs[0].scanner == "TestScan");
  CHECK(from_file.runs[0].branch == "main");
  CHECK(from_file.runs[0].complete);

  const CollectedScan from_person = scan_file(
      ITSM_FIXTURES "/full.sarif", {.asset = {.name = "our shop", .type = "application"}, .branch = "dev"});
  CHECK(from_person.only().asset.name == "our shop");
  CHECK(from_person.only().asset.type == "application");
  CHECK(from_person.only().branch == "dev");

  CHECK(refusal_of(sarif_file().dump(), {}).code == "asset_missing");
}

TEST_CASE(
    "severity comes from the result's score, the rule's, the result's level, the rule's, then the default") {
  struct Case {
    const char* result;
    const char* rule;
    Severity severity;
    SeveritySource source;
  };
  const Case cases[] = {
      {R"({"level": "note", "properties": {"security-severity": "9.8"}})",
       R"({"properties": {"security-severity": "5"}, "defaultConfiguration": {"level": "error"}})",
       Severity::critical, SeveritySource::result_score},
      {R"({"level": "error"})", R"({"properties": {"security-severity": "2"}})", Severity::low,
       SeveritySource::rule_score},
      {R"({"level": "error"})", R"({"defaultConfiguration": {"level": "note"}})", Severity::high,
       SeveritySource::result_level},
      {R"({"level": "none"})", R"({})", Severity::info, SeveritySource::result_level},
      {R"({})", R"({"defaultConfiguration": {"level": "note"}})", Severity::low, SeveritySource::rule_level},
      {R"({})", R"({"defaultConfiguration": {}})", Severity::medium, SeveritySource::rule_level},
      {R"({})", R"({})", Severity::medium, SeveritySource::format_default},
      {R"({"properties": {"security-severity": "high"}})", R"({})", Severity::medium,
       SeveritySource::format_default},
  };
  for (const Case& each : cases) {
    INFO(each.result << " by " << each.rule);
    const auto scanned = only(scan_result(Json::parse(each.result), Json::parse(each.rule)));
    CHECK(scanned.finding.severity == each.severity);
    CHECK(scanned.finding.original_severity == each.severity);
    CHECK(scanned.severity_source == each.source);
  }
}

TEST_CASE("results that are no failures or are gone are left out and counted") {
  Json file = sarif_file();
  Json& results = file["runs"][0]["results"];
  const Json good = results[0];
  for (const char* kind : {"pass", "open", "informational", "notApplicable", "review", "pass"}) {
    results.push_back(good);
    results.back()["kind"] = kind;
  }
  results.push_back(good);
  results.back()["kind"] = "fail";
  for (const char* state : {"absent", "new", "unchanged", "updated"}) {
    results.push_back(good);
    results.back()["baselineState"] = state;
  }
  const CollectedScan collected = scan(file.dump());
  CHECK(collected.findings.size() == 5);
  CHECK(collected.skips == std::map<std::string, int>{{"pass", 2},
                                                      {"open", 1},
                                                      {"informational", 1},
                                                      {"notApplicable", 1},
                                                      {"review", 1},
                                                      {"absent", 1}});
}

TEST_CASE("an accepted suppression makes an accepted risk or a false positive, with its justification") {
  const auto status = [](const char* suppressions) {
    return only(scan_result({{"suppressions", Json::parse(suppressions)}}));
  };
  CHECK(status("[]").finding.status == FindingStatus::open);
  CHECK(status(R"([{"kind": "external"}])").finding.status == FindingStatus::accepted_risk);
  CHECK(status(R"([{"kind": "inSource", "status": "accepted"}])").finding.status ==
        FindingStatus::accepted_risk);
  CHECK(status(R"([{"kind": "external", "status": "rejected"}])").finding.status == FindingStatus::open);
  CHECK(status(R"([{"kind": "external", "status": "underReview"}])").finding.status == FindingStatus::open);
  CHECK(status(R"([{"status": "accepted"}, {"status": "rejected"}])").finding.status == FindingStatus::open);

  const auto wrong = status(R"([{"kind": "external", "justification": "False positive: input is fixed."}])");
  CHECK(wrong.finding.status == FindingStatus::false_positive);
  CHECK(wrong.justification == "False positive: input is fixed.");
}

TEST_CASE("the snippet is cut out of the text around the region where the region has none") {
  const auto snippet = [](int first, int last) {
    const Json place{
        {"region", {{"startLine", first}, {"endLine", last}, {"snippet", nullptr}}},
        {"contextRegion",
         {{"startLine", 10}, {"endLine", 13}, {"snippet", {{"text", "ten\neleven\n twelve\nthirteen"}}}}},
        {"artifactLocation", {{"uri", "a.c"}}}};
    return scan_result({{"locations", {{{"physicalLocation", place}}}}}).only().location.snippet;
  };
  CHECK(snippet(11, 11) == "eleven\n");
  CHECK(snippet(11, 12) == "eleven\n twelve\n");
  CHECK(snippet(13, 13) == "thirteen");
  CHECK(snippet(14, 14).empty());
  CHECK(snippet(9, 9).empty());
}

TEST_CASE("a title is one sentence, the rule's before the message's") {
  CHECK(scan_result(Json::object()).only().title == "Command built from input");
  CHECK(scan_result({{"message", {{"text", "First. Second."}}}}, {{"shortDescription", nullptr}})
            .only()
            .title == "First");
  CHECK(scan_result({{"message", {{"text", "First line\nsecond"}}}}, {{"shortDescription", nullptr}})
            .only()
            .title == "First line");
  const std::string longest(1000, 'x');
  CHECK(
      scan_result({{"message", {{"text", longest}}}}, {{"shortDescription", nullptr}}).only().title.size() ==
      255);
}

TEST_CASE("a result without a rule keeps its message and is told apart by it") {
  Json file = sarif_file({{"ruleId", nullptr}});
  Json& results = file["runs"][0]["results"];
  results.push_back(results[0]);
  results[1]["message"]["text"] = "Something else.";
  const CollectedScan collected = scan(file.dump());
  REQUIRE(collected.findings.size() == 2);
  CHECK(collected.findings[0].finding.rule_id.empty());
  CHECK(collected.findings[0].finding.title == "The command contains user input");
  CHECK(collected.findings[0].finding.fingerprint != collected.findings[1].finding.fingerprint);
}

TEST_CASE("a package is read from the message of scanners that write it there") {
  Json file = sarif_file(
      Json::parse(R"({"ruleId": "CVE-2024-2511", "message": {"text":
        "Package: openssl\nInstalled Version: 3.0.11\nVulnerability CVE-2024-2511\nSeverity: MEDIUM\nFixed Version: 3.0.14"},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": "var/lib/dpkg/status"}}}]})"),
      Json::parse(
          R"({"id": "CVE-2024-2511", "name": "OsPackageVulnerability", "properties": {"security-severity": "5.9"}})"));
  file["runs"][0]["tool"]["driver"]["name"] = "Trivy";
  const Finding finding = scan(file.dump()).only();
  CHECK(finding.category == Category::container);
  CHECK(finding.location.package == "openssl");
  CHECK(finding.location.package_version == "3.0.11");
  CHECK(finding.location.manifest == "var/lib/dpkg/status");
  CHECK(finding.solution == "Update openssl to 3.0.14.");
  CHECK(finding.cve == List{"CVE-2024-2511"});
  CHECK(finding.cvss_score == 5.9);

  Json newer = file;
  std::string& text = newer["runs"][0]["results"][0]["message"]["text"].get_ref<std::string&>();
  text.replace(text.find("3.0.11"), 6, "3.0.12");
  CHECK(scan(newer.dump()).only().fingerprint == finding.fingerprint);
}

TEST_CASE("text from outside is cleaned: no controls, no machine's paths, no end without end") {
  const Finding finding = scan_result({{"message",
                                        {{"text", std::string("bad\u0000\u001b[31m in /home/bob/shop/a.c ") +
                                                      std::string(100'000, 'y')}}}},
                                      {{"shortDescription", nullptr}})
                              .only();
  CHECK(finding.description.find("\x1b") == std::string::npos);
  CHECK(finding.description.find("bob") == std::string::npos);
  CHECK(finding.description.size() <= 32U * 1024U);
}

TEST_CASE("a secret survives nowhere in its finding") {
  const CollectedScan collected = scan_file(ITSM_FIXTURES "/secrets.sarif");
  REQUIRE(collected.refusals.empty());
  REQUIRE(collected.findings.size() == 6);
  for (const ScannedFinding& each : collected.findings) {
    const Finding& finding = each.finding;
    INFO(finding.rule_id);
    const std::string all = finding.title + finding.description + finding.recommendation + finding.solution +
                            dump(to_document(finding.location)) + finding.scanner_fingerprint +
                            each.justification;
    CHECK(all.find("CANARY") == std::string::npos);
    CHECK(all.find("hunter2") == std::string::npos);
    CHECK(all.find("****") != std::string::npos);
  }
}

}  // namespace
}  // namespace itsm::host::findings
