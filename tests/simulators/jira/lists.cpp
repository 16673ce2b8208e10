// SPDX-License-Identifier: Apache-2.0
// The short lists of a site: priorities, statuses, resolutions, types, fields, labels.
#include "tests/simulators/jira/lists.hpp"

#include <algorithm>

#include "tests/simulators/jira/handlers.hpp"

namespace itsm::simulators::jira {
namespace {

Json priority_row(const Call& call, const Priority& priority, const std::string& standard) {
  auto out = call.view().priority(priority);
  out["description"] = "";
  out["statusColor"] = priority.color;
  out["isDefault"] = priority.id == standard;
  return out;
}

std::vector<Json> resolutions(const Call& call) {
  std::vector<Json> rows;
  for (const auto& [id, resolution] : call.site.world().resolutions)
    rows.push_back(call.view().resolution(resolution));
  return rows;
}

bool may_browse_anything(const Call& call) {
  const auto& projects = call.site.world().projects;
  return std::any_of(projects.begin(), projects.end(), [&](const Project& project) {
    return call.site.may(call.caller, project, "BROWSE_PROJECTS");
  });
}

}  // namespace

std::vector<Json> offered_priorities(const Call& call, const std::vector<std::string>& project_ids,
                                     bool only_default) {
  const auto& world = call.site.world();
  std::vector<Json> rows;
  std::set<std::string> shown;
  const auto show = [&](const PriorityScheme& scheme) {
    for (const auto& id : scheme.priorities)
      if ((!only_default || id == scheme.standard) && shown.insert(id).second)
        rows.push_back(priority_row(call, *world.priority(id), scheme.standard));
  };
  for (const auto& id : project_ids)
    if (const auto* project = call.site.visible_project(call.caller, id)) show(world.priorities_of(*project));
  if (project_ids.empty())
    for (const auto& [handle, scheme] : world.priority_schemes) show(scheme);
  return rows;
}

std::set<std::string> visible_labels(const Call& call) {
  std::set<std::string> labels;
  for (const auto& [id, issue] : call.site.issues()) {
    const auto found = issue.fields.find("labels");
    if (found == issue.fields.end() || !call.site.may_see(call.caller, issue)) continue;
    for (const auto& label : found->second) labels.insert(label.get<std::string>());
  }
  return labels;
}

Answer search_priorities(const Call& call) {
  const bool only_default = call.request.parameter("onlyDefault") == "true";
  return json_answer(200, page(call, "values", offered_priorities(call, call.list("projectId"), only_default),
                               page_bounds(call, 50, 50)));
}

Answer get_priorities(const Call& call) {
  auto out = Json::array();
  for (const auto& [id, priority] : call.site.world().priorities) {
    out.push_back(priority_row(call, priority, ""));
    out.back().erase("isDefault");
  }
  return json_answer(200, out);
}

Answer get_statuses(const Call& call) {
  auto out = Json::array();
  for (const auto& [id, status] : call.site.world().statuses) out.push_back(call.view().status(id));
  return json_answer(200, out);
}

Answer get_status_categories(const Call& call) {
  return json_answer(200, {call.view().category("new"), call.view().category("indeterminate"),
                           call.view().category("done")});
}

Answer get_resolutions(const Call& call) { return json_answer(200, resolutions(call)); }

Answer search_resolutions(const Call& call) {
  auto rows = resolutions(call);
  for (auto& row : rows) row["isDefault"] = false;
  return json_answer(200, page(call, "values", rows, page_bounds(call, 50, 50)));
}

Answer get_issue_types(const Call& call) {
  auto out = Json::array();
  if (may_browse_anything(call))
    for (const auto& [id, type] : call.site.world().issue_types) out.push_back(call.view().issue_type(type));
  return json_answer(200, out);
}

Answer get_fields(const Call& call) {
  auto out = Json::array();
  for (const auto& [id, field] : call.site.world().fields) {
    auto clauses = Json::array({id});
    if (field.custom())
      clauses = Json::array({"cf[" + id.substr(std::string("customfield_").size()) + "]", field.name});
    out.push_back({{"id", id},
                   {"name", field.name},
                   {"custom", field.custom()},
                   {"orderable", field.kind != FieldKind::read_only},
                   {"navigable", true},
                   {"searchable", true},
                   {"clauseNames", std::move(clauses)},
                   {"schema", call.view().schema(field)}});
    if (!call.site.is_cloud()) continue;
    out.back()["key"] = id;
    if (field.custom()) out.back()["untranslatedName"] = field.name;
  }
  return json_answer(200, out);
}

Answer get_labels(const Call& call) {
  const auto labels = visible_labels(call);
  return json_answer(200,
                     page(call, "values", {labels.begin(), labels.end()}, page_bounds(call, 1000, 1000)));
}

// What a search field offers while somebody types. Only labels are offered here; another field has nothing.
Answer get_suggestions(const Call& call) {
  const auto wanted = lower(call.request.parameter("fieldValue").value_or(""));
  auto results = Json::array();
  if (same_word(call.request.parameter("fieldName").value_or(""), "labels"))
    for (const auto& label : visible_labels(call))
      if (lower(label).starts_with(wanted) && results.size() < 15)
        results.push_back({{"value", label}, {"displayName", label}});
  return json_answer(200, {{"results", std::move(results)}});
}

}  // namespace itsm::simulators::jira
