// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "tests/simulators/sdp/handlers.hpp"
#include "tests/simulators/sdp/list_info.hpp"

namespace itsm::simulators::sdp {
namespace {

// Paths and lists are called alike but for two.
std::string list_of(const std::string& path) {
  if (path == "request_templates") return "templates";
  return path == "support_groups" ? "groups" : path;
}

Answer people(const Call& call, const char* name, bool technicians) {
  std::vector<Json> rows;
  for (const Person& person : call.store.world().people())
    if (!technicians || person.technician) rows.push_back(person.view());
  return listed(call, name, std::move(rows));
}

Json field_in_layout(const std::string& name, bool mandatory) {
  return {{"name", name}, {"mandatory", mandatory}};
}

Json described(const char* name, Json type) { return {{"display_name", name}, {"type", std::move(type)}}; }
Json lookup_field(const char* name, const char* entity) {
  return {{"display_name", name}, {"type", "lookup"}, {"lookup_entity", entity}};
}

}  // namespace

Answer list_setup(const Call& call) {
  const std::string& path = call.captures.at(0);
  std::vector<Json> rows;
  for (const auto& [id, row] : call.store.world().list(list_of(path)).items()) {
    Json shown = call.store.world().row(list_of(path), id);
    if (path == "sites" && !call.caller.sites.empty() && !call.caller.sites.contains(id)) continue;
    // What a template's form is like only the template itself tells.
    if (path == "request_templates") {
      shown.erase("mandatory");
      shown.erase("fields");
      shown.erase("preset");
    }
    rows.push_back(std::move(shown));
  }
  return listed(call, path, std::move(rows));
}

Answer list_technicians(const Call& call) { return people(call, "technicians", true); }
Answer list_requesters(const Call& call) { return people(call, "requesters", false); }

Answer get_template(const Call& call) {
  const Json row = call.store.world().row("templates", call.captures.at(0));
  if (row.is_null()) throw invalid_url();
  Json fields = Json::array();
  const auto mandatory = row.value("mandatory", std::vector<std::string>());
  for (const Json& field : row.value("fields", Json::array())) {
    const auto name = field.get<std::string>();
    fields.push_back(field_in_layout(
        name, name == "subject" || std::find(mandatory.begin(), mandatory.end(), name) != mandatory.end()));
  }
  Json shown{{"id", row["id"]}, {"name", row["name"]}, {"is_service_template", false}};
  shown["layouts"] = Json::array(
      {{{"name", "technician"}, {"sections", Json::array({{{"name", "details"}, {"fields", fields}}})}}});
  shown["request"] = row.value("preset", Json::object());
  return answer(call.store, {{"request_template", std::move(shown)}});
}

// What priority follows from an impact and an urgency; a desk without a matrix has no such list.
Answer list_matrix(const Call& call) {
  const World& world = call.store.world();
  std::vector<Json> rows;
  for (const auto& [impact, row] : world.list("priority_matrix").items())
    for (const auto& [urgency, priority] : row.items())
      rows.push_back({{"id", std::to_string(rows.size() + 1)},
                      {"impact", world.row("impacts", impact)},
                      {"urgency", world.row("urgencies", urgency)},
                      {"priority", world.row("priorities", priority.get<std::string>())}});
  if (rows.empty()) throw invalid_url();
  return listed(call, "priority_matrices", std::move(rows));
}

Answer list_assets(const Call& call) {
  std::vector<Json> rows;
  for (const auto& [id, row] : call.store.world().list("assets").items())
    rows.push_back(call.store.world().row("assets", id));
  return listed(call, "assets", std::move(rows));
}

Answer get_metainfo(const Call& call) {
  const World& world = call.store.world();
  Json fields{{"subject", described("Subject", "string")},
              {"description", described("Description", "html")},
              {"impact_details", described("Impact Details", "string")},
              {"due_by_time", described("Due By", "datetime")},
              {"created_time", described("Created Date", "datetime")},
              {"resolution", described("Resolution", "unknown")},
              {"requester", lookup_field("Requester", "user")},
              {"technician", lookup_field("Technician", "technician")},
              {"group", lookup_field("Group", "support_group")},
              {"site", lookup_field("Site", "site")},
              {"template", lookup_field("Template", "request_template")},
              {"status", lookup_field("Status", "status")},
              {"priority", lookup_field("Priority", "priority")},
              {"urgency", lookup_field("Urgency", "urgency")},
              {"impact", lookup_field("Impact", "impact")},
              {"level", lookup_field("Level", "level")},
              {"mode", lookup_field("Mode", "mode")},
              {"request_type", lookup_field("Request Type", "request_type")},
              {"assets", lookup_field("Assets", "asset")},
              {"category", lookup_field("Category", "category")},
              {"subcategory", lookup_field("Subcategory", "subcategory")},
              {"item", lookup_field("Item", "item")}};
  fields["closure_info"] = {{"fields",
                             {{"closure_code", lookup_field("Request Closure Code", "closure_code")},
                              {"closure_comments", described("Request Closure Comments", "string")}}}};
  Json additional = Json::object();
  for (const auto& [id, about] : world.list("udf").items())
    additional[id] = {{"display_name", about.value("name", id)}, {"type", about.value("type", "string")}};
  if (world.flag("quirks", "flat_udf"))
    fields.update(additional);
  else
    fields["udf_fields"] = {{"fields", std::move(additional)}};
  return answer(call.store, {{"metainfo", {{"fields", std::move(fields)}}}});
}

}  // namespace itsm::simulators::sdp
