// SPDX-License-Identifier: Apache-2.0
#include "tests/simulators/jira/create_metadata.hpp"

#include <algorithm>

#include "tests/simulators/jira/field_input.hpp"
#include "tests/simulators/jira/handlers.hpp"

namespace itsm::simulators::jira {
namespace {

constexpr int kPageLimit = 200;

PageBounds create_page(const Call& call) {
  if (call.number("maxResults", 50) > kPageLimit)
    throw refusal(400,
                  "Parameter 'maxResults' must not exceed the limit '" + std::to_string(kPageLimit) + "'");
  return page_bounds(call, 50, kPageLimit);
}

const Project& require_project(const Call& call) {
  const auto* project = call.site.visible_project(call.caller, call.captures[0]);
  if (project == nullptr)
    throw refusal(404, "No project could be found with key '" + call.captures[0] + "'.");
  return *project;
}

}  // namespace

Json operations_of(FieldKind kind) {
  switch (kind) {
    case FieldKind::labels:
    case FieldKind::components:
    case FieldKind::versions:
    case FieldKind::multi_select:
    case FieldKind::checkboxes:
    case FieldKind::users:
    case FieldKind::groups:
      return {"add", "set", "remove"};
    case FieldKind::time_tracking:
      return {"set", "edit"};
    case FieldKind::links:
      return {"add", "copy"};
    case FieldKind::attachments:
      return {"set", "copy"};
    case FieldKind::issue_type:
      return Json::array();
    default:
      return {"set"};
  }
}

namespace {

// Null where Jira does not list them.
Json allowed_values(const Call& call, const Project& project, const Field& field) {
  const auto view = call.view();
  const auto& world = call.site.world();
  auto out = Json::array();
  switch (field.kind) {
    case FieldKind::priority:
      for (const auto& id : world.priorities_of(project).priorities)
        out.push_back(view.priority(*world.priority(id)));
      return out;
    case FieldKind::resolution:
      for (const auto& [id, resolution] : world.resolutions) out.push_back(view.resolution(resolution));
      return out;
    case FieldKind::security:
      if (const auto* scheme = world.security_of(project))
        for (const auto& level : scheme->levels)
          if (level.members.contains(call.caller->account_id)) out.push_back(view.security_level(level));
      return out;
    case FieldKind::components:
      for (const auto& part : project.components) out.push_back(view.part(part, "component"));
      return out;
    case FieldKind::version:
    case FieldKind::versions:
      for (const auto& part : project.versions) out.push_back(view.part(part, "version"));
      return out;
    case FieldKind::select:
    case FieldKind::multi_select:
    case FieldKind::radio_buttons:
    case FieldKind::checkboxes:
    case FieldKind::cascading:
      for (const auto& option : field.options) out.push_back(view.option(option));
      return out;
    case FieldKind::project_picker:
      for (const auto& one : world.projects)
        if (call.site.may(call.caller, one, "BROWSE_PROJECTS")) out.push_back(view.project(one));
      return out;
    default:
      return nullptr;
  }
}

// Where a form asks for what matches; empty where it does not ask.
std::string suggestions_of(const Call& call, const Project& project, const Field& field) {
  const bool people = field.kind == FieldKind::user || field.kind == FieldKind::users;
  if (people && field.custom())
    return call.origin + "/rest/api/1.0/users/picker?fieldName=" + field.id + "&projectId=" + project.id +
           "&showAvatar=true&query=";
  if (people)
    return call.site.is_cloud()
               ? call.view().self("user/assignable/search?project=" + project.key + "&query=")
               : call.origin + "/rest/api/latest/user/assignable/search?issueKey=null&username=";
  if (field.kind == FieldKind::labels) return call.origin + "/rest/api/1.0/labels/suggest?query=";
  return {};
}

Json field_of(const Call& call, const Project& project, const std::string& id, const ScreenField& setting) {
  const auto& field = *call.site.world().field(id);
  auto out = field_metadata(call, project, field, setting);
  out["fieldId"] = id;
  return out;
}

Json fixed(const Call& call, const Project& project, const std::string& id, Json only_value) {
  auto out = field_of(call, project, id, {true, nullptr});
  out["allowedValues"] = Json::array({std::move(only_value)});
  return out;
}

}  // namespace

Json field_metadata(const Call& call, const Project& project, const Field& field,
                    const ScreenField& setting) {
  const auto view = call.view();
  Json out{
      {"required", setting.required},
      {"schema", view.schema(field)},
      {"name", field.name},
      {call.site.is_cloud() ? "key" : "fieldId", field.id},
      // Data Center takes the caller for the reporter and does not say so.
      {"hasDefaultValue", !setting.standard.is_null() || (field.id == "reporter" && call.site.is_cloud())},
      {"operations", operations_of(field.kind)}};
  if (auto allowed = allowed_values(call, project, field); !allowed.is_null())
    out["allowedValues"] = std::move(allowed);
  if (auto suggestions = suggestions_of(call, project, field); !suggestions.empty())
    out["autoCompleteUrl"] = std::move(suggestions);
  if (field.kind == FieldKind::priority) {
    const auto& world = call.site.world();
    out["hasDefaultValue"] = true;
    out["defaultValue"] = view.priority(*world.priority(world.priorities_of(project).standard));
  } else if (!setting.standard.is_null()) {
    Issue holder;
    holder.project = project.id;
    holder.fields[field.id] = setting.standard;
    out["defaultValue"] = view.field(holder, field);
  }
  return out;
}

std::vector<const IssueType*> creatable_types(const Call& call, const Project& project) {
  std::vector<const IssueType*> types;
  if (call.site.may(call.caller, project, "CREATE_ISSUES"))
    for (const auto& id : project.issue_types) types.push_back(call.site.world().issue_type(id));
  return types;
}

std::vector<Json> create_fields(const Call& call, const Project& project, const IssueType& type) {
  std::vector<Json> fields{fixed(call, project, "issuetype", call.view().issue_type(type)),
                           fixed(call, project, "project", call.view().project(project))};
  for (const auto& [id, setting] : settable(call, project, call.site.world().screen_of(project, type.id))) {
    auto shown = setting;
    if (id == "parent" && type.subtask()) shown.required = true;
    fields.push_back(field_of(call, project, id, shown));
  }
  return fields;
}

Answer get_create_types(const Call& call) {
  const auto bounds = create_page(call);
  const auto& project = require_project(call);
  std::vector<Json> rows;
  for (const auto* type : creatable_types(call, project)) rows.push_back(call.view().issue_type(*type));
  return json_answer(200, page(call, "issueTypes", rows, bounds));
}

Answer get_create_fields(const Call& call) {
  const auto bounds = create_page(call);
  const auto& project = require_project(call);
  const auto types = creatable_types(call, project);
  const auto type =
      std::find_if(types.begin(), types.end(), [&](const auto* t) { return t->id == call.captures[1]; });
  if (type == types.end())
    throw refusal(404, "Issue type with id '" + call.captures[1] + "' does not exist in this project.");
  return json_answer(200, page(call, "fields", create_fields(call, project, **type), bounds));
}

Answer get_edit_metadata(const Call& call) {
  const auto& issue = call.site.require(call.caller, call.captures[0]);
  const auto& project = call.site.project_of(issue);
  auto fields = Json::object();
  if (call.site.may(call.caller, project, "EDIT_ISSUES"))
    for (const auto& [id, setting] :
         settable(call, project, call.site.world().screen_of(project, issue.type)))
      fields[id] = field_metadata(call, project, *call.site.world().field(id), setting);
  return json_answer(200, {{"fields", std::move(fields)}});
}

}  // namespace itsm::simulators::jira
