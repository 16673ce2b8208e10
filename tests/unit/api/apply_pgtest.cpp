// SPDX-License-Identifier: Apache-2.0
#include "tests/support/catch.hpp"
#include "tests/unit/api/hosted.hpp"

namespace itsm::host::api::test {
namespace {

TEST_CASE("what is switched off and gets a new secret at once is reported as both") {
  const auto host = Hosted::start();
  if (!host) return;
  std::string document = host->desk("SEC");
  const auto replace = [&](const std::string& text, const std::string& other) {
    document.replace(document.rfind(text), text.size(), other);
  };
  replace("enabled: true", "enabled: false");
  replace("/password}", "/companies.yaml}");  // any other file
  const auto report = host->try_apply("desk.yaml", document);
  REQUIRE(report);
  std::map<std::string, std::string> changes;
  for (const auto& applied : report->applied) changes[applied.kind + " " + applied.name] = applied.change;
  CHECK(changes == std::map<std::string, std::string>{{"integration desk", "disabled"},
                                                      {"secret desk password", "changed"}});
}

}  // namespace
}  // namespace itsm::host::api::test
