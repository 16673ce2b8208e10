// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "tests/simulators/jira/field_input.hpp"
#include "tests/simulators/jira/handlers.hpp"
#include "tests/simulators/jira/writes.hpp"

namespace itsm::simulators::jira {
namespace {

void require_right(const Call& call, const Issue& issue, const char* permission, const char* words) {
  if (!call.site.may(call.caller, call.site.project_of(issue), permission)) throw refusal(403, words);
}

// Clients repeat project and type; anything but the present project is refused, another type of the same kind
// taken.
void settle_type(const Call& call, const Json& fields, Issue& issue, Json& items) {
  const auto& site = call.site;
  const auto& project = site.project_of(issue);
  if (const auto named = fields.find("project"); named != fields.end()) {
    const auto wanted =
        named->is_object() ? named->value("key", named->value("id", std::string())) : std::string();
    if (wanted != project.key && wanted != project.id) throw field_refusal("project", off_screen("project"));
  }
  const auto named = fields.find("issuetype");
  if (named == fields.end()) return;
  const auto* present = site.world().issue_type(issue.type);
  for (const auto& id : project.issue_types) {
    const auto* type = site.world().issue_type(id);
    const bool wanted =
        named->is_object() &&
        (named->contains("id") ? named->at("id") == id : same_word(named->value("name", ""), type->name));
    if (!wanted || type->level != present->level) continue;
    if (type != present) {
      items.push_back({{"field", "issuetype"},
                       {"fieldtype", "jira"},
                       {"fieldId", "issuetype"},
                       {"from", present->id},
                       {"fromString", present->name},
                       {"to", id},
                       {"toString", type->name}});
      issue.type = id;
    }
    return;
  }
  throw field_refusal("issuetype", "The issue type selected is invalid.");
}

}  // namespace

Screen whole_screen(const World& world) {
  Screen screen;
  for (const auto& [id, field] : world.fields)
    if (field.kind != FieldKind::read_only) screen[id] = {};
  return screen;
}

void edit(const Call& call, Issue& issue, const Json& body, const Screen& screen) {
  const auto& project = call.site.project_of(issue);
  const Writing writing{call, project, *call.site.world().issue_type(issue.type)};
  Refusal refused{};
  const auto writes = read_fields(writing, screen, body, &issue, refused);
  for (const auto& [id, value] : writes.values)
    if (value.is_null() && screen.at(id).required)
      refused.fields[id] = call.site.world().field(id)->name + " is required.";
  if (refused.names_something()) throw refused;
  auto items = Json::array();
  settle_type(call, body.value("fields", Json::object()), issue, items);
  for (auto& item : apply(writing, writes, issue)) items.push_back(std::move(item));
  finish(writing, writes, issue, items, call.caller->account_id);
}

Answer edit_issue(const Call& call) {
  auto& issue = call.site.require(call.caller, call.captures[0]);
  require_right(call, issue, "EDIT_ISSUES", "You do not have permission to edit issues in this project.");
  const auto& project = call.site.project_of(issue);
  if (call.request.parameter("notifyUsers") == "false")
    require_right(call, issue, "ADMINISTER_PROJECTS",
                  "To discard the user notification either admin or project admin permissions are required.");
  edit(call, issue, call.body(), settable(call, project, call.site.world().screen_of(project, issue.type)));
  if (!call.site.is_cloud() || call.request.parameter("returnIssue") != "true") return empty_answer(204);
  return json_answer(200, call.view().issue(issue, FieldSelection({}, {"*all"}), {}));
}

Answer assign_issue(const Call& call) {
  auto& issue = call.site.require(call.caller, call.captures[0]);
  require_right(call, issue, "ASSIGN_ISSUES", "You do not have permission to assign issues.");
  const auto body = call.body();
  const auto* member = call.site.is_cloud() ? "accountId" : "name";
  if (!body.contains(member)) throw bad_payload();
  const auto& project = call.site.project_of(issue);
  auto person = body[member];
  if (person == "-1") {
    const auto& lead = *call.site.world().user(project.lead);
    person = !project.assigns_lead ? Json() : Json(call.site.is_cloud() ? lead.account_id : lead.username);
  }
  const Json value = person.is_null() ? Json() : Json{{member, person}};
  edit(call, issue, {{"fields", {{"assignee", value}}}}, {{"assignee", {}}});
  return empty_answer(204);
}

Answer delete_issue(const Call& call) {
  auto& issue = call.site.require(call.caller, call.captures[0]);
  require_right(call, issue, "DELETE_ISSUES", "You do not have permission to delete issues in this project.");
  std::vector<const Issue*> children;
  for (const auto& [id, candidate] : call.site.issues())
    if (candidate.text("parent") == std::to_string(issue.id) &&
        call.site.world().issue_type(candidate.type)->subtask())
      children.push_back(&candidate);
  if (!children.empty() && call.request.parameter("deleteSubtasks") != "true")
    throw refusal(
        400, "The issue '" + call.site.key_of(issue) +
                 "' has subtasks.  You must specify the 'deleteSubtasks' parameter to delete this issue and "
                 "all its subtasks.");
  for (const auto* child : children) call.site.remove(*child, call.caller->account_id);
  call.site.remove(issue, call.caller->account_id);
  return empty_answer(204);
}

}  // namespace itsm::simulators::jira
