// SPDX-License-Identifier: Apache-2.0
// Setting an integration up: check and pickers, of every generation of Jira.
#include <set>

#include "tests/support/catch.hpp"
#include "tests/unit/plugins/jira_simulated/simulated_jira.hpp"

using namespace itsm;
using namespace itsm::jira::testing;

namespace {

// The empty one is Cloud.
const std::vector<std::string> kVersions{"", "8.3.0", "8.20.30", "9.12.0", "10.3.13", "11.3.1"};

OptionsPage page(SimulatedJira& jira, const jira::JiraPlugin& plugin, OptionsRequest request) {
  auto answer = plugin.options(jira.host.call(), request);
  if (!answer) FAIL(request.picker + ": " + answer.error().message);
  return *std::move(answer);
}

OptionsRequest for_picker(const std::string& picker, const std::string& type = "10004",
                          std::string typed = {}) {
  OptionsRequest request;
  request.picker = picker;
  request.context = {{"project", "10000"}, {"type", type}};
  request.query = std::move(typed);
  return request;
}

std::set<std::string> names(const OptionsPage& page) {
  std::set<std::string> out;
  for (const Option& option : page.options) out.insert(option.name);
  return out;
}

const PermissionAnswer& about(const CheckReport& report, const std::string& permission,
                              const std::string& project) {
  for (const auto& answer : report.permissions)
    if (answer.permission == permission && answer.project == project) return answer;
  FAIL("no answer about " + permission + " in " + project);
  throw std::logic_error("unreachable");
}

}  // namespace

TEST_CASE("every generation of Jira is recognised and checked, project by project", "[jira]") {
  for (const std::string& version : kVersions) {
    CAPTURE(version);
    SimulatedJira jira(version);
    const auto report = jira.unchecked()->check(
        jira.host.call(), {{{"10000", ""}, {"", "READ"}, {"", "Platform"}, {"", "HIDDEN"}}});
    REQUIRE(report);
    CHECK(report->connection.deployment == (version.empty() ? "cloud" : "data_center"));
    CHECK(report->connection.account.name == "Ana Lyst");
    CHECK(report->connection.time_zone == "Etc/UTC");
    CHECK(about(*report, "CREATE_ISSUES", "10000").granted);
    CHECK_FALSE(about(*report, "CREATE_ISSUES", "READ").granted);
    CHECK(about(*report, "BROWSE_PROJECTS", "READ").granted);
    CHECK(about(*report, "CREATE_ISSUES", "Platform").granted);
    CHECK_FALSE(about(*report, "BROWSE_PROJECTS", "HIDDEN").granted);
    CHECK(about(*report, "DELETE_ISSUES", "10000").reason == "Not needed: we never delete tickets.");
  }
}

TEST_CASE("what every generation of Jira offers can be chosen", "[jira]") {
  for (const std::string& version : kVersions) {
    CAPTURE(version);
    SimulatedJira jira(version);
    const auto plugin = jira.plugin();
    const auto offered = [&](const std::string& picker) {
      return names(page(jira, *plugin, for_picker(picker)));
    };
    CHECK(offered("project").contains("Security findings"));
    CHECK(names(page(jira, *plugin, for_picker("project", "", "platf"))) ==
          std::set<std::string>{"Platform"});
    CHECK(offered("type").contains("Bug"));
    CHECK(offered("field").contains("CVSS score"));
    CHECK(offered("priority").contains("Highest"));
    CHECK(offered("status").contains("In Review"));
    CHECK(offered("resolution").contains("Duplicate"));
    CHECK(offered("assignee").contains("Lea Dahl"));
    CHECK(names(page(jira, *plugin, for_picker("reporter", "", "enzo"))) ==
          std::set<std::string>{"Enzo Ruiz"});
    CHECK(offered("component").contains("API"));
    CHECK(offered("version").contains("2.0"));
    CHECK(offered("link_type").contains("Blocks"));
    const OptionsPage forms = page(jira, *plugin, for_picker("template"));
    REQUIRE_FALSE(forms.options.empty());
    CHECK(forms.options[0].note.find("needs ") != std::string::npos);
  }
}

TEST_CASE("priorities are those of the project wherever Jira tells them apart", "[jira]") {
  for (const std::string version : {"", "9.12.0", "11.3.1"}) {
    CAPTURE(version);
    SimulatedJira jira(version);
    OptionsRequest request = for_picker("priority");
    request.context["project"] = "10001";
    const auto platform = names(page(jira, *jira.plugin(), request));
    CHECK(platform.contains("Blocker"));
    CHECK_FALSE(platform.contains("Highest"));
  }
}

TEST_CASE("what the permissions of a service product are is answered project by project", "[jira]") {
  SimulatedJira jira;
  const auto report = jira.unchecked()->check(jira.host.call(), {{{"10000", ""}, {"", "READ"}}});
  REQUIRE(report);
  for (const char* project : {"10000", "READ"})
    for (const char* permission : {"BROWSE_PROJECTS", "VIEW_READONLY_WORKFLOW", "ASSIGNABLE_USER",
                                   "CREATE_ISSUES", "ASSIGN_ISSUES", "EDIT_ISSUES", "CLOSE_ISSUES",
                                   "DELETE_ISSUES", "MODIFY_REPORTER", "SET_ISSUE_SECURITY", "ADD_COMMENTS"})
      CHECK((about(*report, permission, project).granted ||
             !about(*report, permission, project).reason.empty()));
}

TEST_CASE("whether we are an agent is asked in service projects, and nowhere where there are none",
          "[jira]") {
  for (const std::string& version : kVersions) {
    CAPTURE(version);
    SimulatedJira jira(version);
    const auto agent = [&](const std::string& project) {
      const auto report =
          jira.unchecked()->check(jira.host.call(), {{{"10000", ""}, {"10005", ""}, {"", "SEC"}}});
      if (!report) FAIL(report.error().message);
      return about(*report, "SERVICEDESK_AGENT", project);
    };
    CHECK(agent("10005").granted);
    CHECK(agent("10000").reason == "Not needed here: this project has no customers.");
    jira.patch({{"projects", {{"HELP", {{"access", {{"analyst", "reader"}}}}}}}});
    CHECK(agent("10005").reason.find("Service project agent") != std::string::npos);
    jira.patch({{"projects", {{"HELP", {{"type", "software"}}}}}});  // Cloud refuses the name from now on
    CHECK_FALSE(agent("10005").granted);
    CHECK(agent("10005").reason == "Not needed here: this project has no customers.");
  }
}

TEST_CASE("epics are offered above a task, whatever their type is called", "[jira]") {
  for (const std::string& version : kVersions)
    for (const char* name : {"Epic", "Destan"}) {
      CAPTURE(version, name);
      SimulatedJira jira(version);
      jira.patch({{"issue_types", {{"10000", {{"name", name}}}}}});
      const auto plugin = jira.plugin();
      TicketDraft epic;
      epic.correlation_key = "key-of-an-epic";
      epic.project.id = "10000";
      epic.type.id = "10000";
      epic.summary = "All of the broken locks";
      epic.description = {{paragraph({text("What was found")})}};
      if (!version.empty()) epic.fields["customfield_10001"] = {FieldKind::string, "Locks"};
      const auto made = plugin->create(jira.host.call(), {{epic}});
      REQUIRE(made);
      REQUIRE(made->outcomes.at(0).kind == OutcomeKind::created);
      const auto offered = names(page(jira, *plugin, for_picker("parent", "10002")));
      CHECK(offered.contains("All of the broken locks"));
    }
}

TEST_CASE("a refused log-in is told as what it is", "[jira]") {
  const auto refused = [](SimulatedJira& jira) {
    const auto report = jira.unchecked()->check(jira.host.call(), {});
    REQUIRE_FALSE(report);
    return report.error();
  };
  SimulatedJira revoked;
  revoked.authenticate_by("basic", "Basic YW5hbHlzdEBleGFtcGxlLnRlc3Q6b2xk");  // analyst@example.test, old
  CHECK(refused(revoked).status == Status::unauthenticated);
  CHECK(refused(revoked).message.find("Tokens expire") != std::string::npos);
  SimulatedJira expired("10.3.13");
  expired.patch({{"users", {{"analyst", {{"token_expires", "2020-01-01T00:00:00.000Z"}}}}}});
  CHECK(refused(expired).status == Status::unauthenticated);
  CHECK(refused(expired).message.find("expired") != std::string::npos);
  SimulatedJira by_address("9.12.0");
  by_address.authenticate_by("password", "Basic YW5hbHlzdEBleGFtcGxlLnRlc3Q6c2ltLXBhc3N3b3Jk");
  CHECK(refused(by_address).message.find("An e-mail address is not a Jira user name. Look under Profile.") !=
        std::string::npos);
  SimulatedJira of_today("11.3.1");
  of_today.authenticate_by("password", "Basic YW5hbHlzdDpzaW0tcGFzc3dvcmQ=");
  CHECK(refused(of_today).status == Status::misconfigured);
  SimulatedJira guarded("10.3.13");
  guarded.patch({{"single_sign_on", true}});
  guarded.authenticate_by("pat", "Bearer old");
  const Status behind_sign_on = refused(guarded).status;
  CHECK((behind_sign_on == Status::unauthenticated || behind_sign_on == Status::misconfigured ||
         behind_sign_on == Status::bad_reply));
  SimulatedJira other_kind("10.3.13");
  other_kind.authenticate_by("basic", "Basic YW5hbHlzdDpzaW0tcGFzc3dvcmQ=");
  CHECK(refused(other_kind).fields.contains("auth"));
}

TEST_CASE("an empty success for nobody is never taken for an empty project", "[jira]") {
  SimulatedJira jira;
  const auto plugin = jira.plugin();
  jira.authenticate_by("basic", "Basic YW5hbHlzdEBleGFtcGxlLnRlc3Q6b2xk");
  CHECK(plugin->find(jira.host.call(), {{"key-a"}}).error().status == Status::unauthenticated);
  CHECK(plugin->options(jira.host.call(), for_picker("project")).error().status == Status::unauthenticated);
  CHECK(plugin->fetch(jira.host.call(), {{{"424242", "", ""}}, {}}).error().status ==
        Status::unauthenticated);
}

TEST_CASE("after some wrong passwords Data Center's CAPTCHA is told apart from a wrong one", "[jira]") {
  SimulatedJira jira("9.12.0");
  jira.authenticate_by("password", "Basic YW5hbHlzdDp3cm9uZw==");  // analyst, wrong
  bool locked = false;
  for (int attempt = 0; attempt < 6 && !locked; ++attempt) {
    const auto report = jira.unchecked()->check(jira.host.call(), {});
    REQUIRE_FALSE(report);
    CHECK(report.error().status == Status::unauthenticated);
    locked = report.error().message.find("CAPTCHA") != std::string::npos;
    if (attempt == 0) CHECK_FALSE(locked);
  }
  CHECK(locked);
}
