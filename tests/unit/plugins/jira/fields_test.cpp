// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/plugins/jira/support.hpp"

using namespace itsm;
using namespace itsm::jira::testing;
using itsm::testing::FakeHost;

namespace {

constexpr const char* kSummary =
    R"({"fieldId": "summary", "key": "summary", "name": "\u00d6zet", "required": true,
  "hasDefaultValue": false, "operations": ["set"], "schema": {"type": "string", "system": "summary"}})";
constexpr const char* kPriority =
    R"({"fieldId": "priority", "name": "Priority", "required": true, "hasDefaultValue": true,
  "operations": ["set"], "schema": {"type": "priority", "system": "priority"},
  "defaultValue": {"id": "3", "name": "Medium"}, "allowedValues": [{"id": "1", "name": "Highest"}, {"id": "3", "name": "Medium"}]})";
constexpr const char* kCascade =
    R"({"fieldId": "customfield_1", "name": "Where", "required": false, "operations": ["set"],
  "schema": {"type": "option-with-child", "custom": "com.atlassian.jira.plugin.system.customfieldtypes:cascadingselect"},
  "allowedValues": [{"id": "1", "value": "EU", "children": [{"id": "2", "value": "DE"}]}]})";
constexpr const char* kAssignee =
    R"({"fieldId": "assignee", "name": "Assignee", "required": false, "operations": ["set"],
  "autoCompleteUrl": "https://x", "schema": {"type": "user", "system": "assignee"}})";
constexpr const char* kTempo =
    R"({"fieldId": "customfield_2", "name": "Account", "required": true, "operations": ["set"],
  "schema": {"type": "option2", "custom": "com.tempo.jira:account"}})";
constexpr const char* kProject =
    R"({"fieldId": "project", "name": "Project", "required": true, "operations": ["set"],
  "schema": {"type": "project", "system": "project"}})";
constexpr const char* kReadOnly =
    R"({"fieldId": "customfield_3", "name": "Computed", "required": false, "operations": [],
  "schema": {"type": "string", "custom": "com.atlassian.jira.plugin.system.customfieldtypes:readonlyfield"}})";

std::string page(const std::vector<const char*>& fields, int start, int total) {
  Json out = {{"startAt", start}, {"maxResults", 200}, {"total", total}, {"fields", Json::array()}};
  for (const char* field : fields) out["fields"].push_back(Json::parse(field));
  return dump(out);
}

FieldsRequest for_create() {
  FieldsRequest request;
  request.project = {"10000", "Security"};
  request.type = {"10002", "Task"};
  return request;
}

}  // namespace

TEST_CASE("the create form is read from all its pages", "[jira]") {
  FakeHost host;
  host.will_answer(200, page({kSummary, kPriority, kCascade}, 0, 7));
  host.will_answer(200, page({kAssignee, kTempo, kProject, kReadOnly}, 3, 7));
  const auto list = plugin()->fields(host.call(), for_create());
  REQUIRE(list);
  CHECK(host.requests.at(0).target ==
        "/rest/api/3/issue/createmeta/10000/issuetypes/10002?maxResults=200&startAt=0");
  CHECK(host.requests.at(1).target ==
        "/rest/api/3/issue/createmeta/10000/issuetypes/10002?maxResults=200&startAt=3");
  REQUIRE(list->fields.size() == 6);  // without the project, which a draft names itself

  const FieldDescription& summary = list->fields[0];
  CHECK(summary.role == FieldRole::summary);
  CHECK(summary.required);
  CHECK(summary.max_length == std::size_t{254});
  CHECK(summary.name == "\u00D6zet");

  const FieldDescription& priority = list->fields[1];
  CHECK(priority.kind == FieldKind::priority);
  CHECK(priority.has_default);
  CHECK(priority.options.size() == 2);
  CHECK(priority.options[1].is_default);
  CHECK_FALSE(priority.options[0].is_default);

  const FieldDescription& cascade = list->fields[2];
  CHECK(cascade.kind == FieldKind::cascade);
  REQUIRE(cascade.options.size() == 2);
  CHECK(cascade.options[1].name == "DE");
  CHECK(cascade.options[1].note == "below EU");

  const FieldDescription& assignee = list->fields[3];
  CHECK(assignee.kind == FieldKind::person);
  CHECK(assignee.picker == "assignee");
  CHECK(assignee.has_more_options);

  const FieldDescription& tempo = list->fields[4];
  CHECK(tempo.kind == FieldKind::raw);
  CHECK(tempo.required);
  CHECK(tempo.vendor_type == "com.tempo.jira:account");
  CHECK(tempo.help.find("com.tempo.jira:account") != std::string::npos);
  CHECK_FALSE(tempo.read_only);

  const FieldDescription& computed = list->fields[5];
  CHECK(computed.name == "Computed");
  CHECK(computed.read_only);
}

TEST_CASE("an issue type that is known by name only is looked up", "[jira]") {
  FieldsRequest request = for_create();
  request.project = {"", "SEC"};
  request.type = {"", "Bug"};
  FakeHost host;
  host.will_answer(
      200,
      R"({"total": 2, "issueTypes": [{"id": "10002", "name": "Task"}, {"id": "10004", "name": "Bug"}]})");
  host.will_answer(200, page({kSummary}, 0, 1));
  REQUIRE(plugin()->fields(host.call(), request));
  CHECK(host.requests.at(1).target.find("/rest/api/3/issue/createmeta/SEC/issuetypes/10004?") == 0);

  FakeHost without;
  without.will_answer(200, R"({"total": 1, "issueTypes": [{"id": "10002", "name": "Task"}]})");
  const auto list = plugin()->fields(without.call(), request);
  CHECK(list.error().status == Status::not_found);
  CHECK(list.error().message.find("'Bug'") != std::string::npos);
}

TEST_CASE("the edit form of a ticket is read too", "[jira]") {
  FieldsRequest request;
  request.purpose = FieldPurpose::edit;
  request.ticket = TicketRef{"7", "", ""};
  FakeHost host;
  host.will_answer(
      200, dump({{"fields", {{"summary", Json::parse(kSummary)}, {"priority", Json::parse(kPriority)}}}}));
  const auto list = plugin()->fields(host.call(), request);
  REQUIRE(list);
  CHECK(host.requests.at(0).target == "/rest/api/3/issue/7/editmeta");
  CHECK(list->fields.size() == 2);
}

TEST_CASE("a listing that does not end or has no list is a bad reply", "[jira]") {
  FakeHost endless;
  endless.will_serve([](const HttpRequest&) -> Result<HttpResponse> {
    return HttpResponse{200, {}, page({kSummary}, 0, 100'000)};
  });
  CHECK(plugin()->fields(endless.call(), for_create()).error().status == Status::bad_reply);
  CHECK(endless.requests.size() < 1000);
  FakeHost empty;
  empty.will_answer(200, "{}");
  CHECK(plugin()->fields(empty.call(), for_create()).error().status == Status::bad_reply);
}

TEST_CASE("a project that is hidden or gone is not found", "[jira]") {
  FakeHost host;
  host.will_answer(404, R"({"errorMessages": ["No project could be found with id '10000'."], "errors": {}})");
  CHECK(plugin()->fields(host.call(), for_create()).error().status == Status::not_found);
}

TEST_CASE("the screen on the way to a status is the one that demands least", "[jira]") {
  const char* transitions = R"({"transitions": [
    {"id": "1", "to": {"id": "5", "name": "Done", "statusCategory": {"key": "done"}}, "fields": {
      "resolution": {"name": "Resolution", "required": true, "operations": ["set"],
        "schema": {"type": "resolution", "system": "resolution"}, "allowedValues": [{"id": "10", "name": "Fixed"}]},
      "comment": {"name": "Comment", "required": true, "operations": ["add"],
        "schema": {"type": "comments-page", "system": "comment"}}}},
    {"id": "2", "to": {"id": "5", "name": "Done", "statusCategory": {"key": "done"}}, "fields": {
      "resolution": {"name": "Resolution", "required": true, "hasDefaultValue": true, "operations": ["set"],
        "schema": {"type": "resolution", "system": "resolution"}, "allowedValues": [{"id": "10", "name": "Fixed"}]}}},
    {"id": "3", "to": {"id": "3", "name": "In Arbeit", "statusCategory": {"key": "done"}}},
    {"id": "4", "isAvailable": false, "to": {"id": "4", "name": "Hidden", "statusCategory": {"key": "done"}}}]})";
  FieldsRequest request;
  request.purpose = FieldPurpose::transition;
  request.ticket = TicketRef{"7", "", ""};
  for (const Named& status : {Named{"5", ""}, Named{"", "Done"}}) {
    request.status = status;
    FakeHost host;
    host.will_answer(200, transitions);
    const auto list = plugin(data_center())->fields(host.call(), request);
    REQUIRE(list);
    CHECK(host.requests.at(0).target == "/rest/api/2/issue/7/transitions?expand=transitions.fields");
    REQUIRE(list->fields.size() == 1);
    CHECK(list->fields[0].role == FieldRole::resolution);
    CHECK(list->fields[0].kind == FieldKind::option);
    CHECK(list->fields[0].has_default);
    CHECK(list->fields[0].options.at(0).id == "10");
  }

  request.status = {"3", ""};
  FakeHost without_screen;
  without_screen.will_answer(200, transitions);
  CHECK(plugin()->fields(without_screen.call(), request)->fields.empty());

  request.status = {"", "Hidden"};
  FakeHost unreachable;
  unreachable.will_answer(200, transitions);
  const auto none = plugin()->fields(unreachable.call(), request);
  REQUIRE_FALSE(none);
  CHECK(none.error().status == Status::transition_unavailable);
  CHECK(none.error().reachable == std::vector<std::string>{"Done", "In Arbeit"});
}
