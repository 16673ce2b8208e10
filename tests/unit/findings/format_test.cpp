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

TEST_CASE("formats that are known and not read say so and name those that are") {
  const Problem trivy = refusal("", R"({"SchemaVersion": 2, "ArtifactName": "app"})");
  CHECK(trivy.code == "unsupported_format");
  CHECK(trivy.message == "Files of the format trivy are not supported yet.");
  CHECK(trivy.remedy == "Formats that are: sarif.");
  CHECK(refusal("", R"({"bomFormat": "CycloneDX"})").message.find("cyclonedx") != std::string::npos);
  CHECK(refusal("", "<?xml version=\"1.0\"?><NessusClientData_v2>").message.find("nessus") !=
        std::string::npos);
  CHECK(refusal("nessus", "x").code == "unsupported_format");
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
