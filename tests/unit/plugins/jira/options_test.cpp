// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/plugins/jira/support.hpp"

using namespace itsm;
using namespace itsm::jira::testing;
using itsm::testing::FakeHost;

namespace {

struct Asked {
  Result<OptionsPage> page;
  std::string target;
};

Asked ask(OptionsRequest request, std::string answer, int status = 200,
          const Configuration& with = configuration()) {
  FakeHost host;
  host.will_answer(status, std::move(answer));
  auto page = plugin(with)->options(host.call(), request);
  return {std::move(page), host.requests.empty() ? "" : host.requests[0].target};
}

OptionsRequest for_picker(std::string picker,
                          std::map<std::string, std::string> context = {{"project", "10000"}}) {
  OptionsRequest request;
  request.picker = std::move(picker);
  request.context = std::move(context);
  return request;
}

}  // namespace

TEST_CASE("projects are searched at Jira and paged", "[jira]") {
  OptionsRequest request = for_picker("project", {});
  request.query = "sec & co";
  request.cursor = "50";
  request.limit = 500;
  const Asked asked = ask(request, R"({"startAt": 50, "maxResults": 100, "total": 53, "isLast": false,
    "values": [{"id": "10000", "key": "SEC", "name": "Security", "projectTypeKey": "software"}]})");
  REQUIRE(asked.page);
  CHECK(
      asked.target ==
      "/rest/api/3/project/search?startAt=50&maxResults=100&action=create&orderBy=name&query=sec%20%26%20co");
  REQUIRE(asked.page->options.size() == 1);
  CHECK(asked.page->options[0].id == "10000");
  CHECK(asked.page->options[0].key == "SEC");
  CHECK(asked.page->next_cursor == "51");
}

TEST_CASE("the last page has no cursor, whether Jira says so or counts so", "[jira]") {
  CHECK(ask(for_picker("project"), R"({"isLast": true, "values": [{"id": "1", "name": "a"}]})")
            .page->next_cursor.empty());
  CHECK(ask(for_picker("type"), R"({"total": 1, "issueTypes": [{"id": "1", "name": "a"}]})")
            .page->next_cursor.empty());
  CHECK(ask(for_picker("project"), R"({"total": 9, "values": []})").page->next_cursor.empty());
}

TEST_CASE("issue types say which are sub-tasks", "[jira]") {
  const Asked asked = ask(for_picker("type"),
                          R"({"total": 2, "issueTypes": [{"id": "10002", "name": "Task", "subtask": false},
    {"id": "10003", "name": "Alt g\u00f6rev", "subtask": true}]})");
  REQUIRE(asked.page);
  CHECK(asked.target == "/rest/api/3/issue/createmeta/10000/issuetypes?maxResults=200&startAt=0");
  CHECK_FALSE(asked.page->options.at(0).needs_parent);
  CHECK(asked.page->options.at(0).note.empty());
  CHECK(asked.page->options.at(1).needs_parent);
  CHECK(asked.page->options.at(1).note == "sub-task");
  CHECK(asked.page->options.at(1).name == "Alt g\u00F6rev");
}

// The list by project needs the scope manage:jira-configuration, which nobody should have to grant for this.
TEST_CASE("through the gateway priorities are those of a form", "[jira]") {
  for (const char* auth : {"oauth", "scoped"}) {
    Configuration gateway = configuration();
    gateway.auth = auth;
    gateway.settings["cloud_id"] = "c-1";
    FakeHost host;
    host.will_answer(200, R"({"total": 2, "issueTypes": [{"id": "10003", "name": "Sub-task", "subtask": true},
                                                         {"id": "10002", "name": "Task", "subtask": false}]})");
    host.will_answer(200, R"({"total": 2, "fields": [{"fieldId": "summary"},
      {"fieldId": "priority", "name": "Priority", "operations": ["set"], "schema": {"type": "priority"},
       "allowedValues": [{"id": "10000", "name": "Blocker"}, {"id": "3", "name": "Medium"}], "defaultValue": {"id": "3"}}]})");
    const auto page = plugin(gateway)->options(host.call(), for_picker("priority"));
    REQUIRE(page);
    REQUIRE(page->options.size() == 2);
    CHECK(page->options[0].name == "Blocker");
    CHECK(page->options[1].is_default);
    CHECK(host.requests.at(1).target.find("/issuetypes/10002") != std::string::npos);
    CHECK(host.requests.size() == 2);
  }
}

TEST_CASE("through the gateway priorities are all that there are where the form shows none", "[jira]") {
  Configuration gateway = configuration();
  gateway.auth = "oauth";
  gateway.settings["cloud_id"] = "c-1";
  FakeHost host;
  host.will_answer(200, R"({"total": 1, "fields": [{"fieldId": "summary"}]})");
  host.will_answer(200, R"([{"id": "1", "name": "Highest"}, {"id": "3", "name": "Medium"}])");
  const auto page =
      plugin(gateway)->options(host.call(), for_picker("priority", {{"project", "10000"}, {"type", "1"}}));
  REQUIRE(page);
  CHECK(page->options.size() == 2);
  CHECK(host.requests.at(1).target == "/rest/api/3/priority");
}

TEST_CASE("priorities are those of the project's scheme", "[jira]") {
  const Asked asked =
      ask(for_picker("priority"), R"({"isLast": true, "values": [{"id": "1", "name": "Highest"},
    {"id": "3", "name": "Medium", "isDefault": true}]})");
  REQUIRE(asked.page);
  CHECK(asked.target == "/rest/api/3/priority/search?startAt=0&maxResults=50&projectId=10000");
  CHECK_FALSE(asked.page->options.at(0).is_default);
  CHECK(asked.page->options.at(1).is_default);
}

TEST_CASE("people are asked for until a page is empty, and inactive ones are left out", "[jira]") {
  OptionsRequest request = for_picker("assignee");
  request.query = "ada";
  request.limit = 10;
  const Asked asked = ask(
      request, R"([{"accountId": "acc-1", "displayName": "Ada", "emailAddress": "ada@x.test", "active": true},
    {"accountId": "acc-2", "displayName": "Left", "active": false}])");
  REQUIRE(asked.page);
  CHECK(asked.target == "/rest/api/3/user/assignable/search?startAt=0&maxResults=10&project=10000&query=ada");
  REQUIRE(asked.page->options.size() == 1);
  CHECK(asked.page->options[0].id == "acc-1");
  CHECK(asked.page->options[0].note == "ada@x.test");
  CHECK(asked.page->next_cursor == "10");
  CHECK(ask(request, "[]").page->next_cursor.empty());
}

TEST_CASE("link types show both directions", "[jira]") {
  const Asked asked = ask(
      for_picker("link_type", {}),
      R"({"issueLinkTypes": [{"id": "10000", "name": "Blocks", "inward": "is blocked by", "outward": "blocks"}]})");
  REQUIRE(asked.page);
  CHECK(asked.page->options.at(0).note == "blocks / is blocked by");
}

TEST_CASE("what has to be chosen first is said instead of asked", "[jira]") {
  const Asked asked = ask(for_picker("type", {}), "{}");
  CHECK(asked.page->missing == std::vector<std::string>{"project"});
  CHECK(asked.target.empty());
  FakeHost host;
  CHECK(plugin(Configuration{})->options(host.call(), for_picker("project"))->missing ==
        std::vector<std::string>{"site"});
  Configuration scoped;
  scoped.auth = "scoped";
  CHECK(plugin(scoped)->options(host.call(), for_picker("priority", {}))->missing ==
        std::vector<std::string>{"cloud_id", "project"});
  CHECK(host.requests.empty());
}

TEST_CASE("an unknown picker and a foreign cursor are refused", "[jira]") {
  CHECK(ask(for_picker("colour"), "{}").page.error().status == Status::invalid_argument);
  OptionsRequest request = for_picker("project");
  for (const char* cursor : {"abc", "5x", "-1"}) {
    request.cursor = cursor;
    CHECK(ask(request, "{}").page.error().status == Status::invalid_argument);
  }
}

TEST_CASE("an answer without its list is a bad reply, never no options", "[jira]") {
  const std::map<std::string, std::string> context{
      {"project", "10000"}, {"type", "10002"}, {"label", "security"}};
  for (const Configuration& with : {configuration(), data_center(), data_center(jira::Capabilities{})})
    for (const auto& picker : jira::JiraPlugin::describe().pickers) {
      if (picker.id == "site") continue;
      CAPTURE(picker.id, with.auth);
      for (const char* body : {"{}", "<html>", R"({"values": 7})", "[7", "null"})
        CHECK(ask(for_picker(picker.id, context), body, 200, with).page.error().status == Status::bad_reply);
    }
  CHECK(ask(for_picker("type"), R"({"errorMessages": ["No project"]})", 404).page.error().status ==
        Status::not_found);
}

TEST_CASE("a vanished route is outdated, never an empty picker", "[jira]") {
  for (const char* picker : {"project", "priority", "resolution", "label"})
    for (const int status : {404, 410})
      CHECK(ask(for_picker(picker), "{}", status).page.error().status == Status::outdated);
  for (const char* picker : {"project", "priority", "resolution", "label"})
    for (const int status : {404, 410})
      CHECK(ask(for_picker(picker), "{}", status, data_center()).page.error().status == Status::outdated);
}

TEST_CASE("a search for people that vanished is outdated, and one in a project that is not there not found",
          "[jira]") {
  OptionsRequest reporter = for_picker("reporter");
  reporter.query = "ada";
  for (const Configuration& with : {configuration(), data_center()})
    for (const int status : {404, 410})
      CHECK(ask(reporter, "{}", status, with).page.error().status == Status::outdated);
  CHECK(ask(for_picker("assignee"), "{}", 404).page.error().status == Status::not_found);
}

TEST_CASE("statuses are those of the project, once each, or of one type", "[jira]") {
  const std::string answer = R"([
    {"id": "1", "name": "Task", "statuses": [
      {"id": "10", "name": "Open", "statusCategory": {"key": "new", "name": "To Do"}},
      {"id": "11", "name": "Done", "statusCategory": {"key": "done", "name": "Done"}}]},
    {"id": "2", "name": "Bug", "statuses": [
      {"id": "10", "name": "Open", "statusCategory": {"key": "new", "name": "To Do"}},
      {"id": "12", "name": "Triage", "statusCategory": {"key": "new", "name": "To Do"}}]}])";
  const Asked all = ask(for_picker("status"), answer);
  REQUIRE(all.page);
  CHECK(all.target == "/rest/api/3/project/10000/statuses");
  CHECK(all.page->options.size() == 3);
  CHECK(all.page->options[1].note == "Done");
  CHECK(ask(for_picker("status", {{"project", "10000"}, {"type", "1"}}), answer).page->options.size() == 2);
  OptionsRequest request = for_picker("status");
  request.query = "TRI";
  const Asked searched = ask(request, answer);
  REQUIRE(searched.page->options.size() == 1);
  CHECK(searched.page->options[0].id == "12");
}

TEST_CASE("a listing that comes whole is cut into pages here", "[jira]") {
  OptionsRequest request = for_picker("version");
  request.limit = 2;
  const std::string answer = R"([{"id": "1", "name": "1.0", "released": true}, {"id": "2", "name": "1.1"},
    {"id": "3", "name": "0.9", "archived": true}, {"id": "4", "name": "2.0"}])";
  const Asked first = ask(request, answer);
  REQUIRE(first.page->options.size() == 2);
  CHECK(first.page->options[0].note == "released");
  CHECK(first.page->next_cursor == "2");
  request.cursor = "2";
  const Asked last = ask(request, answer);
  REQUIRE(last.page->options.size() == 1);
  CHECK(last.page->options[0].id == "4");
  CHECK(last.page->next_cursor.empty());
  request.cursor = "9";
  CHECK(ask(request, answer).page->options.empty());
}

TEST_CASE("labels are listed in pages and searched at Jira", "[jira]") {
  const Asked listed = ask(for_picker("label", {}), R"({"isLast": false, "total": 9, "values": ["a", "b"]})");
  CHECK(listed.target == "/rest/api/3/label?startAt=0&maxResults=50");
  CHECK(listed.page->options.at(1).id == "b");
  CHECK(listed.page->next_cursor == "2");
  OptionsRequest request = for_picker("label", {});
  request.query = "team r";
  const Asked searched =
      ask(request, R"({"results": [{"value": "\"team-red\"", "displayName": "<b>team-r</b>ed"}]})");
  CHECK(searched.target ==
        "/rest/api/3/jql/autocompletedata/suggestions?fieldName=labels&fieldValue=team%20r");
  CHECK(searched.page->options.at(0).name == "team-red");
  const Asked server = ask(request, R"({"token": "x", "suggestions": [{"label": "team-red", "html": ""}]})",
                           200, data_center());
  CHECK(server.target == "/rest/api/1.0/labels/suggest?query=team%20r");
  CHECK(server.page->options.at(0).id == "team-red");
}

TEST_CASE("links that are switched off are told as that", "[jira]") {
  const Asked asked =
      ask(for_picker("link_type", {}), R"({"errorMessages": ["Issue linking is disabled"]})", 404);
  CHECK(asked.page.error().status == Status::unsupported);
  CHECK(asked.page.error().message.find("switched off") != std::string::npos);
}

// Its own search, /projects/picker, answers without ids.
TEST_CASE("Data Center lists its projects whole, and they are searched here", "[jira]") {
  OptionsRequest request = for_picker("project", {});
  const auto names = [&](std::string typed) {
    request.query = std::move(typed);
    const Asked listed =
        ask(request, R"([{"id": "10000", "key": "SEC", "name": "Security", "projectTypeKey": "software"},
                                          {"id": "10001", "key": "PLAT", "name": "Platform"}])",
            200, data_center());
    CHECK(listed.target == "/rest/api/2/project");
    std::string out;
    for (const Option& option : listed.page->options) out += option.id + " " + option.key + ";";
    return out;
  };
  CHECK(names("") == "10000 SEC;10001 PLAT;");
  CHECK(names("plat") == "10001 PLAT;");
  CHECK(names("secu") == "10000 SEC;");
}

TEST_CASE("Data Center pages priorities since 9.0 and lists them all before", "[jira]") {
  OptionsRequest request = for_picker("priority");
  request.query = "hi";
  const Asked paged =
      ask(request, R"({"isLast": true, "values": [{"id": "2", "name": "High"}]})", 200, data_center());
  CHECK(paged.target == "/rest/api/2/priority/page?startAt=0&maxResults=50&projectIds=10000&query=hi");
  CHECK(paged.page->options.at(0).id == "2");
  const Asked whole = ask(request, R"([{"id": "1", "name": "Highest"}, {"id": "3", "name": "Low"}])", 200,
                          data_center(jira::Capabilities{}));
  CHECK(whole.target == "/rest/api/2/priority");
  REQUIRE(whole.page->options.size() == 1);
  CHECK(whole.page->options[0].name == "Highest");
}

TEST_CASE("Data Center looks for people by name in a project that it knows by key", "[jira]") {
  FakeHost host;
  host.will_answer(200, R"({"id": "10000", "key": "SEC"})");
  host.will_answer(200, R"([{"name": "ada", "key": "JIRAUSER1", "displayName": "Ada", "active": true}])");
  OptionsRequest request = for_picker("assignee");
  request.query = "ad";
  const auto page = plugin(data_center())->options(host.call(), request);
  REQUIRE(page);
  CHECK(host.requests.at(0).target == "/rest/api/2/project/10000");
  CHECK(host.requests.at(1).target ==
        "/rest/api/2/user/assignable/search?startAt=0&maxResults=50&project=SEC&username=ad");
  CHECK(page->options.at(0).id == "ada");
}

TEST_CASE("reporters are searched among everybody", "[jira]") {
  OptionsRequest request = for_picker("reporter");
  request.query = "ada";
  CHECK(ask(request, "[]").target == "/rest/api/3/user/search?startAt=0&maxResults=50&query=ada");
  CHECK(ask(request, "[]", 200, data_center()).target ==
        "/rest/api/2/user/search?startAt=0&maxResults=50&username=ada");
  request.query.clear();
  CHECK(ask(request, "[]").target.find("/rest/api/3/user/assignable/search?") == 0);
}

TEST_CASE("types come in the form of each generation of Jira", "[jira]") {
  const Asked paged =
      ask(for_picker("type"), R"({"total": 1, "isLast": true, "values": [{"id": "1", "name": "Task"}]})", 200,
          data_center());
  CHECK(paged.target == "/rest/api/2/issue/createmeta/10000/issuetypes?maxResults=200&startAt=0");
  CHECK(paged.page->options.at(0).id == "1");
  const Asked whole = ask(for_picker("type"),
                          R"({"projects": [{"id": "10000", "issuetypes": [{"id": "1", "name": "Task"}]}]})",
                          200, data_center(jira::Capabilities{}));
  CHECK(whole.target == "/rest/api/2/issue/createmeta?projectIds=10000");
  CHECK(whole.page->options.at(0).id == "1");
  CHECK(ask(for_picker("type"), R"({"projects": []})", 200, data_center(jira::Capabilities{}))
            .page.error()
            .status == Status::not_found);
  // Jira 9 removed the old form and reads its name as the key of an issue.
  CHECK(ask(for_picker("type"), R"({"errorMessages": ["Issue Does Not Exist"], "errors": {}})", 404,
            data_center(jira::Capabilities{}))
            .page.error()
            .status == Status::outdated);
  CHECK(ask(for_picker("type"), R"({"errorMessages": ["The project is not visible"]})", 400, data_center())
            .page.error()
            .status == Status::not_found);
}

TEST_CASE("a form says what it needs, and its fields can be chosen", "[jira]") {
  const std::string types = R"({"isLast": true, "issueTypes": [{"id": "1", "name": "Task"}]})";
  const std::string form = R"({"isLast": true, "fields": [
    {"fieldId": "summary", "name": "Summary", "required": true, "operations": ["set"],
     "schema": {"type": "string", "system": "summary"}},
    {"fieldId": "customfield_1", "name": "Team", "required": true, "operations": ["set"],
     "schema": {"type": "option", "custom": "com.atlassian.jira.plugin.system.customfieldtypes:select"}},
    {"fieldId": "priority", "name": "Priority", "required": true, "hasDefaultValue": true, "operations": ["set"],
     "schema": {"type": "priority", "system": "priority"}}]})";
  FakeHost host;
  host.will_answer(200, types);
  host.will_answer(200, form);
  const auto forms = plugin()->options(host.call(), for_picker("template"));
  REQUIRE(forms);
  CHECK(host.requests.at(1).target ==
        "/rest/api/3/issue/createmeta/10000/issuetypes/1?maxResults=200&startAt=0");
  CHECK(forms->options.at(0).id == "1");
  CHECK(forms->options.at(0).note == "needs Summary, Team; also takes 1 others");

  const Asked fields = ask(for_picker("field", {{"project", "10000"}, {"type", "1"}}), form);
  REQUIRE(fields.page->options.size() == 3);
  CHECK(fields.page->options[1].id == "customfield_1");
  CHECK(fields.page->options[1].note == "required; com.atlassian.jira.plugin.system.customfieldtypes:select");
}
