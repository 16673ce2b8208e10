// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "tests/simulators/jira/handlers.hpp"

namespace itsm::simulators::jira {
namespace {

struct Permission {
  std::string_view key;
  std::string_view name;
};

// The permissions that this site knows; their ids are their places in the list.
constexpr std::array kPermissions = std::to_array<Permission>({
    {"ADMINISTER_PROJECTS", "Administer Projects"},
    {"BROWSE_PROJECTS", "Browse Projects"},
    {"VIEW_READONLY_WORKFLOW", "View Read-Only Workflow"},
    {"ASSIGNABLE_USER", "Assignable User"},
    {"ASSIGN_ISSUES", "Assign Issues"},
    {"CLOSE_ISSUES", "Close Issues"},
    {"CREATE_ISSUES", "Create Issues"},
    {"DELETE_ISSUES", "Delete Issues"},
    {"EDIT_ISSUES", "Edit Issues"},
    {"LINK_ISSUES", "Link Issues"},
    {"MODIFY_REPORTER", "Modify Reporter"},
    {"MOVE_ISSUES", "Move Issues"},
    {"RESOLVE_ISSUES", "Resolve Issues"},
    {"SCHEDULE_ISSUES", "Schedule Issues"},
    {"SET_ISSUE_SECURITY", "Set Issue Security"},
    {"TRANSITION_ISSUES", "Transition Issues"},
    {"ADD_COMMENTS", "Add Comments"},
    {"DELETE_ALL_COMMENTS", "Delete All Comments"},
    {"DELETE_OWN_COMMENTS", "Delete Own Comments"},
    {"EDIT_ALL_COMMENTS", "Edit All Comments"},
    {"EDIT_OWN_COMMENTS", "Edit Own Comments"},
    {"CREATE_ATTACHMENTS", "Create Attachments"},
    {"DELETE_ALL_ATTACHMENTS", "Delete All Attachments"},
    {"DELETE_OWN_ATTACHMENTS", "Delete Own Attachments"},
    {"MANAGE_WATCHERS", "Manage Watchers"},
    {"VIEW_VOTERS_AND_WATCHERS", "View Voters and Watchers"},
    {"WORK_ON_ISSUES", "Work On Issues"},
    {"SERVICEDESK_AGENT", "Service Project Agent"},
    {"ADMINISTER", "Administer Jira"},
    {"USER_PICKER", "Browse users and groups"},
});

// Of the service product, which is there where a project of it is.
bool is_known(const Site& site, const Permission& permission) {
  const auto& projects = site.world().projects;
  return permission.key != "SERVICEDESK_AGENT" ||
         std::any_of(projects.begin(), projects.end(),
                     [](const Project& project) { return project.type == "service_desk"; });
}

bool is_global(std::string_view key) { return key == "ADMINISTER" || key == "USER_PICKER"; }

}  // namespace

Answer get_my_permissions(const Call& call) {
  std::vector<std::string> wanted;
  if (call.site.is_cloud()) {
    wanted = call.list("permissions");
    if (wanted.empty()) throw refusal(400, "The 'permissions' query parameter is required.");
  } else {  // always all of them
    for (const auto& permission : kPermissions)
      if (is_known(call.site, permission)) wanted.emplace_back(permission.key);
  }
  const auto project_key = call.request.parameter("projectKey");
  const auto project_id = call.request.parameter("projectId");
  const auto issue_key = call.request.parameter("issueKey") ? call.request.parameter("issueKey")
                                                            : call.request.parameter("issueId");
  const Project* project = nullptr;
  if (issue_key) {
    project = &call.site.project_of(call.site.require(call.caller, *issue_key));
  } else if (project_key || project_id) {
    const auto name = project_key.value_or(project_id.value_or(""));
    project = call.site.visible_project(call.caller, name);
    if (project == nullptr) throw refusal(404, "No project could be found with key '" + name + "'.");
  }
  const auto granted = [&](std::string_view key) {
    if (key == "ADMINISTER") return call.caller != nullptr && call.caller->administrator;
    if (project != nullptr) return call.site.may(call.caller, *project, key);
    for (const auto& any : call.site.world().projects)  // without a project: in some project
      if (call.site.may(call.caller, any, key)) return true;
    return false;
  };
  Refusal unknown{};
  auto out = Json::object();
  for (const auto& key : wanted) {
    std::size_t id = 0;
    while (id < kPermissions.size() && kPermissions[id].key != key) ++id;
    if (id == kPermissions.size() || !is_known(call.site, kPermissions[id])) {
      unknown.fields[key] = "Unrecognized permission";
      continue;
    }
    out[key] = {{"id", std::to_string(id)},
                {"key", key},
                {"name", kPermissions[id].name},
                {"type", is_global(key) ? "GLOBAL" : "PROJECT"},
                {"description", ""},
                {"havePermission", granted(key)}};
  }
  if (unknown.names_something()) throw unknown;
  return json_answer(200, {{"permissions", std::move(out)}});
}

}  // namespace itsm::simulators::jira
