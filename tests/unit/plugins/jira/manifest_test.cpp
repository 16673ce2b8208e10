// SPDX-License-Identifier: Apache-2.0
#include <itsm/register.hpp>

#include <set>

#include "tests/unit/plugins/jira/support.hpp"

using namespace itsm;
using namespace itsm::jira;

TEST_CASE("the manifest survives its own document", "[jira]") {
  const Json document = to_document(itsm::detail::complete_manifest<JiraPlugin>("jira", "0.1.0"));
  CHECK(to_document(from_document<Manifest>(document)) == document);
  CHECK(document.at("capabilities") ==
        Json::parse(R"(["itsm.tickets/1", "itsm.schema/1", "itsm.changes/1", "itsm.webhook/1"])"));
}

TEST_CASE("everything that the manifest refers to is in it", "[jira]") {
  const Manifest manifest = JiraPlugin::describe();
  std::set<std::string> settings, auth, pickers;
  for (const auto& setting : manifest.settings) settings.insert(setting.key);
  for (const auto& scheme : manifest.auth) auth.insert(scheme.id);
  for (const auto& picker : manifest.pickers) pickers.insert(picker.id);
  for (const auto& origin : manifest.origins) {
    CHECK((origin.url.empty() ? settings.contains(origin.from_setting)
                              : origin.url.substr(0, 8) == "https://"));
    for (const auto& scheme : origin.auth) CHECK(auth.contains(scheme));
  }
  for (const auto& picker : manifest.pickers)
    for (const auto& other : picker.depends_on) CHECK(pickers.contains(other));
  for (const auto& type : manifest.mapping_types)
    CHECK((type.values_picker.empty() || pickers.contains(type.values_picker)));
}

TEST_CASE("every permission says what it is for and has its level", "[jira]") {
  std::set<std::string> required, unused;
  for (const auto& permission : JiraPlugin::describe().permissions) {
    CHECK(permission.purpose.size() > 20);
    if (permission.level == PermissionLevel::required) required.insert(permission.id);
    if (permission.level == PermissionLevel::unused) unused.insert(permission.id);
  }
  CHECK(required == std::set<std::string>{"BROWSE_PROJECTS", "CREATE_ISSUES"});
  CHECK(unused.contains("DELETE_ISSUES"));
}

TEST_CASE("a configuration may be incomplete, and one of another kind of Jira is refused", "[jira]") {
  CHECK(JiraPlugin::open({}));
  Configuration server = jira::testing::configuration();
  server.connection = to_document(Connection{.deployment = "server"});
  const auto opened = JiraPlugin::open(server);
  REQUIRE_FALSE(opened);
  CHECK(opened.error().status == Status::unsupported);
}
