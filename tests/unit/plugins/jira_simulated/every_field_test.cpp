// SPDX-License-Identifier: Apache-2.0
// Each type of field through the plugin to a Jira that knows the type: on the screens of create, edit and a
// transition, written and read back, and demanded there.
#include <algorithm>
#include <set>

#include "tests/support/catch.hpp"
#include "tests/unit/plugins/jira_simulated/field_samples.hpp"
#include "tests/unit/plugins/jira_simulated/simulated_jira.hpp"

using namespace itsm;
using namespace itsm::jira::testing;

namespace {

constexpr const char* kBug = "10004";
const Named kToDo{"10001", "To Do"};  // one step from where bugs begin

TicketDraft draft(const std::string& type = kBug) {
  static int last = 0;
  TicketDraft out;
  out.correlation_key = "key-" + std::to_string(++last);
  out.project.id = "10000";
  out.type.id = type;
  out.summary = "Weak hash";
  return out;
}

// Cloud with version 3 of the API and Data Center with version 2; epics to stand under.
struct Scene {
  explicit Scene(jira::Deployment kind)
      : deployment(kind), jira(kind == jira::Deployment::cloud ? "" : "10.3.13"), plugin(jira.plugin()) {
    put_on_form("environment", "optional");
    if (kind == jira::Deployment::data_center)  // whose epics have a name beside the summary
      jira.patch({{"screens", {{"epic", {{"customfield_10001", "optional"}}}}}});
    for (int i = 0; i < 2; ++i) epics.push_back(created(draft("10000")));
  }

  TicketRef created(const TicketDraft& asked) {
    const auto result = plugin->create(jira.host.call(), {{asked}});
    if (!result) FAIL(result.error().message);
    const Outcome& outcome = result->outcomes.at(0);
    if (outcome.kind != OutcomeKind::created)
      FAIL((outcome.refusal ? outcome.refusal->message : "uncertain"));
    return *outcome.ticket;
  }
  static TicketDraft with(const FieldSample& field) {
    TicketDraft out = draft();
    out.fields[field.id] = field.one;
    return out;
  }
  // As the plugin reads it back.
  Json shown(const TicketRef& ref, const std::string& field) {
    const auto fetched = plugin->fetch(jira.host.call(), {{ref}, {field}});
    if (!fetched) FAIL(fetched.error().message);
    return to_document(fetched->tickets.at(0).fields.at(field));
  }
  // On the form with which bugs are made and changed, or on the way to To Do.
  void put_on_form(const std::string& field, const char* how) {
    jira.patch({{"screens", {{"security", {{field, how}}}}}});
  }
  void put_on_step(const std::string& field, const char* how) {
    jira.patch({{"workflows", {{"security", {{"transitions", {{"11", {{"screen", {{field, how}}}}}}}}}}}});
  }
  void clear_step() {
    jira.patch({{"workflows", {{"security", {{"transitions", {{"11", {{"screen", nullptr}}}}}}}}}});
  }

  jira::Deployment deployment;
  SimulatedJira jira;
  std::unique_ptr<jira::JiraPlugin> plugin;
  std::vector<TicketRef> epics{};
};

const std::vector<jira::Deployment> kBoth{jira::Deployment::cloud, jira::Deployment::data_center};

void for_each_field(const std::function<void(Scene&, const FieldSample&)>& check) {
  for (const jira::Deployment deployment : kBoth) {
    Scene scene(deployment);
    for (const FieldSample& field : field_samples(deployment, scene.epics)) {
      CAPTURE(name_of(deployment), field.id);
      check(scene, field);
    }
  }
}

// Jira itself always has a reporter and a priority, and a form's summary is no field of a draft.
bool fills_itself_in(const std::string& field) { return field == "reporter" || field == "priority"; }

}  // namespace

TEST_CASE("what is written to a field of any type is read back, from create, edit and transition", "[jira]") {
  for_each_field([](Scene& scene, const FieldSample& field) {
    const TicketRef made = scene.created(scene.with(field));
    CHECK(scene.shown(made, field.id) == to_document(field.one));

    const auto changed =
        scene.plugin->update(scene.jira.host.call(), {.ref = made, .fields = {{field.id, field.other}}});
    if (!changed) FAIL(changed.error().message);
    CHECK(changed->dropped.empty());
    CHECK(scene.shown(made, field.id) == to_document(field.other));

    scene.put_on_step(field.id, "optional");
    const auto moved = scene.plugin->transition(
        scene.jira.host.call(), {.ref = made, .status = kToDo, .fields = {{field.id, field.one}}});
    if (!moved) FAIL(moved.error().message);
    CHECK(moved->dropped.empty());
    CHECK(scene.shown(made, field.id) == to_document(field.one));
    scene.clear_step();

    if (fills_itself_in(field.id)) return;
    const auto cleared = scene.plugin->update(
        scene.jira.host.call(), {.ref = made, .fields = {{field.id, {field.one.kind, nullptr}}}});
    if (!cleared) FAIL(cleared.error().message);
    const Json nothing = scene.shown(made, field.id).at("value");
    CHECK((nothing.is_null() || nothing == Json::array()));
  });
}

TEST_CASE("a demanded field of any type is missed before anything is written", "[jira]") {
  for_each_field([](Scene& scene, const FieldSample& field) {
    if (fills_itself_in(field.id)) return;
    const TicketRef made = scene.created(scene.with(field));

    scene.put_on_form(field.id, "required");
    scene.jira.writes();
    const auto result = scene.plugin->create(scene.jira.host.call(), {{draft()}});
    if (!result) FAIL(result.error().message);
    REQUIRE(result->outcomes.at(0).kind == OutcomeKind::not_sent);
    CHECK(result->outcomes[0].refusal->fields.contains(field.id));
    const auto cleared = scene.plugin->update(
        scene.jira.host.call(), {.ref = made, .fields = {{field.id, {field.one.kind, nullptr}}}});
    REQUIRE_FALSE(cleared);
    CHECK(cleared.error().status == Status::invalid_argument);
    CHECK(cleared.error().fields.contains(field.id));

    // A list of none and no text are no values either.
    FieldValue empty = field.one;
    if (empty.value.is_array()) empty.value = Json::array();
    if (empty.value.is_string()) empty.value = "";
    if (empty.value != field.one.value) {
      const auto emptied =
          scene.plugin->update(scene.jira.host.call(), {.ref = made, .fields = {{field.id, empty}}});
      REQUIRE_FALSE(emptied);
      CHECK(emptied.error().fields.contains(field.id));
    }

    scene.put_on_form(field.id, "optional");
    scene.put_on_step(field.id, "required");
    const auto moved = scene.plugin->transition(scene.jira.host.call(), {.ref = made, .status = kToDo});
    REQUIRE_FALSE(moved);
    CHECK(moved.error().status == Status::invalid_argument);
    CHECK(moved.error().fields.contains(field.id));
    CHECK(scene.jira.writes().empty());
    scene.clear_step();
  });
}

TEST_CASE("a ticket whose labels are taken away loses ours too, and still says whose it is", "[jira]") {
  for (const jira::Deployment deployment : kBoth) {
    CAPTURE(name_of(deployment));
    Scene scene(deployment);
    TicketDraft labelled = draft();
    labelled.fields["labels"] = {FieldKind::labels, Json::array({"theirs"})};
    const TicketRef made = scene.created(labelled);
    const auto cleared = scene.plugin->update(
        scene.jira.host.call(), {.ref = made, .fields = {{"labels", {FieldKind::labels, nullptr}}}});
    if (!cleared) FAIL(cleared.error().message);
    const Json left = scene.jira.get("/rest/api/2/issue/" + made.id).at("fields").at("labels");
    CHECK(left.empty());
    const auto fetched = scene.plugin->fetch(scene.jira.host.call(), {{made}, {}});
    if (!fetched) FAIL(fetched.error().message);
    REQUIRE(fetched->tickets.size() == 1);
    CHECK(fetched->tickets[0].correlation_keys == std::vector<std::string>{labelled.correlation_key});
  }
}

TEST_CASE("the samples have every kind of field that a Jira can have", "[jira]") {
  std::set<FieldKind> seen;
  for (const jira::Deployment deployment : kBoth)
    for (const FieldSample& field : field_samples(deployment, {{"1", "SEC-1", ""}, {"2", "SEC-2", ""}}))
      seen.insert(field.one.kind);
  for (const auto& [kind, name] : EnumNames<FieldKind>::names) {
    CAPTURE(name);
    CHECK(seen.contains(kind) == (kind != FieldKind::boolean));  // Jira has no such type
  }
}
