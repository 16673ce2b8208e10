// SPDX-License-Identifier: Apache-2.0
// Create metadata: one answer for everything until 8.x, pages of types and fields since 8.4.
#include "tests/simulators/jira/create_metadata.hpp"

#include <algorithm>

#include "tests/simulators/jira_dc/handlers.hpp"

namespace itsm::simulators::jira_dc {
namespace {

constexpr int kPageLimit = 200;

const Project& require_project(const Call& call) {
  const auto* project = call.site.visible_project(call.caller, call.captures[0]);
  if (project == nullptr)
    throw refusal(
        400, "Project '" + call.captures[0] + "' doesn't exist or you don't have permission to view it.");
  return *project;
}

bool is_among(const std::vector<std::string>& wanted, const std::string& value) {
  return wanted.empty() || std::find(wanted.begin(), wanted.end(), value) != wanted.end();
}

Json with_types(const Call& call, const Project& project, bool with_fields) {
  auto out = call.view().project(project);
  out["expand"] = "issuetypes";
  out.erase("projectTypeKey");
  out["issuetypes"] = Json::array();
  const auto ids = call.list("issuetypeIds");
  const auto names = call.list("issuetypeNames");
  for (const auto* type : creatable_types(call, project)) {
    if (!is_among(ids, type->id) || !is_among(names, type->name)) continue;
    auto row = call.view().issue_type(*type);
    if (with_fields) {
      row["expand"] = "fields";
      row["fields"] = Json::object();
      for (auto& field : create_fields(call, project, *type)) {
        const auto id = field["fieldId"].get<std::string>();
        row["fields"][id] = std::move(field);
      }
    }
    out["issuetypes"].push_back(std::move(row));
  }
  return out;
}

}  // namespace

Answer get_old_create_metadata(const Call& call) {
  const auto ids = call.list("projectIds");
  const auto keys = call.list("projectKeys");
  const auto expand = call.list("expand");
  const bool with_fields =
      std::find(expand.begin(), expand.end(), "projects.issuetypes.fields") != expand.end();
  auto projects = Json::array();
  for (const auto& project : call.site.world().projects) {
    if (!is_among(ids, project.id) || !is_among(keys, project.key)) continue;
    if (!creatable_types(call, project).empty()) projects.push_back(with_types(call, project, with_fields));
  }
  return json_answer(200, {{"expand", "projects"}, {"projects", std::move(projects)}});
}

Answer page_create_types(const Call& call) {
  std::vector<Json> rows;
  for (const auto* type : creatable_types(call, require_project(call)))
    rows.push_back(call.view().issue_type(*type));
  return json_answer(200, page(call, "values", rows, page_bounds(call, 50, kPageLimit)));
}

Answer page_create_fields(const Call& call) {
  const auto& project = require_project(call);
  const auto types = creatable_types(call, project);
  const auto type =
      std::find_if(types.begin(), types.end(), [&](const auto* t) { return t->id == call.captures[1]; });
  if (type == types.end())
    throw refusal(400, "Issue type with id '" + call.captures[1] + "' doesn't exist in this project.");
  return json_answer(
      200, page(call, "values", create_fields(call, project, **type), page_bounds(call, 50, kPageLimit)));
}

}  // namespace itsm::simulators::jira_dc
