// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "tests/simulators/jira/handlers.hpp"

namespace itsm::simulators::jira {
namespace {

const Project& require_project(const Call& call) {
  const auto* project = call.site.visible_project(call.caller, call.captures[0]);
  if (project == nullptr)
    throw refusal(404, "No project could be found with key '" + call.captures[0] + "'.");
  return *project;
}

Json full(const Call& call, const Project& project) {
  auto out = call.view().project(project);
  out["expand"] = "description,lead,issueTypes,url,projectKeys,permissions,insight";
  if (!call.site.is_cloud()) return out;
  out["style"] = project.team_managed ? "next-gen" : "classic";
  out["isPrivate"] = false;
  out["properties"] = Json::object();
  return out;
}

std::vector<Json> parts(const Call& call, const std::vector<Part>& parts, const char* kind,
                        const Project& project) {
  std::vector<Json> out;
  for (const auto& part : parts) {
    out.push_back(call.view().part(part, kind));
    out.back()["projectId"] = std::stoll(project.id);
    if (std::string_view(kind) == "component") out.back()["project"] = project.key;
  }
  return out;
}

// Those whose name holds the text of `query`, in any case; all where there is none.
Json named_like(const Call& call, Json parts) {
  const auto wanted = lower(call.request.parameter("query").value_or(""));
  Json some = Json::array();
  for (auto& part : parts)
    if (lower(part.value("name", "")).find(wanted) != std::string::npos) some.push_back(std::move(part));
  return some;
}

}  // namespace

Answer search_projects(const Call& call) {
  const auto action = call.request.parameter("action").value_or("view");
  const auto query = call.request.parameter("query").value_or("");
  const auto types = call.list("typeKey");
  auto keys = call.list("keys");
  const auto ids = call.list("id");
  if (keys.size() > 50 || ids.size() > 50) throw bad_payload();
  const char* needs = action == "create" ? "CREATE_ISSUES"
                      : action == "edit" ? "ADMINISTER_PROJECTS"
                                         : "BROWSE_PROJECTS";
  if (action != "view" && action != "browse" && action != "create" && action != "edit") throw bad_payload();
  const auto among = [](const std::vector<std::string>& list, const std::string& value) {
    return list.empty() || std::find(list.begin(), list.end(), value) != list.end();
  };
  std::vector<const Project*> found;
  for (const auto& project : call.site.world().projects) {
    const bool matches = contains_word(project.name, query) || contains_word(project.key, query);
    if (matches && among(types, project.type) && among(keys, project.key) && among(ids, project.id) &&
        call.site.may(call.caller, project, needs))
      found.push_back(&project);
  }
  const auto order = call.request.parameter("orderBy").value_or("key");
  const bool descending = order.starts_with('-');
  const bool by_name = order.ends_with("name");
  std::sort(found.begin(), found.end(), [&](const Project* a, const Project* b) {
    const auto& left = by_name ? a->name : a->key;
    const auto& right = by_name ? b->name : b->key;
    return descending ? right < left : left < right;
  });
  std::vector<Json> rows;
  for (const auto* project : found) rows.push_back(full(call, *project));
  return json_answer(200, page(call, "values", rows, page_bounds(call, 50, 100)));
}

Answer get_project(const Call& call) {
  const auto& project = require_project(call);
  auto out = full(call, project);
  out["lead"] = call.view().user(project.lead);
  out["assigneeType"] = project.assigns_lead ? "PROJECT_LEAD" : "UNASSIGNED";
  out["description"] = "";
  out["roles"] = Json::object();
  out["components"] = parts(call, project.components, "component", project);
  out["versions"] = parts(call, project.versions, "version", project);
  out["issueTypes"] = Json::array();
  for (const auto& id : project.issue_types)
    out["issueTypes"].push_back(call.view().issue_type(*call.site.world().issue_type(id)));
  return json_answer(200, out);
}

Answer get_project_statuses(const Call& call) {
  const auto& project = require_project(call);
  const auto& world = call.site.world();
  auto out = Json::array();
  for (const auto& id : project.issue_types) {
    const auto& workflow = world.workflow_of(project, id);
    std::set<std::string> ids{workflow.initial};
    for (const auto& transition : workflow.transitions) ids.insert(transition.to);
    auto statuses = Json::array();
    for (const auto& status : ids) statuses.push_back(call.view().status(status));
    const auto* type = world.issue_type(id);
    out.push_back({{"self", call.view().self("issuetype/" + id)},
                   {"id", id},
                   {"name", type->name},
                   {"subtask", type->subtask()},
                   {"statuses", std::move(statuses)}});
  }
  return json_answer(200, out);
}

Answer get_project_components(const Call& call) {
  const auto& project = require_project(call);
  return json_answer(200, parts(call, project.components, "component", project));
}

Answer page_project_components(const Call& call) {
  const auto& project = require_project(call);
  return json_answer(
      200, page(call, "values", named_like(call, parts(call, project.components, "component", project)),
                page_bounds(call, 50, 50)));
}

Answer get_project_versions(const Call& call) {
  const auto& project = require_project(call);
  return json_answer(200, parts(call, project.versions, "version", project));
}

Answer page_project_versions(const Call& call) {
  const auto& project = require_project(call);
  return json_answer(200,
                     page(call, "values", named_like(call, parts(call, project.versions, "version", project)),
                          page_bounds(call, 50, 50)));
}

Answer get_security_levels(const Call& call) {
  const auto& project = require_project(call);
  auto levels = Json::array();
  const auto* scheme = call.site.world().security_of(project);
  if (scheme != nullptr && call.site.may(call.caller, project, "SET_ISSUE_SECURITY"))
    for (const auto& level : scheme->levels)
      if (level.members.contains(call.caller->account_id))
        levels.push_back(call.view().security_level(level));
  return json_answer(200, {{"levels", std::move(levels)}});
}

}  // namespace itsm::simulators::jira
