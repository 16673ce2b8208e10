// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/plugins/jira/support.hpp"

using namespace itsm;
using namespace itsm::jira::testing;
using itsm::testing::FakeHost;

namespace {

constexpr const char* kServer = R"({"baseUrl": "https://acme.atlassian.net", "version": "1001.0.0-SNAPSHOT",
  "deploymentType": "Cloud", "serverTitle": "Jira"})";

constexpr const char* kProject = R"({"id": "10000", "key": "SEC", "projectTypeKey": "software"})";

// An answer to /mypermissions in which the named ones are missing to the account.
std::string permissions_without(const std::vector<std::string>& lacking) {
  Json out = Json::object();
  for (const auto& permission : jira::JiraPlugin::describe().permissions)
    out[permission.id] = {
        {"key", permission.id},
        {"havePermission", std::find(lacking.begin(), lacking.end(), permission.id) == lacking.end()}};
  return dump({{"permissions", out}});
}

std::string projects(const std::vector<std::pair<std::string, std::string>>& all) {
  Json values = Json::array();
  for (const auto& [id, key] : all) values.push_back({{"id", id}, {"key", key}, {"name", "The " + key}});
  return dump({{"isLast", true}, {"values", values}});
}

const PermissionAnswer& answer_about(const CheckReport& report, const std::string& permission,
                                     const std::string& project) {
  for (const auto& answer : report.permissions)
    if (answer.permission == permission && answer.project == project) return answer;
  FAIL("no answer about " + permission + " in " + project);
  throw std::logic_error("unreachable");
}

Error failed(std::vector<std::pair<int, std::string>> answers, std::vector<Header> headers = {}) {
  FakeHost host;
  for (auto& [status, body] : answers) host.will_answer(status, body, headers);
  const auto report = plugin()->check(host.call(), {});
  REQUIRE_FALSE(report);
  return report.error();
}

}  // namespace

TEST_CASE("a check tells who we are, where tickets are read and what is granted in each project", "[jira]") {
  FakeHost host;
  host.will_answer(200, kServer);
  host.will_answer(200, kMyself);
  host.will_answer(200, kProject);
  host.will_answer(200, permissions_without({}));
  host.will_answer(200, projects({{"10001", "PLAT"}}));
  host.will_answer(200, kProject);
  host.will_answer(200, permissions_without({"LINK_ISSUES"}));
  const auto report = plugin()->check(host.call(), {{{"10000", "Security"}, {"", "PLAT"}}});
  REQUIRE(report);
  CHECK(report->connection.deployment == "cloud");
  CHECK(report->connection.account.id == "acc-1");
  CHECK(report->connection.time_zone == "Europe/Istanbul");
  CHECK(report->connection.browse_url == "https://acme.atlassian.net");
  CHECK(report->permissions.size() == 2 * jira::JiraPlugin::describe().permissions.size());
  CHECK(answer_about(*report, "CREATE_ISSUES", "10000").granted);
  CHECK(answer_about(*report, "LINK_ISSUES", "10000").granted);
  const auto& link = answer_about(*report, "LINK_ISSUES", "PLAT");
  CHECK_FALSE(link.granted);
  CHECK(link.reason == "ask a Jira administrator to give Robot the permission Link issues in project PLAT");

  for (const HttpRequest& request : host.requests) CHECK(request.effect == Effect::read);
  CHECK(host.requests.at(0).target == "/rest/api/2/serverInfo");
  CHECK(host.requests.at(2).target == "/rest/api/3/project/10000");
  CHECK(host.requests.at(3).target.find(
            "/rest/api/3/mypermissions?projectId=10000&permissions=BROWSE_PROJECTS%2CCREATE_ISSUES") == 0);
  CHECK(host.requests.at(4).target.find("/rest/api/3/project/search?") == 0);
  CHECK(host.requests.at(6).target.find("/rest/api/3/mypermissions?projectId=10001&") == 0);
}

TEST_CASE("without projects the permissions are asked for anywhere", "[jira]") {
  FakeHost host;
  host.will_answer(200, kServer);
  host.will_answer(200, kMyself);
  host.will_answer(200, permissions_without({"DELETE_ISSUES"}));
  const auto report = plugin()->check(host.call(), {});
  REQUIRE(report);
  CHECK(host.requests.at(2).target.find("/rest/api/3/mypermissions?permissions=") == 0);
  CHECK_FALSE(answer_about(*report, "DELETE_ISSUES", "").granted);
  CHECK(answer_about(*report, "DELETE_ISSUES", "").reason == "Not needed: we never delete tickets.");
}

TEST_CASE(
    "a project that the account cannot see grants nothing and says so, and the others are still checked",
    "[jira]") {
  FakeHost host;
  host.will_answer(200, kServer);
  host.will_answer(200, kMyself);
  host.will_answer(200, projects({}));
  host.will_answer(404, R"({"errorMessages": ["No project could be found with key 'GONE'."], "errors": {}})");
  host.will_answer(404, R"({"errorMessages": ["No project could be found with key 'GONE'."], "errors": {}})");
  host.will_answer(200, kProject);
  host.will_answer(200, permissions_without({}));
  const auto report = plugin()->check(host.call(), {{{"", "GONE"}, {"10000", "Security"}}});
  REQUIRE(report);
  CHECK_FALSE(answer_about(*report, "CREATE_ISSUES", "GONE").granted);
  CHECK(answer_about(*report, "CREATE_ISSUES", "GONE")
            .reason.find("there is no project GONE, or Robot cannot see it") == 0);
  CHECK(answer_about(*report, "CREATE_ISSUES", "10000").granted);
  // What no search offers may still be a key, of a project in which the account may create nothing.
  CHECK(host.requests.at(4).target.find("/rest/api/3/mypermissions?projectKey=GONE&") == 0);
}

// Jira Cloud takes the name for an error where no service product is installed.
TEST_CASE("whether the account is an agent is asked in service projects only", "[jira]") {
  const auto told = [](const std::string& kind, const std::vector<std::string>& lacking, FakeHost& host) {
    host.will_answer(200, kServer);
    host.will_answer(200, kMyself);
    host.will_answer(200, R"({"id": "10000", "key": "SEC", "projectTypeKey": ")" + kind + "\"}");
    host.will_answer(200, permissions_without(lacking));
    const auto report = plugin()->check(host.call(), {{{"10000", ""}}});
    REQUIRE(report);
    return answer_about(*report, "SERVICEDESK_AGENT", "10000");
  };
  const auto asked = [](const FakeHost& host) {
    return host.requests.at(3).target.find("SERVICEDESK_AGENT") != std::string::npos;
  };
  FakeHost agent, customer, software;
  CHECK(told("service_desk", {}, agent).granted);
  CHECK(asked(agent));
  CHECK(told("service_desk", {"SERVICEDESK_AGENT"}, customer).reason.find("Service project agent") !=
        std::string::npos);
  const PermissionAnswer plain = told("software", {}, software);
  CHECK_FALSE(asked(software));
  CHECK_FALSE(plain.granted);
  CHECK(plain.reason == "Not needed here: this project has no customers.");
}

TEST_CASE("a permission for the whole site is not asked for in a project", "[jira]") {
  FakeHost host;
  host.will_answer(200, kServer);
  host.will_answer(200, kMyself);
  host.will_answer(200, kProject);
  host.will_answer(200, permissions_without({"USER_PICKER"}));
  const auto report = plugin()->check(host.call(), {{{"10000", "Security"}}});
  REQUIRE(report);
  CHECK(answer_about(*report, "USER_PICKER", "10000").reason ==
        "ask a Jira administrator to give Robot the global permission Browse users and groups");
}

TEST_CASE("an answer for nobody is not taken for one of ours, whatever its status", "[jira]") {
  const Error anonymous = failed({{200, kServer}, {200, kNobody}});
  CHECK(anonymous.status == Status::unauthenticated);
  CHECK(anonymous.message.find("as if nobody had logged in") != std::string::npos);
  // The first answer says it already.
  for (const Header& sign :
       {Header{"X-Seraph-LoginReason", "AUTHENTICATED_FAILED"}, Header{"X-AUSERNAME", "anonymous"}}) {
    const Error told = failed({{200, kServer}}, {sign});
    CHECK(told.status == Status::unauthenticated);
    CHECK(told.message.find("as if nobody had logged in") != std::string::npos);
  }
}

TEST_CASE("an address that is not a Jira is named as what it is", "[jira]") {
  CHECK(failed({{200, "<html>Welcome</html>"}}).status == Status::bad_reply);
  CHECK(failed({{200, R"({"hello": "world"})"}}).status == Status::bad_reply);
  const Error nowhere = failed({{404, "<html>Page unavailable</html>"}}, {{"Content-Type", "text/html"}});
  CHECK(nowhere.status == Status::misconfigured);
  CHECK(nowhere.fields.contains("site"));
  const Error cloud_id =
      failed({{404, R"({"status": 404, "error": "Not Found"})"}}, {{"X-Failure-Category", "x"}});
  CHECK(cloud_id.status == Status::misconfigured);
  CHECK(cloud_id.fields.contains("cloud_id"));
  CHECK(failed({{301, ""}}, {{"Location", "https://other.test/"}}).message.find("https://other.test/") !=
        std::string::npos);
}

TEST_CASE("an answer that leaves a permission out is not read as granted or denied", "[jira]") {
  CHECK(failed({{200, kServer}, {200, kMyself}, {200, R"({"permissions": {}})"}}).status ==
        Status::bad_reply);
}
