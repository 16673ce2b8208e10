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
  // Those that others ask for are all answered, needed or not.
  std::set<std::string> all;
  for (const auto& permission : JiraPlugin::describe().permissions) all.insert(permission.id);
  for (const char* one : {"BROWSE_PROJECTS", "VIEW_READONLY_WORKFLOW", "ASSIGNABLE_USER", "CREATE_ISSUES",
                          "ASSIGN_ISSUES", "EDIT_ISSUES", "CLOSE_ISSUES", "DELETE_ISSUES", "MODIFY_REPORTER",
                          "SET_ISSUE_SECURITY", "ADD_COMMENTS"})
    CHECK(all.contains(one));
}

TEST_CASE("a configuration may be incomplete, and one of another kind of Jira is refused", "[jira]") {
  CHECK(JiraPlugin::open({}));
  Configuration server = jira::testing::configuration();
  server.connection = to_document(Connection{.deployment = "server"});
  const auto opened = JiraPlugin::open(server);
  REQUIRE_FALSE(opened);
  CHECK(opened.error().status == Status::unsupported);
}

TEST_CASE("every way to authenticate says where it works and which address its requests go to", "[jira]") {
  const Manifest manifest = JiraPlugin::describe();
  for (const AuthScheme& scheme : manifest.auth) {
    CAPTURE(scheme.id);
    REQUIRE(scheme.deployments.size() == 1);
    Configuration configuration;
    configuration.auth = scheme.id;
    const auto site = Site::from(configuration);
    REQUIRE(site);
    CHECK(name_of(site->deployment()) == scheme.deployments[0]);
    const auto origin = std::find_if(manifest.origins.begin(), manifest.origins.end(),
                                     [&](const Origin& one) { return one.name == site->origin(); });
    REQUIRE(origin != manifest.origins.end());
    CHECK(std::find(origin->auth.begin(), origin->auth.end(), scheme.id) != origin->auth.end());
  }
}

TEST_CASE("the consent of an OAuth 2.0 app is asked as Atlassian wants it", "[jira]") {
  const Manifest manifest = JiraPlugin::describe();
  const auto scheme = std::find_if(manifest.auth.begin(), manifest.auth.end(),
                                   [](const AuthScheme& one) { return one.oauth2.has_value(); });
  REQUIRE(scheme != manifest.auth.end());
  const OAuth2& oauth = *scheme->oauth2;
  CHECK(oauth.rotates);
  CHECK(oauth.json_token_request);
  CHECK_FALSE(oauth.pkce);
  CHECK(oauth.revoke_url.empty());
  CHECK(oauth.authorize_parameters.at("audience") == "api.atlassian.com");
  std::set<std::string> scopes, optional;
  for (const Scope& scope : oauth.scopes) {
    CHECK_FALSE(scope.purpose.empty());
    scopes.insert(scope.name);
    if (!scope.required) optional.insert(scope.name);
  }
  CHECK(scopes == std::set<std::string>{"read:jira-work", "write:jira-work", "read:jira-user",
                                        "offline_access", "manage:jira-webhook"});
  CHECK(optional == std::set<std::string>{"manage:jira-webhook"});
}

TEST_CASE("a session is opened with the credential's own fields", "[jira]") {
  const Manifest manifest = JiraPlugin::describe();
  const auto scheme = std::find_if(manifest.auth.begin(), manifest.auth.end(),
                                   [](const AuthScheme& one) { return one.session.has_value(); });
  REQUIRE(scheme != manifest.auth.end());
  for (const CredentialField& field : scheme->fields)
    CHECK(scheme->session->body.find("${credential:" + field.key + "}") != std::string::npos);
  CHECK(Json::accept(scheme->session->body));
}
