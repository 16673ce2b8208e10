// SPDX-License-Identifier: Apache-2.0
#include "host_stub/findings/format.hpp"

#include <sstream>

#include "tests/support/catch.hpp"

namespace itsm::host::findings {
namespace {

Problem refusal(std::string_view name, const std::string& text) {
  std::istringstream file(text);
  const auto format = format_of(name, file);
  REQUIRE_FALSE(format);
  return format.error();
}

TEST_CASE("SARIF is recognised by its beginning, and the file is left where it was") {
  for (const char* text :
       {R"({"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0"})",
        R"({"version": "2.1.0", "runs": []})", R"({ "runs" : [] })"}) {
    std::istringstream file(text);
    const auto format = format_of("", file);
    REQUIRE(format);
    CHECK(*format == Format::sarif);
    std::string all;
    std::getline(file, all);
    CHECK(all == text);
  }
}

TEST_CASE("a name decides, whatever the file looks like") {
  std::istringstream file("{}");
  CHECK(*format_of("SARIF", file) == Format::sarif);
}

Format shown(const std::string& text) {
  std::istringstream file(text);
  const auto format = format_of("", file);
  if (!format) FAIL(format.error().message);
  return *format;
}

TEST_CASE("every format is recognised by its beginning") {
  CHECK(shown(R"({"SchemaVersion": 2, "ArtifactName": "app"})") == Format::trivy);
  CHECK(shown(R"({"bomFormat": "CycloneDX"})") == Format::cyclonedx);
  CHECK(shown("<?xml version=\"1.0\" ?>\n<NessusClientData_v2>\n") == Format::nessus);
  CHECK(shown(R"({"scanner": "zap", "findings": [)") == Format::generic);
  CHECK(shown("Title,Severity,File\n") == Format::csv);
  CHECK(shown("\xEF\xBB\xBFtitle;severity;cwe\n") == Format::csv);
}

TEST_CASE("what stands within members shows no format") {
  CHECK(shown(R"({"version": "2.1.0", "x": {"bomFormat": "CycloneDX"}, "y": "\"SchemaVersion\""})") ==
        Format::sarif);
  CHECK(refusal("", R"({"x": {"runs": []}})").code == "unknown_format");
}

TEST_CASE("a file that is nearly one of the formats is told what it lacks") {
  const auto message = [](const std::string& text) { return refusal("", text).message; };
  CHECK(message(R"({"finding": []})") ==
        "The file is JSON with the members finding, which none of the formats has. Is findings meant by "
        "finding?");
  CHECK(message(R"({"components": [], "vulnerabilities": []})")
            .ends_with("CycloneDX without its member bomFormat."));
  CHECK(message(R"({"ArtifactName": "x", "Results": []})")
            .ends_with("Trivy without its member SchemaVersion."));
  CHECK(message(R"({"spdxVersion": "SPDX-2.3"})")
            .ends_with("An SPDX document lists packages and no findings."));
  CHECK(message("[{}]").starts_with("The file is a JSON array"));
  CHECK(message("<OWASPZAPReport>").find("<OWASPZAPReport>") != std::string::npos);
  CHECK(message("name,severity,place\n").find("name, severity, place") != std::string::npos);
  CHECK(refusal("", "{}").remedy ==
        "Formats that are read: sarif, trivy, cyclonedx, nessus, generic, csv. Name one with --format.");
}

TEST_CASE("an unknown name is refused with the one that was meant") {
  const Problem unknown = refusal("sarf", "{}");
  CHECK(unknown.code == "unknown_format");
  CHECK(unknown.message == "There is no format \"sarf\". Did you mean sarif?");
  CHECK(refusal("excel", "{}").message == "There is no format \"excel\".");
  CHECK(refusal("", "hello").code == "unknown_format");
}

TEST_CASE("files that are no text say what they are") {
  CHECK(refusal("", "").code == "scan_empty");
  CHECK(refusal("sarif", " \n").code == "scan_empty");
  CHECK(refusal("", std::string("\xFF\xFE{\0", 4)).message == "The file is UTF-16.");
  CHECK(refusal("", "\x1F\x8B\x08").message == "The file is compressed.");
}

}  // namespace
}  // namespace itsm::host::findings
