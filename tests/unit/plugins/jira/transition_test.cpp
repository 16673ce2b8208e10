// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/plugins/jira/routes.hpp"

using namespace itsm;
using namespace itsm::jira::testing;

namespace {

Json status(const std::string& id, const std::string& name, const std::string& category) {
  return {{"id", id}, {"name", name}, {"statusCategory", {{"key", category}}}};
}

Json step(const std::string& id, Json to, Json fields = Json::object()) {
  return {{"id", id}, {"name", "Step " + id}, {"to", std::move(to)}, {"fields", std::move(fields)}};
}

const Json kResolution = {{"resolution",
                           {{"name", "Resolution"},
                            {"required", true},
                            {"allowedValues", {{{"name", "Done"}}, {{"name", "Won't Do"}}}}}}};

struct Workflow : Routes {
  explicit Workflow(Json steps) {
    on("GET", "/issue/10040",
       Json{{"id", "10040"},
            {"key", "SEC-40"},
            {"fields", {{"status", status("3", "Doing", "indeterminate")}}}});
    on("GET", "/issue/10040/transitions", Json{{"transitions", std::move(steps)}});
    on("GET", "/mypermissions", rights({"TRANSITION_ISSUES"}));
    on("POST", "/issue/10040/transitions", 204, "");
  }
  Result<TicketChange> go(TransitionRequest request) {
    request.ref = kTicket;
    return plugin()->transition(host.call(), request);
  }
};

FieldValue done() { return {FieldKind::option, {{"name", "Done"}}}; }

}  // namespace

TEST_CASE("a ticket goes where it is told to, by a step that only Jira names", "[jira]") {
  Workflow jira({step("11", status("1", "To do", "new")), step("31", status("10002", "Done", "done"))});
  for (const TransitionRequest& wanted :
       {TransitionRequest{.status = {"10002", ""}}, TransitionRequest{.status = {"", "Done"}},
        TransitionRequest{.state = TicketState::done}}) {
    const auto change = jira.go(wanted);
    REQUIRE(change);
    CHECK(change->status->id == "10002");
    CHECK(change->status->name == "Done");
  }
  CHECK(jira.writes()[0].target == "/rest/api/3/issue/10040/transitions");
  CHECK(jira.written() == Json::parse(R"({"transition": {"id": "31"}})"));
}

TEST_CASE("the id of a status wins over its name", "[jira]") {
  Workflow jira({step("11", status("1", "Done", "new")), step("31", status("10002", "Done", "done"))});
  CHECK(jira.go({.status = {"10002", "Done"}})->status->id == "10002");
  CHECK(jira.written().at("transition").at("id") == "31");
  CHECK(jira.go({.status = {"", "Done"}}).error().status == Status::invalid_argument);
}

TEST_CASE("a ticket that is there already is left alone", "[jira]") {
  Workflow jira(Json::array());
  CHECK(jira.go({.status = {"3", ""}})->status->name == "Doing");
  CHECK(jira.go({.state = TicketState::doing})->status->name == "Doing");
  CHECK(jira.host.requests.size() == 2);
}

TEST_CASE("what no single step reaches is refused with what can be reached", "[jira]") {
  Workflow jira({step("11", status("1", "To do", "new")), step("12", status("1", "To do", "new")),
                 step("21", status("5", "Review", "indeterminate"))});
  for (const TransitionRequest& wanted :
       {TransitionRequest{.status = {"10002", ""}}, TransitionRequest{.state = TicketState::done},
        TransitionRequest{.state = TicketState::cancelled}}) {
    const auto refused = jira.go(wanted);
    CHECK(refused.error().status == Status::transition_unavailable);
    CHECK(refused.error().reachable == std::vector<std::string>{"To do", "Review"});
  }
  CHECK(jira.writes().empty());
}

TEST_CASE("steps that Jira shows as unavailable do not count", "[jira]") {
  Json closed = step("31", status("10002", "Done", "done"));
  closed["isAvailable"] = false;
  Workflow jira({closed, step("11", status("1", "To do", "new"))});
  CHECK(jira.go({.state = TicketState::done}).error().status == Status::transition_unavailable);
}

TEST_CASE("no step at all is a missing permission or the end of the workflow", "[jira]") {
  Workflow jira(Json::array());
  CHECK(jira.go({.state = TicketState::done}).error().status == Status::transition_unavailable);
  jira.on("GET", "/mypermissions", rights({}));
  const auto refused = jira.go({.state = TicketState::done});
  CHECK(refused.error().status == Status::forbidden);
  CHECK(refused.error().message.find("Transition issues") != std::string::npos);
}

TEST_CASE("what the step's screen demands is asked for before anything is sent", "[jira]") {
  Workflow jira(Json::array({step("31", status("10002", "Done", "done"), kResolution)}));
  const auto refused = jira.go({.state = TicketState::done});
  CHECK(refused.error().status == Status::invalid_argument);
  CHECK(refused.error().fields.at("resolution") ==
        "Resolution must be given on the way to Done; one of Done, Won't Do");
  CHECK(jira.writes().empty());

  const auto change =
      jira.go({.state = TicketState::done,
               .fields = {{"resolution", done()}, {"priority", {FieldKind::priority, {{"id", "2"}}}}}});
  REQUIRE(change);
  CHECK(change->dropped == std::vector<std::string>{"priority"});
  CHECK(jira.written() ==
        Json::parse(R"({"transition": {"id": "31"}, "fields": {"resolution": {"name": "Done"}}})"));
}

TEST_CASE("of several steps to one place the one that needs no more and takes most is gone", "[jira]") {
  const Json to = status("10002", "Done", "done");
  Json with_default = kResolution;
  with_default["resolution"]["hasDefaultValue"] = true;
  Workflow jira({step("31", to, kResolution), step("32", to), step("33", to, with_default)});
  REQUIRE(jira.go({.state = TicketState::done, .fields = {{"resolution", done()}}}));
  CHECK(jira.written(0).at("fields").contains("resolution"));
  Workflow plain({step("31", to, kResolution), step("32", to)});
  REQUIRE(plain.go({.state = TicketState::done}));
  CHECK(plain.written().at("transition").at("id") == "32");
}

TEST_CASE("a step that Jira refuses after all is unavailable, one that is lost is uncertain", "[jira]") {
  Workflow jira(Json::array({step("31", status("10002", "Done", "done"))}));
  jira.on("POST", "/transitions", 400, R"({"errorMessages": ["Link the fix first."], "errors": {}})");
  const auto refused = jira.go({.state = TicketState::done});
  CHECK(refused.error().status == Status::transition_unavailable);
  CHECK(refused.error().message.find("Link the fix first.") != std::string::npos);
  CHECK(refused.error().reachable == std::vector<std::string>{"Done"});
  jira.on("POST", "/transitions", 400, R"({"errorMessages": [], "errors": {"resolution": "is required"}})");
  CHECK(jira.go({.state = TicketState::done}).error().status == Status::invalid_argument);
  jira.on("POST", "/transitions", 502, "");
  CHECK(jira.go({.state = TicketState::done}).error().status == Status::uncertain);
}

TEST_CASE("a goal must be named", "[jira]") {
  Workflow jira(Json::array());
  CHECK(jira.go({}).error().status == Status::invalid_argument);
  CHECK(jira.host.requests.empty());
}
