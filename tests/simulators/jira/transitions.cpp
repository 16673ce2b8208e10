// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "tests/simulators/jira/create_metadata.hpp"
#include "tests/simulators/jira/field_input.hpp"
#include "tests/simulators/jira/handlers.hpp"
#include "tests/simulators/jira/writes.hpp"

namespace itsm::simulators::jira {
namespace {

const Workflow& workflow_of(const Call& call, const Issue& issue) {
  return call.site.world().workflow_of(call.site.project_of(issue), issue.type);
}

bool is_available(const Call& call, const Issue& issue, const Transition& transition) {
  const auto& project = call.site.project_of(issue);
  if (!call.site.may(call.caller, project, "TRANSITION_ISSUES")) return false;
  if (!transition.permission.empty() && !call.site.may(call.caller, project, transition.permission))
    return false;
  return !transition.from || transition.from->contains(issue.status);
}

Json document_of(const Call& call, const Issue& issue, const Transition& transition, bool with_fields) {
  const auto view = call.view();
  Json out{{"id", transition.id}, {"name", transition.name}, {"to", view.status(transition.to)}};
  if (call.site.is_cloud())
    out.update({{"hasScreen", !transition.screen.empty()},
                {"isGlobal", !transition.from.has_value()},
                {"isInitial", false},
                {"isAvailable", true},
                {"isConditional", !transition.permission.empty()},
                {"isLooped", transition.to == issue.status}});
  else
    out.update({{"description", ""}, {"opsbarSequence", std::stoi(transition.id)}});
  if (!with_fields) return out;
  out["fields"] = Json::object();
  const auto& project = call.site.project_of(issue);
  for (const auto& [id, setting] : settable(call, project, transition.screen))
    out["fields"][id] = field_metadata(call, project, *call.site.world().field(id), setting);
  return out;
}

// The id, which clients send as text or as a number.
std::string wanted_transition(const Json& body) {
  const auto transition = body.value("transition", Json());
  if (!transition.is_object() || !transition.contains("id"))
    throw refusal(400, "Missing 'transition' identifier");
  const auto& id = transition["id"];
  if (id.is_number_integer()) return text_of(id);
  const auto text = id.is_string() ? id.get<std::string>() : std::string();
  if (text.empty() || text.find_first_not_of("0123456789") != std::string::npos)
    throw refusal(400, "'transition' identifier must be an integer");
  return text;
}

Json status_item(const Status& from, const Status& to) {
  return {{"field", "status"},       {"fieldtype", "jira"}, {"fieldId", "status"}, {"from", from.id},
          {"fromString", from.name}, {"to", to.id},         {"toString", to.name}};
}

void resolution_item(const World& world, const Json& before, Issue& issue, Json& items) {
  const auto found = issue.fields.find("resolution");
  const Json after = found == issue.fields.end() ? Json() : found->second;
  if (before == after) return;
  const auto name = [&](const Json& id) {
    return id.is_null() ? Json() : Json(world.resolution(id.get<std::string>())->name);
  };
  items.push_back({{"field", "resolution"},
                   {"fieldtype", "jira"},
                   {"fieldId", "resolution"},
                   {"from", before},
                   {"fromString", name(before)},
                   {"to", after},
                   {"toString", name(after)}});
}

// Puts the issue into the status; `resolution` as Transition::sets_resolution. Returns the items for the
// history.
Json enter(const Call& call, Issue& issue, const Status& status, const std::string& resolution,
           const Json& before) {
  const auto& world = call.site.world();
  auto items = Json::array();
  if (resolution == "none")
    issue.fields.erase("resolution");
  else if (!resolution.empty())
    issue.fields["resolution"] = resolution;
  resolution_item(world, before, issue, items);
  if (issue.status != status.id) {
    items.push_back(status_item(world.status(issue.status), status));
    issue.status = status.id;
    issue.status_changed = call.site.now();
  }
  if (!issue.fields.contains("resolution"))
    issue.resolved.reset();
  else if (!issue.resolved)
    issue.resolved = call.site.now();
  return items;
}

Json resolution_of(const Issue& issue) {
  const auto found = issue.fields.find("resolution");
  return found == issue.fields.end() ? Json() : found->second;
}

}  // namespace

void take_transition(const Call& call, Issue& issue, const Json& body) {
  const auto id = wanted_transition(body);
  const auto* transition = workflow_of(call, issue).find(id);
  if (transition == nullptr || !is_available(call, issue, *transition))
    throw refusal(400, "Transition id '" + id + "' is not valid for this issue.");
  const auto& project = call.site.project_of(issue);
  const Writing writing{call, project, *call.site.world().issue_type(issue.type)};
  const auto screen = settable(call, project, transition->screen);
  Refusal refused{};
  const auto writes = read_fields(writing, screen, body, &issue, refused);
  require_fields(writing, screen, writes, refused);
  if (refused.names_something()) throw refused;

  const auto before = resolution_of(issue);
  auto items = apply(writing, writes, issue);
  std::erase_if(items.get_ref<Json::array_t&>(),
                [](const Json& item) { return item["fieldId"] == "resolution"; });
  for (auto& item :
       enter(call, issue, call.site.world().status(transition->to), transition->sets_resolution, before))
    items.push_back(std::move(item));
  finish(writing, writes, issue, items, call.caller->account_id);
}

void set_status(const Call& call, Issue& issue, const Status& status, const std::string& resolution) {
  const auto before = resolution_of(issue);
  call.site.changed(issue, call.caller->account_id, enter(call, issue, status, resolution, before));
}

Answer get_transitions(const Call& call) {
  const auto& issue = call.site.require(call.caller, call.captures[0]);
  const auto expand = call.list("expand");
  const bool with_fields = std::find(expand.begin(), expand.end(), "transitions.fields") != expand.end();
  auto list = Json::array();
  for (const auto& transition : workflow_of(call, issue).transitions)
    if (is_available(call, issue, transition))
      list.push_back(document_of(call, issue, transition, with_fields));
  return json_answer(200, {{"expand", "transitions"}, {"transitions", std::move(list)}});
}

Answer transition_issue(const Call& call) {
  auto& issue = call.site.require(call.caller, call.captures[0]);
  take_transition(call, issue, call.body());
  return empty_answer(204);
}

}  // namespace itsm::simulators::jira
