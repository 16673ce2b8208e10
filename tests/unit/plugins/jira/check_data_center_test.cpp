// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/plugins/jira/support.hpp"

using namespace itsm;
using namespace itsm::jira::testing;
using itsm::testing::FakeHost;

namespace {

std::string server(const std::string& version, const std::string& numbers) {
  return R"({"baseUrl": "https://jira.acme.test/jira", "version": ")" + version + R"(", "versionNumbers": )" +
         numbers + R"(, "deploymentType": "Server", "serverTitle": "Jira"})";
}

constexpr const char* kMe =
    R"({"name": "robot", "key": "JIRAUSER1", "displayName": "Robot", "timeZone": "Asia/Tokyo", "active": true})";

std::string all_permissions() {
  Json out = Json::object();
  for (const auto& permission : jira::JiraPlugin::describe().permissions)
    out[permission.id] = {{"key", permission.id}, {"havePermission", true}};
  return dump({{"permissions", out}});
}

// Nothing is known yet but the address and a way to authenticate.
Configuration fresh(std::string auth) {
  Configuration out;
  out.auth = std::move(auth);
  out.settings["site"] = "https://jira.acme.test/jira";
  return out;
}

struct Answer {
  int status = 200;
  std::string body{};
  std::vector<Header> headers{};
};

Error failed(const std::string& auth, const std::vector<Answer>& answers) {
  FakeHost host;
  for (const Answer& answer : answers) host.will_answer(answer.status, answer.body, answer.headers);
  const auto report = plugin(fresh(auth))->check(host.call(), {});
  REQUIRE_FALSE(report);
  CHECK(host.requests.size() == answers.size());
  return report.error();
}

bool says(const Error& error, std::string_view part) { return error.message.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("a check recognises Data Center and remembers what its version has", "[jira]") {
  FakeHost host;
  host.will_answer(200, server("8.20.1", "[8, 20, 1]"));
  host.will_answer(200, kMe);
  host.will_answer(200, R"({"id": "10000", "key": "SEC", "projectTypeKey": "software"})");
  host.will_answer(200, all_permissions());
  const auto report = plugin(fresh("pat"))->check(host.call(), {{{"10000", "Security"}}});
  REQUIRE(report);
  CHECK(report->connection.deployment == "data_center");
  CHECK(report->connection.product_version == "8.20.1");
  CHECK(report->connection.account.id == "robot");
  CHECK(report->connection.time_zone == "Asia/Tokyo");
  CHECK(report->permissions.size() == jira::JiraPlugin::describe().permissions.size());
  CHECK(host.requests.at(1).target == "/rest/api/2/myself");
  // It answers for every permission, and takes no names.
  CHECK(host.requests.at(3).target == "/rest/api/2/mypermissions?projectId=10000");

  Configuration stored = fresh("pat");
  stored.connection = to_document(report->connection);
  const auto site = jira::Site::from(stored);
  REQUIRE(site);
  CHECK(site->deployment() == jira::Deployment::data_center);
  CHECK(site->capabilities().create_meta_by_type);
  CHECK_FALSE(site->capabilities().webhook_configuration);
  CHECK(site->account().id == "robot");
}

TEST_CASE("a way to authenticate of the other kind of Jira is named, with those that fit", "[jira]") {
  const Error for_cloud = failed("basic", {{200, server("10.3.13", "[10, 3, 13]")}});
  CHECK(for_cloud.status == Status::misconfigured);
  CHECK(says(for_cloud, "this is Jira Data Center 10.3.13"));
  CHECK(for_cloud.fields.at("auth").find("'Personal access token'") != std::string::npos);
  const Error for_server =
      failed("pat", {{200, R"({"deploymentType": "Cloud", "version": "1001.0.0-SNAPSHOT"})"}});
  CHECK(for_server.status == Status::misconfigured);
  CHECK(for_server.fields.at("auth").find("'E-mail address and API token'") != std::string::npos);
  CHECK(failed("pat", {{200, R"({"deploymentType": "Moon"})"}}).status == Status::bad_reply);
}

TEST_CASE("a Jira that is too old for personal access tokens says so", "[jira]") {
  const Error error = failed("pat", {{200, server("8.13.5", "[8, 13, 5]")}});
  CHECK(error.status == Status::misconfigured);
  CHECK(says(error, "from 8.14 on"));
}

TEST_CASE("each way in which Data Center refuses a caller has a sentence of its own", "[jira]") {
  const Answer known{200, server("9.12.0", "[9, 12, 0]"), {}};
  const Answer wrong{401, "", {{"X-Seraph-LoginReason", "AUTHENTICATED_FAILED"}}};
  CHECK(says(failed("pat", {known, wrong}), "has expired or was revoked"));
  const Error password = failed("password", {known, wrong});
  CHECK(password.status == Status::unauthenticated);
  CHECK(says(password, "An e-mail address is not a Jira user name. Look under Profile."));

  for (const int status : {401, 403}) {
    const Error locked =
        failed("password", {{status,
                             "<html>Forbidden</html>",
                             {{"X-Authentication-Denied-Reason",
                               "CAPTCHA_CHALLENGE; login-url=https://jira.acme.test/jira/login.jsp"},
                              {"X-Seraph-LoginReason", "AUTHENTICATION_DENIED"}}}});
    CHECK(locked.status == Status::unauthenticated);
    CHECK(says(locked, "CAPTCHA"));
    CHECK(says(locked, "at https://jira.acme.test/jira/login.jsp by hand"));
  }

  // Jira 11 takes no passwords unless somebody allows them.
  const Error disabled = failed(
      "password", {{403, R"({"message": "Basic Authentication has been disabled on this instance."})", {}}});
  CHECK(disabled.status == Status::misconfigured);
  CHECK(disabled.fields.at("auth") == "use a personal access token");
}

TEST_CASE("a single sign-on in front of Jira is recognised", "[jira]") {
  const Error sent_on =
      failed("pat", {{302, "", {{"Location", "https://jira.acme.test/plugins/servlet/samlsso"}}}});
  CHECK(sent_on.status == Status::misconfigured);
  CHECK(says(sent_on, "single sign-on"));
  const Error page =
      failed("pat", {{200, "<!DOCTYPE html><html>Log in</html>", {{"Content-Type", "text/html"}}}});
  CHECK(page.status == Status::bad_reply);
  CHECK(says(page, "log-in"));
}

TEST_CASE("an address without its context path is not a Jira", "[jira]") {
  const Error html = failed("pat", {{404, "<html>Not Found</html>", {{"Content-Type", "text/html"}}}});
  CHECK(html.status == Status::misconfigured);
  CHECK(html.fields.contains("site"));
  const Error json =
      failed("pat", {{404, R"({"message": "null for uri: https://x.test/rest/api/2/serverInfo"})", {}}});
  CHECK(json.status == Status::misconfigured);
  CHECK(json.fields.contains("site"));
}
