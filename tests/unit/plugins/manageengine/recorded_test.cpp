// SPDX-License-Identifier: Apache-2.0
// Answers that a real ServiceDesk Plus Cloud gave, against what people read in them. They lie in the folder
// that ITSM_SHARED_DATA names.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

#include "tests/unit/plugins/manageengine/support.hpp"

using namespace itsm;
using namespace itsm::manageengine;
namespace desk_test = itsm::manageengine::testing;
using itsm::testing::FakeHost;

namespace {

std::string recorded(const std::string& name) {
  const char* const folder = std::getenv("ITSM_SHARED_DATA");
  const auto file = std::filesystem::path(folder == nullptr ? "" : folder) / "sdp" / name;
  if (folder == nullptr || !std::filesystem::exists(file)) {
    std::cout << "\nskipped: ITSM_SHARED_DATA does not name the folder of recorded answers" << std::endl;
    return {};
  }
  std::ostringstream text;
  text << std::ifstream(file).rdbuf();
  return text.str();
}

// Where a value is not what a schema of the Swagger says; empty: nowhere. Strictly: a member that the schema
// does not name is wrong. Look-ups may go by their id, which ManageEngine's documentation says and its
// Swagger leaves out; additional fields are an object, which the Swagger of a form calls text.
std::string misfit(const Json& value, const Json& schema, const std::string& at = "") {
  if (at == "/request/udf_fields") return value.is_object() ? "" : at + " is no object";
  const auto type = schema.value("type", std::string("object"));
  if (type == "string") return value.is_string() ? "" : at + " is no text";
  if (type == "array") return value.is_array() ? "" : at + " is no list";
  if (!value.is_object()) return at + " is no object";
  for (const Json& needed : schema.value("required", Json::array()))
    if (!value.contains(needed.get<std::string>())) return at + " lacks " + needed.get<std::string>();
  const Json known = schema.value("properties", Json::object());
  for (const auto& [name, member] : value.items()) {
    const std::string below = at + "/" + name;
    if (name == "id" && !at.empty() && member.is_string()) continue;
    if (!known.contains(name)) return below + " is not known";
    if (std::string wrong = misfit(member, known[name], below); !wrong.empty()) return wrong;
  }
  return {};
}

}  // namespace

TEST_CASE("creates and updates are what ManageEngine's Swagger says", "[manageengine]") {
  const std::string text = recorded("sdp-cloud.swagger.json");
  if (text.empty()) return;
  const Json paths = Json::parse(text).at("paths");
  const auto schema_of = [&](const char* path, const char* method) {
    for (const Json& parameter : paths.at(path).at(method).at("parameters"))
      if (parameter.value("in", "") == "body")
        return parameter.at("schema").at("properties").at("input_data");
    return Json();
  };
  const auto sdp = desk_test::plugin(desk_test::cloud());
  const std::map<std::string, FieldValue> fields{
      {"priority", {FieldKind::priority, {{"name", "High"}}}},
      {"urgency", {FieldKind::option, {{"id", "1"}}}},
      {"impact", {FieldKind::option, {{"name", "Low"}}}},
      {"category", {FieldKind::option, {{"name", "Software"}}}},
      {"subcategory", {FieldKind::option, {{"name", "Library"}}}},
      {"item", {FieldKind::option, {{"name", "Old"}}}},
      {"group", {FieldKind::group, {{"name", "Network"}}}},
      {"mode", {FieldKind::option, {{"name", "Web"}}}},
      {"technician", {FieldKind::person, {{"email", "lead@example.test"}}}},
      {"status", {FieldKind::option, {{"name", "Open"}}}},
      {"request_type", {FieldKind::option, {{"name", "Incident"}}}}};

  FakeHost host;
  host.will_answer(200, desk_test::success("request", desk_test::request()));
  TicketDraft draft = desk_test::draft();
  draft.fields = fields;
  REQUIRE(sdp->create(host.call(), {{draft}}));
  const Json created = desk_test::input_of(host.requests.at(0));
  const Json create_schema = schema_of("/app/{serviceDeskInstance}/api/v3/requests", "post");
  CHECK(misfit(created, create_schema) == "");

  Json known = Json::object();
  for (const auto& [id, value] : fields) known[id] = {{"display_name", id}, {"type", "lookup"}};
  host.will_answer(200, desk_test::success("request", desk_test::request()));
  host.will_answer(200, desk_test::success("metainfo", {{"fields", known}}));
  host.will_answer(200, desk_test::success("request", desk_test::request()));
  REQUIRE(sdp->update(host.call(), {.ref = {"17", {}, {}}, .summary = "Another name", .fields = fields}));
  const Json updated = desk_test::input_of(host.requests.at(3));
  CHECK(updated.at("request").size() == fields.size() + 1);
  CHECK(misfit(updated, schema_of("/app/{serviceDeskInstance}/api/v3/requests/{id}", "put")) == "");

  // The judge is judged.
  for (const auto& [pointer, wrong] : std::vector<std::pair<const char*, Json>>{{"/request/priority", "High"},
                                                                                {"/request/subjekt", "x"},
                                                                                {"/request/group/nmae", "x"},
                                                                                {"/request/subject", 7}}) {
    Json spoiled = created;
    spoiled[Json::json_pointer(pointer)] = wrong;
    CHECK(misfit(spoiled, create_schema) != "");
  }
}

TEST_CASE("the recorded answer to a create is a ticket as its page shows it", "[manageengine]") {
  const std::string body = recorded("sdp-cloud-create-response.json");
  if (body.empty()) return;
  FakeHost host;
  host.will_answer(200, body);
  const auto made = desk_test::plugin(desk_test::cloud())->create(host.call(), {{desk_test::draft()}});
  REQUIRE(made);
  const TicketRef ref = made->outcomes.at(0).ticket.value();
  CHECK(ref.id == "123456789");
  CHECK(ref.key == "102");
  CHECK(ref.url == "https://sdpondemand.manageengine.eu/app/itdesk/ui/requests/123456789/details");

  host.will_answer(200, body);
  const auto fetched =
      desk_test::plugin(desk_test::cloud())
          ->fetch(host.call(), {{ref}, {"description", "group", "requester", "level", "created_time"}});
  REQUIRE(fetched);
  const Ticket& ticket = fetched->tickets.at(0);
  CHECK(ticket.summary == "Create request test");
  CHECK(to_document(ticket.status) == to_document(Named{"123640000000006659", "On Hold"}));
  CHECK(ticket.state == TicketState::doing);
  CHECK(ticket.project.id == kNoSite);
  CHECK(ticket.type.name == "Default Request");
  CHECK(ticket.priority.name == "High");
  CHECK_FALSE(ticket.assignee);
  CHECK(ticket.created_at == "2020-06-24T12:05:00.533Z");
  CHECK(ticket.updated_at == "2020-06-24T12:05:00.679Z");
  CHECK(ticket.version == "1593000300679");
  CHECK(ticket.resolution.name.empty());
  CHECK(ticket.correlation_keys.empty());
  CHECK(ticket.fields.at("group").value.at("name") == "Network");
  CHECK(ticket.fields.at("requester").value.at("id") == "123640000000244019");
  CHECK(ticket.fields.at("level").value.at("name") == "Tier 1");
  CHECK(ticket.fields.at("created_time").value == "2020-06-24T12:05:00.533Z");
  CHECK(dump(ticket.fields.at("description").value).find("The description of the request") !=
        std::string::npos);
}

TEST_CASE("the recorded list has its verdict in a list and its rows without a time of the last edit",
          "[manageengine]") {
  const std::string body = recorded("sdp-cloud-list-response.json");
  if (body.empty()) return;
  FakeHost host;
  host.will_answer(200, body);
  const auto page =
      desk_test::plugin(desk_test::cloud())->options(host.call(), {.picker = "ticket", .limit = 2});
  REQUIRE(page);
  REQUIRE(page->options.size() == 2);
  CHECK(page->options[0].id == "123640000000215007");
  CHECK(page->options[0].name == "request 1");
  CHECK(page->options[0].key == "74");
  CHECK(page->options[1].name == "check request outputs");
  CHECK(page->next_cursor == "3");
}
