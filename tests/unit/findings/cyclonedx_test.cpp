// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/findings/collected_scan.hpp"

namespace itsm::host::findings {
namespace {

Json bom(const Json& vulnerability = Json::object(), const Json& patch = Json::object()) {
  Json record = Json::parse(R"({
    "id": "GHSA-1234", "references": [{"id": "CVE-2021-44228"}],
    "ratings": [{"severity": "unknown"}, {"score": 9.0, "method": "CVSSv2", "vector": "AV:N"},
                {"score": 10, "method": "CVSSv31", "vector": "CVSS:3.1/AV:N", "severity": "critical"}],
    "cwes": [502], "description": "Look-ups are executed. More of it.", "recommendation": "Update to 2.17.1.",
    "advisories": [{"url": "https://logging.apache.org/security.html"}],
    "affects": [{"ref": "a"}]})");
  record.merge_patch(vulnerability);
  Json json = Json::parse(R"({
    "bomFormat": "CycloneDX", "specVersion": "1.5",
    "metadata": {"tools": {"components": [{"name": "cyclonedx-python-lib"}, {"name": "grype"}]},
                 "component": {"type": "application", "group": "acme", "name": "shop"}},
    "components": [
      {"bom-ref": "x", "name": "outer", "components": [
        {"bom-ref": "a", "group": "org.apache", "name": "log4j-core", "version": "2.13.2",
         "purl": "pkg:maven/org.apache/log4j-core@2.13.2?type=jar",
         "evidence": {"occurrences": [{"location": "/app/lib/log4j-core.jar"}]}}]}]})");
  json["vulnerabilities"] = Json::array({record});
  json.merge_patch(patch);
  return json;
}

CollectedScan read(const Json& json, const ScanTarget& target = {}) {
  return scan_as(Format::cyclonedx, json.dump(), target);
}
std::string fingerprint(const Json& vulnerability, const Json& patch = Json::object()) {
  return read(bom(vulnerability, patch)).only().fingerprint;
}

TEST_CASE("a vulnerability of a BOM becomes a finding in the component that has it") {
  const CollectedScan collected = read(bom());
  const Finding& finding = collected.only();
  CHECK(finding.title == "Look-ups are executed");
  CHECK(finding.description == "Look-ups are executed. More of it.");
  CHECK(finding.solution == "Update to 2.17.1.");
  CHECK(finding.recommendation == "https://logging.apache.org/security.html");
  CHECK(finding.severity == Severity::critical);
  CHECK(finding.cvss_score == 10.0);
  CHECK(finding.cvss_vector == "CVSS:3.1/AV:N");
  CHECK(finding.rule_id == "GHSA-1234");
  CHECK(finding.cve == std::vector<std::string>{"CVE-2021-44228"});
  CHECK(finding.cwe == std::vector<std::string>{"CWE-502"});
  CHECK(finding.category == Category::sca);
  CHECK(finding.location.package == "org.apache/log4j-core");
  CHECK(finding.location.package_version == "2.13.2");
  CHECK(finding.location.manifest == "app/lib/log4j-core.jar");
  CHECK(finding.scanner == "grype");
  CHECK(finding.asset.name == "acme/shop");
  CHECK(finding.asset.type == "application");
}

TEST_CASE("one vulnerability is a finding in each component that has it") {
  const CollectedScan collected =
      read(bom({{"affects", Json::parse(R"([{"ref": "a"}, {"ref": "not-listed"}])")}}));
  REQUIRE(collected.findings.size() == 2);
  CHECK(collected.findings[1].finding.location.package == "not-listed");
  CHECK(collected.findings[0].finding.fingerprint != collected.findings[1].finding.fingerprint);
  CHECK(read(bom({{"affects", nullptr}})).only().location.package.empty());
}

TEST_CASE("it is the same in another version of the component, wherever it stands in the BOM") {
  const std::string same = fingerprint(Json::object());
  const auto component = [](const std::string& purl) {
    return Json{{"components", Json::array({Json{{"bom-ref", "a"},
                                                 {"name", "log4j"},
                                                 {"purl", purl},
                                                 {"evidence", Json::parse(R"({"occurrences": [
                                                   {"location": "/app/lib/log4j-core.jar"}]})")}}})}};
  };
  CHECK(fingerprint(Json::object(), component("pkg:maven/org.apache/log4j-core@2.14.0")) == same);
  CHECK(fingerprint(Json::object(), component("pkg:maven/org.apache/log4j-api@2.13.2")) != same);
  CHECK(fingerprint({{"id", "GHSA-1235"}}) != same);
  CHECK(fingerprint({{"ratings", nullptr}, {"description", "x"}}) == same);
}

TEST_CASE("the name of an npm scope is not taken for a version") {
  const auto with = [](const std::string& purl) {
    return fingerprint(Json::object(),
                       {{"components", Json::array({Json{{"bom-ref", "a"}, {"purl", purl}}})}});
  };
  CHECK(with("pkg:npm/@acme/core") == with("pkg:npm/@acme/core@1.0"));
  CHECK(with("pkg:npm/@acme/core") != with("pkg:npm/@other/core"));
}

TEST_CASE("the analysis of an impact decides") {
  const auto state = [](const std::string& word) {
    return read(bom({{"analysis", {{"state", word}, {"detail", "Not reachable."}}}}));
  };
  CHECK(state("in_triage").only().status == FindingStatus::open);
  CHECK(state("exploitable").only().status == FindingStatus::open);
  CHECK(state("not_affected").only().status == FindingStatus::false_positive);
  CHECK(state("false_positive").findings[0].justification == "Not reachable.");
  CHECK(state("resolved").skips == std::map<std::string, int>{{"resolved", 1}});
  CHECK(state("resolved_with_pedigree").findings.empty());
}

TEST_CASE("a container of a BOM is an image, and a file names no asset") {
  const auto subject = [](const char* type, const char* name) {
    return bom(Json::object(),
               {{"metadata", {{"component", {{"type", type}, {"group", nullptr}, {"name", name}}}}}});
  };
  const CollectedScan collected = read(subject("container", "acme/shop:1.4"));
  CHECK(collected.runs[0].asset.name == "acme/shop");
  CHECK(collected.only().category == Category::container);
  CHECK(refusal_as(Format::cyclonedx, subject("file", "/home/ann").dump(), {}).code == "asset_missing");
}

TEST_CASE("tools are read as 1.4 writes them too") {
  CHECK(read(bom(Json::object(),
                 {{"specVersion", "1.4"},
                  {"metadata", {{"tools", Json::parse(R"([{"vendor": "a", "name": "jake"}])")}}}}))
            .only()
            .scanner == "jake");
}

TEST_CASE("a broken vulnerability is refused alone") {
  Json json = bom();
  json["vulnerabilities"].push_back({{"id", 7}});
  json["vulnerabilities"].push_back({{"description", "no id"}});
  const CollectedScan collected = read(json);
  CHECK(collected.findings.size() == 1);
  REQUIRE(collected.refusals.size() == 2);
  CHECK(collected.refusals[0].pointer == "/vulnerabilities/1");
  CHECK(collected.refusals[0].reason.find("/id") != std::string::npos);
  CHECK(collected.refusals[1].reason == "the vulnerability has no id");
}

TEST_CASE("what is no BOM with vulnerabilities is refused with what it lacks") {
  const auto code = [](const Json& patch) {
    return refusal_as(Format::cyclonedx, bom(Json::object(), patch).dump()).code;
  };
  CHECK(code({{"bomFormat", "SPDX"}}) == "not_cyclonedx");
  CHECK(code({{"vulnerabilities", nullptr}}) == "not_cyclonedx");
  CHECK(code({{"vulnerabilities", 3}}) == "not_cyclonedx");
  CHECK(code({{"specVersion", "1.3"}}) == "cyclonedx_version");
}

}  // namespace
}  // namespace itsm::host::findings
