// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/plugins/jira/routes.hpp"

using namespace itsm;
using namespace itsm::jira;
using namespace itsm::jira::testing;

// What happens to a ticket of Data Center after it was made: version 2 throughout, wiki markup, names for
// people.

namespace {

struct Server : Routes {
  Server() {
    const Json resolution = {
        {"name", "Resolution"}, {"required", false}, {"allowedValues", {{{"id", "1"}, {"name", "Done"}}}}};
    const Json doing = {{"id", "3"}, {"name", "Doing"}, {"statusCategory", {{"key", "indeterminate"}}}};
    const Json done = {{"id", "10002"}, {"name", "Done"}, {"statusCategory", {{"key", "done"}}}};
    const Json form = {{"summary", {{"operations", {"set"}}}}, {"description", {{"operations", {"set"}}}}};
    on("GET", "/issue/10040",
       Json{{"id", "10040"},
            {"key", "SEC-40"},
            {"fields",
             {{"project", {{"id", "10000"}, {"key", "SEC"}}},
              {"status", doing},
              {"updated", "2026-03-01T12:00:00.000+0300"}}}});
    on("GET", "/issue/10040/editmeta", Json{{"fields", form}});
    on("GET", "/issue/10040/transitions",
       Json{{"transitions",
             {{{"id", "31"}, {"name", "Finish"}, {"to", done}, {"fields", {{"resolution", resolution}}}}}}});
    on("GET", "/mypermissions", rights({"ADMINISTER_PROJECTS", "TRANSITION_ISSUES"}));
    on("PUT", "/issue/10040", 204, "");
    on("POST", "/issue/10040/transitions", 204, "");
    on("POST", "/issueLink", 201, "");
  }
  std::unique_ptr<JiraPlugin> jira = plugin(data_center());
};

RichText bold(const char* words) {
  Inline run = text(words);
  run.strong = true;
  return {{paragraph({run})}};
}

}  // namespace

TEST_CASE("on Data Center new tickets know their parent and their links at once", "[jira]") {
  Server server;
  server.on(
      "POST", "/issue/bulk",
      Json::parse(R"({"issues": [{"id": "1", "key": "SEC-1"}, {"id": "2", "key": "SEC-2"}], "errors": []})"));
  CreateRequest request = drafts(2);
  request.drafts[0].mode = CreationMode::subtask;
  request.drafts[0].type = {"10003", "Sub-task"};
  request.drafts[0].parent = kTicket;
  request.drafts[1].mode = CreationMode::link;
  request.drafts[1].relation = Relation{"Blocks", false, kTicket};
  REQUIRE(server.jira->create(server.host.call(), request));
  CHECK(server.writes().at(0).target == "/rest/api/2/issue/bulk");
  const Json made = server.written().at("issueUpdates");
  CHECK(made.at(0).at("fields").at("parent") == Json({{"id", "10040"}}));
  CHECK(made.at(0).at("fields").at("description") == "What was found");
  CHECK(made.at(1).at("update") ==
        Json::parse(
            R"({"issuelinks": [{"add": {"type": {"name": "Blocks"}, "outwardIssue": {"id": "10040"}}}]})"));
}

TEST_CASE("on Data Center the edit screen of a ticket is described", "[jira]") {
  Server server;
  server.on("GET", "/issue/10040/editmeta", Json::parse(R"({"fields": {"summary": {
    "name": "Summary", "required": true, "operations": ["set"], "schema": {"type": "string", "system": "summary"}}}})"));
  const auto fields =
      server.jira->fields(server.host.call(), {.purpose = FieldPurpose::edit, .ticket = kTicket});
  REQUIRE(fields);
  REQUIRE(fields->fields.size() == 1);
  CHECK(fields->fields[0].role == FieldRole::summary);
}

TEST_CASE("on Data Center an update sends wiki markup and no mail", "[jira]") {
  Server server;
  UpdateRequest request{.ref = kTicket, .summary = "New summary", .description = bold("new")};
  REQUIRE(server.jira->update(server.host.call(), request));
  CHECK(server.writes().at(0).target == "/rest/api/2/issue/10040?notifyUsers=false");
  CHECK(server.written() == Json::parse(R"({"fields": {"summary": "New summary", "description": "*new*"}})"));
}

TEST_CASE("on Data Center a ticket takes a step, with a field of its screen where one is given", "[jira]") {
  Server server;
  const FieldValue done{FieldKind::option, {{"id", "1"}}};
  TransitionRequest request{.ref = kTicket, .state = TicketState::done};
  REQUIRE(server.jira->transition(server.host.call(), request));
  request.fields["resolution"] = done;
  REQUIRE(server.jira->transition(server.host.call(), request));
  CHECK(server.writes().at(0).target == "/rest/api/2/issue/10040/transitions");
  CHECK(server.written(0) == Json::parse(R"({"transition": {"id": "31"}})"));
  CHECK(server.written(1) ==
        Json::parse(R"({"transition": {"id": "31"}, "fields": {"resolution": {"id": "1"}}})"));
}

TEST_CASE("on Data Center comments are written and read with their properties", "[jira]") {
  Server server;
  server.on("POST", "/comment", 201, R"({"id": "77", "author": {"name": "robot"}, "body": "*fixed*"})");
  REQUIRE(server.jira->comment(server.host.call(), {kTicket, bold("fixed"), Audience::everyone}));
  CHECK(server.written() == Json::parse(R"({"body": "*fixed*"})"));

  server.on("GET", "/comment", Json::parse(R"({"startAt": 0, "total": 1, "comments": [
    {"id": "77", "author": {"name": "ada", "key": "JIRAUSER1", "displayName": "Ada"}, "body": "*fixed*",
     "created": "2026-03-01T12:00:00.000+0300",
     "properties": [{"key": "sd.public.comment", "value": {"internal": true}}]}]})"));
  const auto page = server.jira->comments(server.host.call(), {kTicket, ""});
  REQUIRE(page);
  REQUIRE(page->comments.size() == 1);
  CHECK(page->comments[0].author->id == "ada");
  CHECK(page->comments[0].audience == Audience::internal);
  CHECK(server.host.requests.back().target.find("expand=properties") != std::string::npos);
}

TEST_CASE("on Data Center a link names both tickets", "[jira]") {
  Server server;
  REQUIRE(server.jira->relate(server.host.call(), {kTicket, {"Blocks", false, {"10041", "SEC-41", ""}}}));
  CHECK(server.writes().at(0).target == "/rest/api/2/issueLink");
  CHECK(
      server.written() ==
      Json::parse(
          R"({"type": {"name": "Blocks"}, "inwardIssue": {"id": "10040"}, "outwardIssue": {"id": "10041"}})"));
}

TEST_CASE("Data Center from 10 on removes webhooks where it registers them", "[jira]") {
  Capabilities recent = usual_capabilities(Deployment::data_center);
  recent.webhook_configuration = true;
  Server server;
  server.on("DELETE", "/rest/jira-webhook/1.0/webhooks/9", 204, "");
  const auto left = plugin(data_center(recent))->unsubscribe(server.host.call(), {{{.id = "9"}}});
  REQUIRE(left);
  CHECK(left->subscriptions.empty());
  CHECK(server.writes().size() == 1);
}
