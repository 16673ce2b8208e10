// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/findings/collected_scan.hpp"

namespace itsm::host::findings {
namespace {

// A report of one target with one vulnerability, changed by a merge patch.
Json report(const Json& vulnerability = Json::object(), const Json& result = Json::object()) {
  Json record = Json::parse(R"({
    "VulnerabilityID": "CVE-2021-33503", "PkgName": "urllib3", "InstalledVersion": "1.26.3",
    "FixedVersion": "1.26.5", "Status": "fixed", "SeveritySource": "ghsa", "Severity": "HIGH",
    "PrimaryURL": "https://avd.aquasec.com/nvd/cve-2021-33503", "Title": "urllib3: ReDoS",
    "Description": "A regular expression takes for ever.", "CweIDs": ["CWE-400"],
    "CVSS": {"ghsa": {"V3Vector": "CVSS:3.1/AV:N", "V3Score": 7.5}, "nvd": {"V3Score": 5.0}}})");
  record.merge_patch(vulnerability);
  Json target{{"Target", "requirements.txt"},
              {"Class", "lang-pkgs"},
              {"Type", "pip"},
              {"Vulnerabilities", Json::array({record})}};
  target.merge_patch(result);
  return Json{{"SchemaVersion", 2},
              {"ArtifactName", "registry:5000/acme/shop:1.4@sha256:00"},
              {"ArtifactType", "container_image"},
              {"Results", Json::array({target})}};
}

CollectedScan read(const Json& json, const ScanTarget& target = {}) {
  return scan_as(Format::trivy, json.dump(), target);
}
std::string fingerprint(const Json& vulnerability, const Json& result = Json::object()) {
  return read(report(vulnerability, result)).only().fingerprint;
}

TEST_CASE("a vulnerability becomes a finding with its package, score and advice") {
  const CollectedScan collected = read(report(), {.branch = "main"});
  const Finding& finding = collected.only();
  CHECK(finding.title == "urllib3: ReDoS");
  CHECK(finding.description == "A regular expression takes for ever.");
  CHECK(finding.solution == "Update urllib3 to 1.26.5.");
  CHECK(finding.recommendation == "https://avd.aquasec.com/nvd/cve-2021-33503");
  CHECK(finding.severity == Severity::high);
  CHECK(finding.category == Category::sca);
  CHECK(finding.rule_id == "CVE-2021-33503");
  CHECK(finding.cve == std::vector<std::string>{"CVE-2021-33503"});
  CHECK(finding.cwe == std::vector<std::string>{"CWE-400"});
  CHECK(finding.cvss_score == 7.5);
  CHECK(finding.cvss_vector == "CVSS:3.1/AV:N");
  CHECK(finding.location.package == "urllib3");
  CHECK(finding.location.package_version == "1.26.3");
  CHECK(finding.location.manifest == "requirements.txt");
  CHECK(finding.location.file == "requirements.txt");
  CHECK(finding.scanner == "Trivy");
  CHECK(finding.branch == "main");
}

TEST_CASE("an image is known by its name without tag and digest") {
  const CollectedScan collected = read(report());
  REQUIRE(collected.runs.size() == 1);
  CHECK(collected.runs[0].asset.name == "registry:5000/acme/shop");
  CHECK(collected.runs[0].asset.type == "image");
}

TEST_CASE("a directory names no asset, and neither does a file") {
  Json json = report();
  json["ArtifactType"] = "filesystem";
  CHECK(refusal_as(Format::trivy, json.dump(), {}).code == "asset_missing");
  json["ArtifactType"] = "repository";
  json["ArtifactName"] = "https://ann@git.example.com/acme/shop.git";
  CHECK(read(json).runs[0].asset.name == "git.example.com/acme/shop");
}

TEST_CASE("a vulnerability is the same in another version of the package, image and report") {
  const std::string same = fingerprint(Json::object());
  CHECK(fingerprint({{"InstalledVersion", "1.26.4"}, {"FixedVersion", "2"}, {"Severity", "LOW"}}) == same);
  CHECK(fingerprint({{"Title", "other"}}, {{"Type", "poetry"}}) == same);
  CHECK(fingerprint({{"PkgName", "requests"}}) != same);
  CHECK(fingerprint({{"VulnerabilityID", "CVE-2021-33504"}}) != same);
  CHECK(fingerprint(Json::object(), {{"Target", "app/requirements.txt"}}) != same);
}

TEST_CASE("packages of the operating system are of the container, whatever its tag") {
  const Json debian{{"Class", "os-pkgs"}, {"Type", "debian"}, {"Target", "shop:1.4 (debian 12.1)"}};
  const Finding finding = read(report(Json::object(), debian)).only();
  CHECK(finding.category == Category::container);
  CHECK(finding.location.manifest == "debian");
  CHECK(finding.location.file.empty());
  Json next = debian;
  next["Target"] = "shop:1.5 (debian 12.2)";
  CHECK(fingerprint(Json::object(), next) == finding.fingerprint);
}

TEST_CASE("an unknown severity is that of the score") {
  const CollectedScan collected = read(report({{"Severity", "UNKNOWN"}}));
  CHECK(collected.only().severity == Severity::high);
  CHECK(collected.findings[0].severity_source == SeveritySource::result_score);
  CHECK(read(report({{"Severity", "UNKNOWN"}, {"CVSS", nullptr}})).only().severity == Severity::medium);
}

TEST_CASE("what does not affect the image is skipped") {
  const CollectedScan collected = read(report({{"Status", "not_affected"}}));
  CHECK(collected.findings.empty());
  CHECK(collected.skips == std::map<std::string, int>{{"not_affected", 1}});
}

Json misconfiguration(const std::string& status = "FAIL") {
  return Json::parse(R"({"ID": "DS002", "Title": "The user is root", "Message": "Line 7 names no user",
    "Description": "Root may leave.", "Resolution": "Add USER", "Severity": "HIGH",
    "PrimaryURL": "https://avd.aquasec.com/misconfig/ds002", "Status": ")" +
                     status + R"(",
    "CauseMetadata": {"Resource": "", "StartLine": 7, "EndLine": 8, "Code": {"Lines": [
      {"Number": 6, "Content": "FROM debian", "IsCause": false},
      {"Number": 7, "Content": "RUN  ls", "IsCause": true}]}}})");
}

TEST_CASE("a misconfiguration has its place and the lines that are wrong") {
  const Json docker{{"Target", "Dockerfile"},
                    {"Class", "config"},
                    {"Vulnerabilities", nullptr},
                    {"Misconfigurations", Json::array({misconfiguration(), misconfiguration("PASS"), 3})}};
  const CollectedScan collected = read(report(Json::object(), docker));
  REQUIRE(collected.findings.size() == 1);
  const Finding& finding = collected.findings[0].finding;
  CHECK(finding.category == Category::iac);
  CHECK(finding.location.file == "Dockerfile");
  CHECK(finding.location.line == 7);
  CHECK(finding.location.end_line == 8);
  CHECK(finding.location.snippet == "RUN  ls\n");
  CHECK(finding.description == "Line 7 names no user\n\nRoot may leave.");
  CHECK(finding.recommendation == "Add USER\n\nhttps://avd.aquasec.com/misconfig/ds002");
  CHECK(collected.skips == std::map<std::string, int>{{"pass", 1}});
  REQUIRE(collected.refusals.size() == 1);
  CHECK(collected.refusals[0].pointer == "/Results/0/Misconfigurations/2");
}

TEST_CASE("a secret is masked beyond what Trivy masks") {
  const Json secrets{{"Target", "app/.env"},
                     {"Class", "secret"},
                     {"Vulnerabilities", nullptr},
                     {"Secrets", Json::parse(R"([{"RuleID": "github-pat", "Title": "GitHub token",
                       "Severity": "CRITICAL", "StartLine": 3, "Match": "TOKEN=***** PASSWORD=hunter2"}])")}};
  const Finding finding = read(report(Json::object(), secrets)).only();
  CHECK(finding.category == Category::secret);
  CHECK(finding.location.line == 3);
  CHECK(finding.location.snippet.find("hunter2") == std::string::npos);
}

TEST_CASE("what Trivy was told to leave out is accepted, or false") {
  const auto left_out = [](const std::string& status) {
    Json modified{{"Type", "vulnerability"},
                  {"Status", status},
                  {"Statement", "We live with it."},
                  {"Source", ".trivyignore"},
                  {"Finding", report()["Results"][0]["Vulnerabilities"][0]}};
    return read(report(Json::object(), {{"Vulnerabilities", nullptr},
                                        {"ExperimentalModifiedFindings", Json::array({modified})}}));
  };
  const CollectedScan ignored = left_out("ignored");
  CHECK(ignored.only().status == FindingStatus::accepted_risk);
  CHECK(ignored.findings[0].justification == "We live with it.");
  CHECK(ignored.only().fingerprint == fingerprint(Json::object()));
  CHECK(left_out("not_affected").only().status == FindingStatus::false_positive);
}

TEST_CASE("licences are no findings, and a clean scan has none") {
  const CollectedScan collected = read(
      report(Json::object(), {{"Vulnerabilities", nullptr}, {"Licenses", Json::array({{{"Name", "GPL"}}})}}));
  CHECK(collected.skips == std::map<std::string, int>{{"license", 1}});
  Json clean = report();
  clean.erase("Results");
  CHECK(read(clean).runs.size() == 1);
}

TEST_CASE("the members of a target may stand behind its records") {
  const std::string text =
      R"({"Results": [{"Vulnerabilities": [{"VulnerabilityID": "CVE-2021-1234", "PkgName": "a"}],
                       "Target": "x.lock", "Class": "lang-pkgs"}],
          "ArtifactType": "container_image", "ArtifactName": "shop", "SchemaVersion": 2})";
  CHECK(scan_as(Format::trivy, text, {}).only().location.manifest == "x.lock");
}

TEST_CASE("what is no report of Trivy is refused with what it lacks") {
  CHECK(refusal_as(Format::trivy, "[]").code == "not_trivy");
  CHECK(refusal_as(Format::trivy, R"({"Results": []})").code == "not_trivy");
  CHECK(refusal_as(Format::trivy, R"({"SchemaVersion": 2, "Results": {}})").code == "not_trivy");
  const Problem old = refusal_as(Format::trivy, R"({"SchemaVersion": 1})");
  CHECK(old.code == "trivy_version");
  CHECK(old.message == "The report has SchemaVersion 1; only 2 is read.");
}

}  // namespace
}  // namespace itsm::host::findings
