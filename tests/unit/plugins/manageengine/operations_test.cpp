// SPDX-License-Identifier: Apache-2.0
// What each operation asks of the desk, byte for byte where it matters.
#include "tests/unit/plugins/manageengine/support.hpp"

using namespace itsm;
using namespace itsm::manageengine;
using namespace itsm::manageengine::testing;
using itsm::testing::FakeHost;

namespace {

std::string header(const HttpRequest& request, const std::string& name) {
  for (const Header& one : request.headers)
    if (one.name == name) return one.value;
  return {};
}

const std::string kMetainfo = success(
    "metainfo",
    Json::parse(
        R"({"fields": {"priority": {"display_name": "Priority", "type": "lookup"}, "udf_fields": {"fields": {
      "udf_sline_301": {"display_name": "Key", "type": "string"}, "udf_sline_302": {"display_name": "Rule", "type": "string"}}}}})"));

}  // namespace

TEST_CASE("a create is one form with everything in it, the key included", "[manageengine]") {
  FakeHost host;
  host.will_answer(201, success("request", request()));
  TicketDraft wanted = draft();
  wanted.fields["priority"] = {FieldKind::priority, {{"name", "High"}}};
  wanted.fields["udf_sline_302"] = {FieldKind::string, "rule-7"};
  const auto made = plugin()->create(host.call(), {{wanted}});
  REQUIRE(made);
  CHECK(made->outcomes.at(0).kind == OutcomeKind::created);
  CHECK(made->outcomes.at(0).ticket->id == "17");
  CHECK(made->outcomes.at(0).ticket->url == "https://sdp.acme.test:8080/WorkOrder.do?woMode=viewWO&woID=17");
  REQUIRE(host.requests.size() == 1);
  const HttpRequest& sent = host.requests[0];
  CHECK(sent.method == "POST");
  CHECK(sent.origin == "on_premises");
  CHECK(sent.target == "/api/v3/requests");
  CHECK(sent.effect == Effect::write);
  CHECK(header(sent, "Content-Type") == "application/x-www-form-urlencoded");
  CHECK(header(sent, "Accept") == "application/vnd.manageengine.sdp.v3+json");
  CHECK(input_of(sent) ==
        Json::parse(R"({"request": {"subject": "A finding", "description": "<p>What was found</p>",
    "requester": {"email_id": "robot@acme.test"}, "site": {"id": "1"}, "template": {"id": "2"},
    "priority": {"name": "High"}, "udf_fields": {"udf_sline_301": "key-1", "udf_sline_302": "rule-7"}}})"));
}

TEST_CASE("a ticket in no site names none, and a requester of the policy's is kept", "[manageengine]") {
  FakeHost host;
  host.will_answer(201, success("request", request()));
  TicketDraft wanted = draft();
  wanted.project = {std::string(kNoSite), std::string(kNoSiteName)};
  wanted.fields["requester"] = {FieldKind::person, {{"id", "8"}}};
  REQUIRE(plugin()->create(host.call(), {{wanted}}));
  const Json sent = input_of(host.requests.at(0)).at("request");
  CHECK_FALSE(sent.contains("site"));
  CHECK(sent.at("requester") == Json{{"id", "8"}});
}

TEST_CASE("a build without an object for additional fields gets them among the others", "[manageengine]") {
  FakeHost host;
  host.will_answer(201, success("request", request()));
  Configuration flat = on_premises();
  flat.connection =
      to_document(Connection{.deployment = "on_premises", .facts = to_document(Facts{.flat_udf = true})});
  REQUIRE(plugin(flat)->create(host.call(), {{draft()}}));
  CHECK(input_of(host.requests.at(0)).at("request").at("udf_sline_301") == "key-1");
}

TEST_CASE("a refusal of a create is the draft's, and nothing is sent for a draft without a key",
          "[manageengine]") {
  FakeHost host;
  host.will_answer(200, failed(4012, {{"fields", {"category"}}}));
  const auto refused = plugin()->create(host.call(), {{draft()}});
  REQUIRE(refused);
  CHECK(refused->outcomes.at(0).kind == OutcomeKind::refused);
  CHECK(refused->outcomes.at(0).refusal->fields.contains("category"));
  TicketDraft keyless = draft();
  keyless.correlation_key.clear();
  const auto unsent = plugin()->create(host.call(), {{keyless}});
  REQUIRE(unsent);
  CHECK(unsent->outcomes.at(0).kind == OutcomeKind::not_sent);
  CHECK(host.requests.size() == 1);
}

TEST_CASE("find asks for all keys in the additional field and believes only what it sees there",
          "[manageengine]") {
  FakeHost host;
  Json other = request("18");
  other["udf_fields"]["udf_sline_301"] = "KEY-1";
  Json untold = request("19");
  untold.erase("udf_fields");
  host.will_answer(200, dump({{"requests", {request("17"), other, untold}},
                              {"list_info", {{"has_more_rows", false}}},
                              {"response_status", Json::array({{{"status", "success"}}})}}));
  host.will_answer(200, success("request", request("19")));
  const auto found = plugin()->find(host.call(), {{"key-2", "key-1"}});
  REQUIRE(found);
  REQUIRE(found->tickets.size() == 2);
  CHECK(found->tickets[0].ref.id == "17");
  CHECK(found->tickets[1].ref.id == "19");
  const Json asked = input_of(host.requests.at(0)).at("list_info");
  CHECK(asked.at("search_criteria") ==
        Json::parse(
            R"({"field": "udf_fields.udf_sline_301", "condition": "is", "values": ["key-1", "key-2"]})"));
  CHECK(host.requests.at(1).target == "/api/v3/requests/19");
}

TEST_CASE("a ticket is read with what it means, and its version is there before anybody edits it",
          "[manageengine]") {
  FakeHost host;
  Json read = request();
  read["site"] = {{"id", "2"}, {"name", "Zurich"}};
  read["technician"] = {{"id", "5"}, {"name", "Lea Dahl"}, {"email_id", "lead@acme.test"}};
  host.will_answer(200, success("request", read));
  const auto fetched = plugin()->fetch(host.call(), {{{"17", {}, {}}}, {"description", "priority"}});
  REQUIRE(fetched);
  const Ticket& ticket = fetched->tickets.at(0);
  CHECK(ticket.project.name == "Zurich");
  CHECK(ticket.status.name == "Offen");
  CHECK(ticket.state == TicketState::todo);
  CHECK(ticket.assignee->email == "lead@acme.test");
  CHECK(ticket.version == "1767225600000");
  CHECK(ticket.updated_at == "2026-01-01T00:00:00.000Z");
  CHECK(ticket.correlation_keys == std::vector<std::string>{"key-1"});
  CHECK(ticket.fields.at("priority").kind == FieldKind::priority);
  CHECK(ticket.fields.at("description").kind == FieldKind::text);
}

TEST_CASE("what lies in the trash is gone, and what is not there is missing", "[manageengine]") {
  FakeHost host;
  Json trashed = request();
  trashed["is_trashed"] = true;
  host.will_answer(200, success("request", trashed));
  host.will_answer(404, failed(4007, {{"message", "Invalid URL"}}));
  const auto fetched = plugin()->fetch(host.call(), {{{"17", {}, {}}, {"18", {}, {}}}, {}});
  REQUIRE(fetched);
  CHECK(fetched->tickets.at(0).state == TicketState::gone);
  CHECK(fetched->missing.at(0).id == "18");
}

TEST_CASE("an update writes what it names, drops what the desk does not have, and keeps our key",
          "[manageengine]") {
  FakeHost host;
  host.will_answer(200, success("request", request()));
  host.will_answer(200, kMetainfo);
  Json after = request();
  after["last_updated_time"] = {{"value", "1767225700000"}};
  host.will_answer(200, success("request", after));
  UpdateRequest order{.ref = {"17", {}, {}}, .summary = "Another name"};
  order.fields["priority"] = {FieldKind::priority, {{"id", "4"}}};
  order.fields["no_such_field"] = {FieldKind::string, "x"};
  order.fields["udf_sline_301"] = {FieldKind::string, "somebody else's"};
  const auto changed = plugin()->update(host.call(), order);
  REQUIRE(changed);
  CHECK(changed->version == "1767225700000");
  CHECK(changed->dropped == std::vector<std::string>{"no_such_field", "udf_sline_301"});
  CHECK(host.requests.at(2).method == "PUT");
  CHECK(input_of(host.requests.at(2)) ==
        Json::parse(R"({"request": {"subject": "Another name", "priority": {"id": "4"}}})"));
}

TEST_CASE("a transition ends a ticket with all that closing rules may want in one edit", "[manageengine]") {
  FakeHost host;
  host.will_answer(200, success("request", request()));
  host.will_answer(200, dump({{"statuses", Json::parse(R"([
    {"id": "1", "name": "Open", "internal_name": "Open", "in_progress": true},
    {"id": "5", "name": "Geschlossen", "internal_name": "Closed", "in_progress": false}])")},
                              {"response_status", {{"status", "success"}}}}));
  host.will_answer(200, kMetainfo);
  host.will_answer(200, success("request", request()));
  TransitionRequest order{.ref = {"17", {}, {}}, .state = TicketState::done};
  order.fields["closure_code"] = {FieldKind::option, {{"name", "Success"}}};
  order.fields["closure_comments"] = {FieldKind::string, "patched"};
  const auto moved = plugin()->transition(host.call(), order);
  REQUIRE(moved);
  CHECK(moved->status->name == "Geschlossen");
  CHECK(input_of(host.requests.at(3)) == Json::parse(R"({"request": {"status": {"id": "5"},
    "closure_info": {"closure_code": {"name": "Success"}, "closure_comments": "patched"}}})"));
}

TEST_CASE("notes are internal unless everybody may read them, and each product has its own word",
          "[manageengine]") {
  for (const bool in_cloud : {false, true}) {
    FakeHost host;
    const std::string member = in_cloud ? "request_note" : "note";
    host.will_answer(201, success(member, {{"id", "9"}, {"description", "<p>seen</p>"}}));
    const auto said =
        plugin(in_cloud ? cloud() : on_premises())
            ->comment(host.call(), {{"17", {}, {}}, {{paragraph({text("seen")})}}, Audience::internal});
    REQUIRE(said);
    CHECK(said->id == "9");
    const Json sent = input_of(host.requests.at(0));
    CHECK(sent.at(member).at("show_to_requester") == false);
    CHECK(sent.at(member).at("description") == "<p>seen</p>");
  }
}

TEST_CASE("a message of a webhook is a hint by its id, and anything else is ignored with a reason",
          "[manageengine]") {
  FakeHost host;
  const std::vector<std::string> bodies{
      R"({"event": "created", "request": {"id": "17", "display_id": "5", "status": {"name": "Closed"}}})",
      R"({"request": {"id": 17}})", R"({"request": {"id": "$RequestId"}})", "not JSON",
      R"({"event": "created"})"};
  std::vector<Delivery> deliveries;
  for (const std::string& body : bodies) deliveries.push_back({{}, {}, {}, body});
  const auto events = plugin()->normalise(host.call(), deliveries);
  REQUIRE(events);
  REQUIRE(events->events.size() == 5);
  CHECK(events->events[0].kind == EventKind::created);
  CHECK(events->events[0].ticket_key == "5");
  CHECK_FALSE(events->events[0].ticket);
  CHECK(events->events[1].kind == EventKind::changed);
  CHECK(events->events[1].ticket_id == "17");
  for (std::size_t i = 2; i < 5; ++i) {
    CHECK(events->events[i].kind == EventKind::ignored);
    CHECK_FALSE(events->events[i].reason.empty());
  }
  CHECK(host.requests.empty());
}
