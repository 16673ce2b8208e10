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

Asked ask(OptionsRequest request, std::string answer, int status = 200) {
  FakeHost host;
  host.will_answer(status, std::move(answer));
  auto page = plugin()->options(host.call(), request);
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
  CHECK(asked.target == "/rest/api/3/issue/createmeta/10000/issuetypes?startAt=0&maxResults=50");
  CHECK(asked.page->options.at(0).note.empty());
  CHECK(asked.page->options.at(1).note == "sub-task");
  CHECK(asked.page->options.at(1).name == "Alt g\u00F6rev");
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
  for (const char* picker : {"project", "type", "priority", "assignee", "link_type"})
    for (const char* body : {"{}", "<html>", R"({"values": 7})"})
      CHECK(ask(for_picker(picker), body).page.error().status == Status::bad_reply);
  CHECK(ask(for_picker("type"), R"({"errorMessages": ["No project"]})", 404).page.error().status ==
        Status::not_found);
}
