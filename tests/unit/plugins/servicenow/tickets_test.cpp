// SPDX-License-Identifier: Apache-2.0
// Tickets at a simulated instance: made, changed, moved, talked about.
#include "tests/support/catch.hpp"
#include "tests/unit/plugins/servicenow/simulated_instance.hpp"

using namespace itsm;
using namespace itsm::servicenow;
using namespace itsm::servicenow::testing;

namespace {

TicketRef made(SimulatedInstance& instance, const ServiceNowPlugin& plugin, const TicketDraft& draft) {
  const auto result = plugin.create(instance.host.call(), {{draft}});
  if (!result) FAIL(result.error().message);
  INFO(dump(to_document(*result)));
  REQUIRE(result->outcomes.at(0).ticket);
  return *result->outcomes[0].ticket;
}

Outcome refused(SimulatedInstance& instance, const TicketDraft& draft) {
  const auto result = instance.plugin()->create(instance.host.call(), {{draft}});
  REQUIRE(result);
  CHECK(result->outcomes.at(0).kind == OutcomeKind::not_sent);
  REQUIRE(result->outcomes[0].refusal);
  return result->outcomes[0];
}

Json stored(SimulatedInstance& instance, const TicketRef& ref) {
  return instance.send_as_lead("GET",
                               "/api/now/table/incident/" + ref.id + "?sysparm_exclude_reference_link=true");
}

TransitionRequest to(const TicketRef& ref, const std::string& status,
                     std::map<std::string, FieldValue> fields = {}) {
  TransitionRequest request;
  request.ref = ref;
  request.status.name = status;
  request.fields = std::move(fields);
  return request;
}

}  // namespace

TEST_CASE("one draft is a record of its table, several are a batch, each by one write", "[servicenow]") {
  SimulatedInstance instance;
  const auto plugin = instance.plugin();
  REQUIRE(plugin->create(instance.host.call(), {{draft("k1")}}));
  CHECK(instance.writes() == std::vector<std::string>{"POST /api/now/table/incident"});
  const auto several = plugin->create(instance.host.call(),
                                      {{draft("k2"), draft("k3", "change_request"), draft("k4", "problem")}});
  REQUIRE(several);
  CHECK(instance.writes() == std::vector<std::string>{"POST /api/now/v1/batch"});
  CHECK(several->outcomes[1].ticket->key.starts_with("CHG"));
  CHECK(several->outcomes[2].ticket->url.find("problem.do") != std::string::npos);
}

TEST_CASE("a create answers the priority that the instance has computed, alone and in a batch",
          "[servicenow]") {
  SimulatedInstance instance;
  const auto plugin = instance.plugin();
  std::vector<TicketDraft> drafts{draft("k1"), draft("k2"), draft("k3", "change_request")};
  drafts[0].fields["impact"] = option("1 - High");
  drafts[0].fields["urgency"] = option("2 - Medium");
  const auto alone = plugin->create(instance.host.call(), {{drafts[0]}});
  REQUIRE(alone);
  REQUIRE(alone->outcomes.at(0).priority);
  CHECK(to_document(*alone->outcomes[0].priority) == to_document(Named{"2", "2 - High"}));
  drafts[0].correlation_key = "k0";
  const auto several = plugin->create(instance.host.call(), {drafts});
  REQUIRE(several);
  CHECK(several->outcomes[0].priority->name == "2 - High");
  CHECK(several->outcomes[1].priority->name == "5 - Planning");
  CHECK(several->outcomes[2].priority->name == "4 - Low");
}

TEST_CASE("the key and the marker are written with the ticket, and found in every table", "[servicenow]") {
  SimulatedInstance instance;
  const auto plugin = instance.plugin();
  const TicketRef incident = made(instance, *plugin, draft("key^1"));
  made(instance, *plugin, draft("key,2", "u_remediation_task"));
  CHECK(stored(instance, incident).at("correlation_display") == "itsm-link");
  const auto found = plugin->find(instance.host.call(), {{"key^1", "key,2", "javascript:gs.getUserID()"}});
  REQUIRE(found);
  CHECK(found->tickets.empty());  // a key that would be run makes the whole question void
  const auto both = plugin->find(instance.host.call(), {{"key^1", "key,2"}});
  REQUIRE(both);
  CHECK(both->tickets.size() == 2);
}

TEST_CASE("names become what the columns hold", "[servicenow]") {
  SimulatedInstance instance;
  const auto plugin = instance.plugin();
  TicketDraft wanted = draft("k");
  wanted.fields["impact"] = option("1 - high");
  wanted.fields["urgency"] = option("2 - Medium");
  wanted.fields["category"] = option("Security");
  wanted.fields["assigned_to"] = {FieldKind::person, to_document(Person{"", "", "engineer@example.test"})};
  wanted.fields["caller_id"] = {FieldKind::person, to_document(Person{"self.service", "", ""})};
  wanted.fields["assignment_group"] = {FieldKind::group, to_document(Named{"", "Application Security"})};
  wanted.fields["cmdb_ci"] = option("192.0.2.10");
  wanted.fields["u_cvss"] = {FieldKind::number, 9.8};
  wanted.fields["due_date"] = {FieldKind::datetime, "2026-12-24T12:00:00+01:00"};
  wanted.fields["u_internet_facing"] = {FieldKind::boolean, true};
  const TicketRef ref = made(instance, *plugin, wanted);
  const Json row =
      instance.send_as_lead("GET", "/api/now/table/incident/" + ref.id +
                                       "?sysparm_display_value=true&sysparm_exclude_reference_link=true");
  CHECK(row.at("priority") == "2 - High");  // computed by the instance
  CHECK(row.at("assigned_to") == "Enzo Ruiz");
  CHECK(row.at("caller_id") == "Sam Otto");
  CHECK(row.at("assignment_group") == "Application Security");
  CHECK(row.at("cmdb_ci") == "shop");
  CHECK(row.at("due_date") == "2026-12-24 11:00:00");
  CHECK(row.at("u_internet_facing") == "true");
  const auto read =
      plugin->fetch(instance.host.call(), {{ref}, {"cmdb_ci", "u_cvss", "due_date", "category"}});
  REQUIRE(read);
  const Ticket& ticket = read->tickets.at(0);
  CHECK(ticket.priority.name == "2 - High");
  CHECK(ticket.assignee->name == "Enzo Ruiz");
  CHECK(ticket.fields.at("cmdb_ci").value.at("name") == "shop");
  CHECK(ticket.fields.at("u_cvss").value == 9.8);
  CHECK(ticket.fields.at("due_date").value == "2026-12-24T11:00:00.000Z");
  CHECK(ticket.fields.at("category").value == Json::parse(R"({"id": "security", "name": "Security"})"));
}

TEST_CASE("what an instance would leave out in silence is refused before anything is sent", "[servicenow]") {
  SimulatedInstance instance;
  const auto reason = [&](const std::string& field, const FieldValue& value) {
    TicketDraft wanted = draft("k");
    wanted.fields[field] = value;
    const Outcome outcome = refused(instance, wanted);
    CHECK(instance.writes().empty());
    REQUIRE(outcome.refusal->fields.contains(field));
    return outcome.refusal->fields.at(field);
  };
  using Catch::Matchers::Contains;
  CHECK_THAT(reason("u_gone", option("x")), Contains("no column of incident"));
  CHECK_THAT(reason("priority", option("1 - Critical")), Contains("no column of incident"));
  CHECK_THAT(reason("category", option("Database")), Contains("not offered here"));  // inactive
  CHECK_THAT(reason("category", option("Securty")), Contains("is 'Security' meant?"));
  CHECK_THAT(reason("assigned_to", {FieldKind::person, to_document(Person{"", "", "nobody@example.test"})}),
             Contains("no record of sys_user"));
  CHECK_THAT(reason("u_cvss", {FieldKind::string, "9.8"}), Contains("of the kind"));
  CHECK_THAT(reason("u_rule", {FieldKind::string, std::string(81, 'x')}), Contains("81 characters"));
}

TEST_CASE("a name that several records have is not guessed", "[servicenow]") {
  SimulatedInstance instance;
  instance.patch({{"records", {{"cmdb_ci", {{"a second one", {{"name", "shop"}}}}}}}});
  TicketDraft wanted = draft("k");
  wanted.fields["cmdb_ci"] = option("shop");
  CHECK_THAT(refused(instance, wanted).refusal->message, Catch::Matchers::Contains("several records"));
}

TEST_CASE("a rule that aborts one element of a batch leaves the others", "[servicenow]") {
  SimulatedInstance instance;
  instance.patch(
      {{"business_rules",
        {{"No shouting", {{"table", "incident"}, {"column", "short_description"}, {"contains", "!!"}}}}}});
  std::vector<TicketDraft> drafts{draft("k1"), draft("k2"), draft("k3")};
  drafts[1].summary = "Look here!!";
  const auto result = instance.plugin()->create(instance.host.call(), {drafts});
  REQUIRE(result);
  CHECK(result->outcomes[0].kind == OutcomeKind::created);
  CHECK(result->outcomes[1].kind == OutcomeKind::refused);
  CHECK_THAT(result->outcomes[1].refusal->message, Catch::Matchers::Contains("No shouting"));
  CHECK(result->outcomes[2].kind == OutcomeKind::created);
}

TEST_CASE("elements that a batch had no time for are uncertain and can be looked up", "[servicenow]") {
  SimulatedInstance instance;
  instance.patch({{"batch_serves", 2}});
  const auto plugin = instance.plugin();
  const auto result = plugin->create(instance.host.call(), {{draft("k1"), draft("k2"), draft("k3")}});
  REQUIRE(result);
  CHECK(result->outcomes[1].kind == OutcomeKind::created);
  CHECK(result->outcomes[2].kind == OutcomeKind::uncertain);
  CHECK(plugin->find(instance.host.call(), {{"k3"}})->tickets.empty());
}

TEST_CASE("an update sends what it names, and tells what did not arrive", "[servicenow]") {
  SimulatedInstance instance;
  const auto plugin = instance.plugin();
  const TicketRef ref = made(instance, *plugin, draft("k"));
  instance.host.requests.clear();
  UpdateRequest request{.ref = ref};
  request.fields["category"] = option("Network");
  request.fields["u_gone"] = option("x");
  const auto change = plugin->update(instance.host.call(), request);
  REQUIRE(change);
  CHECK(change->dropped == std::vector<std::string>{"u_gone"});
  CHECK(change->version == "1");
  CHECK(Json::parse(instance.host.requests.back().body) == Json::parse(R"({"category": "network"})"));
  // A reference that leads nowhere is stored blank, and nobody says so.
  UpdateRequest reference{.ref = ref};
  reference.fields["assigned_to"] = {FieldKind::person, to_document(Person{std::string(32, 'f'), "", ""})};
  const auto blank = plugin->update(instance.host.call(), reference);
  REQUIRE(blank);
  CHECK(blank->dropped == std::vector<std::string>{"assigned_to"});
}

TEST_CASE("closing asks for what the data policies demand, with the values that there are", "[servicenow]") {
  SimulatedInstance instance;
  const auto plugin = instance.plugin();
  const TicketRef ref = made(instance, *plugin, draft("k"));
  const auto bare = plugin->transition(instance.host.call(), to(ref, "Resolved"));
  REQUIRE_FALSE(bare);
  CHECK(bare.error().status == Status::invalid_argument);
  CHECK_THAT(bare.error().fields.at("close_code"), Catch::Matchers::Contains("one of Solution provided"));
  CHECK(bare.error().fields.contains("close_notes"));
  const auto done = plugin->transition(instance.host.call(), to(ref, "Resolved",
                                                                {{"close_code", option("Solution provided")},
                                                                 {"close_notes", long_text("Patched.")}}));
  REQUIRE(done);
  CHECK(done->status->name == "Resolved");
  const auto read = plugin->fetch(instance.host.call(), {{ref}, {}});
  CHECK(read->tickets.at(0).resolution.name == "Solution provided");
  CHECK(read->tickets.at(0).state == TicketState::done);
  // What the record holds already is not asked for again; the role for closing is another matter.
  const auto closed = plugin->transition(instance.host.call(), to(ref, "Closed"));
  REQUIRE_FALSE(closed);
  CHECK(closed.error().status == Status::forbidden);
}

TEST_CASE("a data policy of the instance's own is explained", "[servicenow]") {
  SimulatedInstance instance;
  instance.patch({{"data_policies",
                   {{"ours", {{"table", "incident"}, {"states", {"2"}}, {"mandatory", {"assigned_to"}}}}}}});
  const auto plugin = instance.plugin();
  const TicketRef ref = made(instance, *plugin, draft("k"));
  const auto moved = plugin->transition(instance.host.call(), to(ref, "In Progress"));
  REQUIRE_FALSE(moved);
  CHECK(moved.error().status == Status::invalid_argument);
  CHECK_THAT(moved.error().message, Catch::Matchers::Contains("Assigned to"));
}

TEST_CASE("a problem is assigned before it goes on, and a change keeps to its model", "[servicenow]") {
  SimulatedInstance instance;
  const auto plugin = instance.plugin();
  const TicketRef problem = made(instance, *plugin, draft("p", "problem"));
  CHECK(
      plugin->transition(instance.host.call(), to(problem, "Assess")).error().fields.contains("assigned_to"));
  const FieldValue engineer{FieldKind::person, to_document(Person{"engineer", "", ""})};
  CHECK(plugin->transition(instance.host.call(), to(problem, "Assess", {{"assigned_to", engineer}})));
  const TicketRef change = made(instance, *plugin, draft("c", "change_request"));
  const auto skipped = plugin->transition(instance.host.call(), to(change, "Implement"));
  CHECK(skipped.error().status == Status::transition_unavailable);
  CHECK(skipped.error().reachable == std::vector<std::string>{"Assess", "Canceled"});
  // The instance's own model is stricter than the one that comes with ServiceNow.
  instance.patch({{"state_models", {{"change_request", {{"-5", Json::array({"4"})}}}}}});
  const auto aborted = plugin->transition(instance.host.call(), to(change, "Assess"));
  CHECK(aborted.error().status == Status::transition_unavailable);
}

TEST_CASE("work notes are for those who work on it, comments for everyone", "[servicenow]") {
  SimulatedInstance instance;
  const auto plugin = instance.plugin();
  const TicketRef ref = made(instance, *plugin, draft("k"));
  const RichText words{{paragraph({itsm::text("Seen again.")})}};
  const auto internal = plugin->comment(instance.host.call(), {ref, words, Audience::internal});
  const auto open = plugin->comment(instance.host.call(), {ref, words, Audience::everyone});
  REQUIRE((internal && open));
  CHECK(internal->audience == Audience::internal);
  CHECK(open->audience == Audience::everyone);
  CHECK(is_sys_id(internal->id));
  const auto page = plugin->comments(instance.host.call(), {ref, {}});
  REQUIRE(page);
  REQUIRE(page->comments.size() == 2);
  CHECK(page->comments[0].id == internal->id);
  CHECK(page->comments[0].author->name == "itsm.link");
}

TEST_CASE("comments that the account may not read are not taken for none", "[servicenow]") {
  SimulatedInstance instance;
  instance.patch({{"tables", {{"sys_journal_field", {{"readers", Json::array({"admin"})}}}}}});
  const auto plugin = instance.plugin();
  const TicketRef ref = made(instance, *plugin, draft("k"));
  CHECK(plugin->comments(instance.host.call(), {ref, {}})->comments.empty());
  const auto said =
      plugin->comment(instance.host.call(), {ref, {{paragraph({itsm::text("Hello")})}}, Audience::internal});
  REQUIRE(said);
  CHECK(said->id == ref.id + ":work_notes:1");
  CHECK(plugin->comments(instance.host.call(), {ref, {}}).error().status == Status::forbidden);
}

TEST_CASE("a query that the instance does not understand is noticed, whatever it then answers",
          "[servicenow]") {
  SimulatedInstance instance;
  const auto plugin = instance.plugin();
  made(instance, *plugin, draft("k1"));
  made(instance, *plugin, draft("k2"));
  // The column is gone, as where somebody took it from task.
  instance.patch({{"tables", {{"task", {{"columns", {{"correlation_id", nullptr}}}}}}}});
  const auto found = plugin->find(instance.host.call(), {{"k1"}});
  REQUIRE_FALSE(found);
  CHECK(found.error().status == Status::bad_reply);
  CHECK_THAT(found.error().message, Catch::Matchers::Contains("left out a part of the query"));
}
