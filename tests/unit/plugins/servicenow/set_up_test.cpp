// SPDX-License-Identifier: Apache-2.0
// Setting an integration up, and following what changes.
#include <algorithm>
#include <set>

#include "tests/support/catch.hpp"
#include "tests/unit/plugins/servicenow/simulated_instance.hpp"

using namespace itsm;
using namespace itsm::servicenow;
using namespace itsm::servicenow::testing;
using Catch::Matchers::Contains;

namespace {

const PermissionAnswer& answer_for(const CheckReport& report, const std::string& permission) {
  const auto found = std::find_if(report.permissions.begin(), report.permissions.end(),
                                  [&](const PermissionAnswer& one) { return one.permission == permission; });
  REQUIRE(found != report.permissions.end());
  return *found;
}

std::vector<std::string> names(const Result<OptionsPage>& page) {
  REQUIRE(page);
  std::vector<std::string> out;
  for (const Option& option : page->options) out.push_back(option.name);
  return out;
}

std::vector<TicketRef> make(SimulatedInstance& instance, const ServiceNowPlugin& plugin, int count) {
  std::vector<TicketRef> refs;
  for (int i = 0; i < count; ++i) {
    const auto made = plugin.create(instance.host.call(), {{draft("many-" + std::to_string(i))}});
    REQUIRE(made);
    refs.push_back(*made->outcomes.at(0).ticket);
  }
  return refs;
}

struct Poll {
  std::string cursor{};
  std::vector<std::string> told{};  // every ticket as often as it came
  int requests = 0;
};

void drain(SimulatedInstance& instance, const ServiceNowPlugin& plugin, Poll& poll, std::size_t limit) {
  for (bool more = true; more;) {
    const auto page = plugin.changes(instance.host.call(),
                                     {.cursor = poll.cursor, .projects = {{"incident", ""}}, .limit = limit});
    if (!page) FAIL(page.error().message);
    for (const Ticket& ticket : page->tickets) poll.told.push_back(ticket.ref.id);
    poll.cursor = page->next_cursor;
    more = page->more;
    REQUIRE(++poll.requests < 500);
  }
}

void at(SimulatedInstance& instance, const std::string& time) {
  instance.control("POST", "clock", {{"now", "2026-11-21T" + time + ".000Z"}});
}

}  // namespace

TEST_CASE("check names the account and answers for every role and table", "[servicenow]") {
  SimulatedInstance instance;
  const CheckReport report = instance.check();
  CHECK(report.connection.account.name == "Security Link");
  CHECK(report.warnings.empty());
  CHECK(answer_for(report, "itil").granted);
  CHECK(answer_for(report, "sys_dictionary").granted);
  CHECK_FALSE(answer_for(report, "itil_admin").granted);
  CHECK_THAT(answer_for(report, "itil_admin").reason, Contains("role itil_admin"));
  CHECK_FALSE(answer_for(report, "delete").granted);
}

TEST_CASE("an account without roles is told what it lacks", "[servicenow]") {
  SimulatedInstance instance;
  instance.act_as("self.service", "self-password");
  const CheckReport report = instance.check();
  for (const char* permission : {"sys_db_object", "sys_dictionary", "sys_choice"}) {
    CHECK_FALSE(answer_for(report, permission).granted);
    CHECK_THAT(answer_for(report, permission).reason, Contains(permission));
  }
  CHECK(answer_for(report, "sys_user").granted);
  CHECK_THAT(report.warnings.at(0), Contains("may not see its own roles"));
}

TEST_CASE("an instance that sleeps, a second factor and a wrong password are told apart", "[servicenow]") {
  SimulatedInstance instance;
  const auto plugin = instance.plugin();
  const auto message = [&] {
    const auto report = plugin->check(instance.host.call(), {});
    REQUIRE_FALSE(report);
    return std::string(name_of(report.error().status)) + ": " + report.error().message;
  };
  instance.act_as("guarded", "guarded-password");
  CHECK_THAT(message(), Contains("unauthenticated") && Contains("second factor"));
  instance.act_as("itsm.link", "wrong");
  CHECK_THAT(message(), Contains("unauthenticated") && !Contains("second factor"));
  instance.patch({{"hibernates", true}});
  CHECK_THAT(message(), Contains("bad_reply") && Contains("hibernates"));
}

TEST_CASE("an account in another zone cannot poll, and is told why before", "[servicenow]") {
  SimulatedInstance instance;
  instance.act_as("travelling", "travel-password");
  const CheckReport report = instance.check();
  CHECK_THAT(report.warnings.at(0), Contains("America/Los_Angeles") && Contains("GMT"));
  const auto page = instance.plugin()->changes(instance.host.call(), {});
  REQUIRE_FALSE(page);
  CHECK(page.error().status == Status::misconfigured);
}

TEST_CASE("tables below task are offered, their choices with those that they inherit", "[servicenow]") {
  SimulatedInstance instance;
  const auto plugin = instance.plugin();
  const auto ask = [&](const std::string& picker, std::map<std::string, std::string> context,
                       std::string query = {}) {
    OptionsRequest request;
    request.picker = picker;
    request.context = std::move(context);
    request.query = std::move(query);
    return plugin->options(instance.host.call(), request);
  };
  CHECK(names(ask("project", {})) == std::vector<std::string>{"Change Request", "Incident", "Problem",
                                                              "Remediation task", "Security Incident"});
  CHECK(names(ask("status", {{"project", "u_remediation_task"}})).at(1) == "Open");  // task's
  CHECK(names(ask("status", {{"project", "incident"}})).at(0) == "New");
  CHECK(names(ask("category", {{"project", "incident"}})) ==
        std::vector<std::string>{"Inquiry / Help", "Software", "Network", "Security"});
  CHECK(names(ask("subcategory", {{"project", "incident"}, {"category", "network"}})) ==
        std::vector<std::string>{"DNS"});
  CHECK(names(ask("ci", {}, "mail")) == std::vector<std::string>{"mail archive", "mail gateway"});
  CHECK(names(ask("user", {}, "javascript:gs.getUserID()")).empty());
  CHECK(ask("project", {}, "^").value().options.empty());
  CHECK(ask("status", {{"project", "sys_user"}}).error().status == Status::not_found);
}

TEST_CASE("a form comes from the dictionary up the chain of tables, the lowest table's word first",
          "[servicenow]") {
  SimulatedInstance instance;
  const auto form =
      instance.plugin()->fields(instance.host.call(), {FieldPurpose::create, {"incident", ""}, {}, {}, {}});
  REQUIRE(form);
  std::map<std::string, FieldDescription> fields;
  for (const FieldDescription& field : form->fields) fields[field.id] = field;
  CHECK(fields.at("short_description").required);
  CHECK(fields.at("short_description").max_length == 160);
  CHECK(fields.at("impact").role == FieldRole::impact);
  CHECK(fields.at("impact").options.size() == 3);
  CHECK(fields.at("caller_id").kind == FieldKind::person);
  CHECK(fields.at("problem_id").kind == FieldKind::parent);
  CHECK(fields.at("u_found_on").kind == FieldKind::date);
  CHECK(fields.at("watch_list").kind == FieldKind::people);
  for (const char* not_set :
       {"priority", "state", "number", "work_notes", "correlation_id", "opened_at", "sys_id"}) {
    const auto field = fields.find(not_set);
    CHECK((field == fields.end() || field->second.read_only));
  }
  CHECK(fields.at("priority").read_only);
}

TEST_CASE("a form tells which priority follows from impact and urgency, as the instance's rules have it",
          "[servicenow]") {
  SimulatedInstance instance;
  const auto derived = [&](const std::string& table) {
    const auto form =
        instance.plugin()->fields(instance.host.call(), {FieldPurpose::create, {table, ""}, {}, {}, {}});
    if (!form) FAIL(form.error().message);
    return form->derived;
  };
  const auto incident = derived("incident");
  REQUIRE(incident.size() == 1);
  CHECK(incident[0].role == FieldRole::priority);
  REQUIRE(incident[0].values.size() == 9);
  CHECK(
      to_document(incident[0].values[1]) ==
      Json::parse(R"({"when": {"impact": "1", "urgency": "2"}, "value": {"id": "2", "name": "2 - High"}})"));
  CHECK(derived("problem").size() == 1);
  CHECK(derived("change_request").empty());
  instance.patch({{"tables", {{"dl_u_priority", {{"readers", {"data_lookup_admin"}}}}}}});
  CHECK(derived("incident").empty());
  CHECK_FALSE(answer_for(instance.check(), "dl_u_priority").granted);
}

TEST_CASE("what the instance fills in by itself is marked among the options", "[servicenow]") {
  SimulatedInstance instance;
  const auto form =
      instance.plugin()->fields(instance.host.call(), {FieldPurpose::create, {"incident", ""}, {}, {}, {}});
  REQUIRE(form);
  for (const FieldDescription& field : form->fields) {
    if (field.id != "urgency") continue;
    for (const Option& option : field.options) CHECK(option.is_default == (option.id == "3"));
  }
}

TEST_CASE("a configuration item is found by its exact name, host name or address", "[servicenow]") {
  SimulatedInstance instance;
  const auto found = [&](const std::string& word) {
    OptionsRequest request;
    request.picker = "ci";
    request.query = word;
    request.exact = true;
    return names(instance.plugin()->options(instance.host.call(), request));
  };
  for (const char* word : {"shop", "shop.example.test", "192.0.2.10"})
    CHECK(found(word) == std::vector<std::string>{"shop"});
  CHECK(found("mail").empty());
  OptionsRequest request;
  request.picker = "ci";
  request.query = "shop";
  const auto page = instance.plugin()->options(instance.host.call(), request);
  REQUIRE(page);
  CHECK(page->options.at(0).aliases == std::vector<std::string>{"shop.example.test", "192.0.2.10"});
}

TEST_CASE("a role that only one table's tickets ask for is missing nowhere else", "[servicenow]") {
  SimulatedInstance instance;
  const auto plugin = instance.plugin();
  const auto report =
      plugin->check(instance.host.call(), {{{"incident", "Incident"}, {"change_request", "Change Request"}}});
  REQUIRE(report);
  for (const PermissionAnswer& answer : report->permissions)
    if (answer.permission == "itil_admin") CHECK(answer.granted == (answer.project == "change_request"));
}

TEST_CASE("changes of one second all come once, whatever the size of a page", "[servicenow]") {
  for (const std::size_t limit : {1U, 2U, 3U, 50U}) {
    SimulatedInstance instance;
    const auto plugin = instance.plugin();
    at(instance, "10:00:00");
    Poll poll;
    drain(instance, *plugin, poll, limit);
    at(instance, "10:05:00");
    const auto refs = make(instance, *plugin, 7);
    drain(instance, *plugin, poll, limit);
    CHECK(std::set<std::string>(poll.told.begin(), poll.told.end()).size() == 7);
    CHECK(poll.told.size() == 7);
    // The overlap meets them again; they are as they were.
    at(instance, "10:05:30");
    drain(instance, *plugin, poll, limit);
    CHECK(poll.told.size() == 7);
    // The same second, another count of changes.
    instance.send_as_lead("PATCH", "/api/now/table/incident/" + refs[3].id,
                          {{"short_description", "Changed"}});
    drain(instance, *plugin, poll, limit);
    CHECK(poll.told.size() == 8);
    CHECK(poll.told.back() == refs[3].id);
  }
}

TEST_CASE("a cursor forgets what no later pass meets, and a poll goes on without the instance's clock",
          "[servicenow]") {
  SimulatedInstance instance;
  const auto plugin = instance.plugin();
  at(instance, "10:00:00");
  Poll poll;
  drain(instance, *plugin, poll, 50);
  at(instance, "10:05:00");
  make(instance, *plugin, 7);
  drain(instance, *plugin, poll, 50);
  const std::size_t with_seven = poll.cursor.size();
  at(instance, "10:10:00");
  drain(instance, *plugin, poll, 50);
  CHECK(poll.cursor.size() + 7 * 32 < with_seven);
  instance.tells_time = false;
  at(instance, "10:20:00");
  const auto later = make(instance, *plugin, 1);
  drain(instance, *plugin, poll, 50);
  drain(instance, *plugin, poll, 50);
  CHECK(poll.told.size() == 8);
  CHECK(Json::parse(poll.cursor).at("since") == "2026-11-21 10:20:00");
}

TEST_CASE("a change that is stamped before the poll and seen after it comes with the next one",
          "[servicenow]") {
  SimulatedInstance instance;
  const auto plugin = instance.plugin();
  at(instance, "10:00:00");
  Poll poll;
  drain(instance, *plugin, poll, 50);
  at(instance, "10:05:40");
  drain(instance, *plugin, poll, 50);
  at(instance, "10:05:10");  // a node whose transaction took half a minute
  make(instance, *plugin, 1);
  at(instance, "10:06:00");
  drain(instance, *plugin, poll, 50);
  CHECK(poll.told.size() == 1);
}

TEST_CASE("rows that are hidden from the account neither end a pass nor keep it from ending",
          "[servicenow]") {
  SimulatedInstance instance;
  const auto plugin = instance.plugin();
  at(instance, "10:00:00");
  Poll poll;
  drain(instance, *plugin, poll, 2);
  at(instance, "10:05:00");
  for (int i = 0; i < 9; ++i)
    instance.send_as_lead("POST", "/api/now/table/sn_si_incident", {{"short_description", "secret"}});
  const auto refs = make(instance, *plugin, 2);
  for (bool more = true; more;) {  // of all tables, the hidden one too
    const auto page = plugin->changes(instance.host.call(), {.cursor = poll.cursor, .limit = 2});
    REQUIRE(page);
    for (const Ticket& ticket : page->tickets) poll.told.push_back(ticket.ref.id);
    poll.cursor = page->next_cursor;
    more = page->more;
    REQUIRE(++poll.requests < 50);
  }
  std::sort(poll.told.begin(), poll.told.end());
  std::vector<std::string> expected{refs[0].id, refs[1].id};
  std::sort(expected.begin(), expected.end());
  CHECK(poll.told == expected);
}

TEST_CASE("an hour's requests used up is a time to wait", "[servicenow]") {
  SimulatedInstance instance;
  const auto plugin = instance.plugin();
  at(instance, "10:59:00");
  instance.patch({{"rate_limits", {{"ours", {{"user", "itsm.link"}, {"per_hour", 2}}}}}});
  Result<FindResult> found = FindResult{};
  for (int i = 0; i < 3; ++i) found = plugin->find(instance.host.call(), {{"k"}});
  REQUIRE_FALSE(found);
  CHECK(found.error().status == Status::rate_limited);
  CHECK(found.error().retry_after == std::chrono::seconds(60));
}
