// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <regex>

#include "tests/simulators/jira/field_input.hpp"
#include "tests/simulators/jira/handlers.hpp"
#include "tests/simulators/jira/writes.hpp"

namespace itsm::simulators::jira {
namespace {

constexpr std::size_t kBulkLimit = 50;
constexpr std::size_t kPropertyLimit = 32'768;

const Project& read_project(const Call& call, const Json& fields) {
  const auto value = fields.value("project", Json::object());
  std::string wanted;
  if (value.is_object()) wanted = value.value("key", std::string());
  if (wanted.empty() && value.is_object() && value.contains("id"))
    wanted = value["id"].is_string() ? value["id"].get<std::string>() : text_of(value["id"]);
  const auto* project = wanted.empty() ? nullptr : call.site.visible_project(call.caller, wanted);
  if (project == nullptr) throw field_refusal("project", "Specify a valid project ID or key");
  if (!call.site.may(call.caller, *project, "CREATE_ISSUES"))
    throw refusal(403, "You do not have permission to create issues in this project.");
  return *project;
}

const IssueType& read_type(const Call& call, const Project& project, const Json& fields) {
  const auto value = fields.value("issuetype", Json::object());
  if (!value.is_object() || (!value.contains("id") && !value.contains("name")))
    throw field_refusal("issuetype", "Specify an issue type");
  const auto id = value.contains("id")
                      ? value["id"].is_string() ? value["id"].get<std::string>() : text_of(value["id"])
                      : std::string();
  for (const auto& candidate : project.issue_types) {
    const auto* type = call.site.world().issue_type(candidate);
    if (id.empty() ? same_word(type->name, value.value("name", "")) : candidate == id) return *type;
  }
  throw field_refusal("issuetype", "The issue type selected is invalid.");
}

std::map<std::string, Json> read_properties(const Json& body) {
  std::map<std::string, Json> out;
  for (const auto& property : body.value("properties", Json::array())) {
    if (!property.is_object() || !property.contains("key") || !property["key"].is_string() ||
        !property.contains("value"))
      throw bad_payload();
    const auto key = property["key"].get<std::string>();
    if (key.empty() || key.size() > 255)
      throw refusal(400, "The property key must be between 1 and 255 characters.");
    if (text_of(property["value"]).size() > kPropertyLimit)
      throw refusal(400, "The property value cannot be longer than 32768 characters.");
    out[key] = property["value"];
  }
  return out;
}

void fill_defaults(const Writing& writing, const Screen& screen, Issue& issue) {
  const auto& world = writing.call.site.world();
  for (const auto& [id, setting] : screen)
    if (!setting.standard.is_null() && !issue.fields.contains(id)) issue.fields[id] = setting.standard;
  if (const auto priority = screen.find("priority"); priority != screen.end()) {
    const auto& scheme = world.priorities_of(writing.project);
    const auto present = issue.text("priority");
    if (std::count(scheme.priorities.begin(), scheme.priorities.end(), present) == 0)
      issue.fields["priority"] = scheme.standard;  // a default of the screen that the scheme does not have
  }
  if (const auto* security = world.security_of(writing.project);
      security != nullptr && !security->standard.empty() && !issue.fields.contains("security"))
    issue.fields["security"] = security->standard;
  if (!issue.fields.contains("reporter")) issue.fields["reporter"] = issue.creator;
  if (!issue.fields.contains("assignee") && writing.project.assigns_lead)
    issue.fields["assignee"] = writing.project.lead;
}

void validate(const Workflow& workflow, const FieldWrites& writes, Refusal& refused) {
  for (const auto& validator : workflow.validators) {
    const auto written = writes.values.find(validator.field);
    const bool is_text = written != writes.values.end() && written->second.is_string();
    if (is_text && !std::regex_match(written->second.get<std::string>(), std::regex(validator.pattern)))
      refused.fields[validator.field] = validator.message;
  }
}

// Creates one issue, or throws a Refusal and changes nothing.
Json create(const Call& call, const Json& body) {
  if (!body.is_object() || !body.contains("fields") || !body["fields"].is_object()) throw bad_payload();
  const auto& fields = body["fields"];
  const auto& project = read_project(call, fields);
  const auto& type = read_type(call, project, fields);
  const Writing writing{call, project, type};
  const auto screen = settable(call, project, call.site.world().screen_of(project, type.id));

  Refusal refused{};
  auto writes = read_fields(writing, screen, body, nullptr, refused);
  require_fields(writing, screen, writes, refused);
  validate(call.site.world().workflow_of(project, type.id), writes, refused);
  const bool has_parent = writes.values.contains("parent") && !writes.values["parent"].is_null();
  if (type.subtask() && !has_parent && !refused.fields.contains("parent"))
    refused.fields["issuetype"] = "Issue type is a sub-task but parent issue key or id not specified.";
  auto properties = read_properties(body);
  if (refused.names_something()) throw refused;

  Issue issue;
  issue.project = project.id;
  issue.type = type.id;
  issue.status = call.site.world().workflow_of(project, type.id).initial;
  issue.creator = call.caller->account_id;
  issue.properties = std::move(properties);
  apply(writing, writes, issue);
  fill_defaults(writing, screen, issue);
  auto& stored = call.site.add(std::move(issue));
  finish(writing, writes, stored, Json::array(), call.caller->account_id);

  const auto id = std::to_string(stored.id);
  Json answer{{"id", id}, {"key", call.site.key_of(stored)}, {"self", call.view().self("issue/" + id)}};
  if (call.site.is_cloud() && body.contains("transition")) {
    // A transition that fails does not take the issue back.
    Json outcome{{"status", 200}, {"errorCollection", Refusal{}.collection()}};
    try {
      take_transition(call, stored, {{"transition", body["transition"]}});
    } catch (const Refusal& wrong) {
      outcome = {{"status", wrong.status}, {"errorCollection", wrong.collection()}};
    }
    answer["transition"] = std::move(outcome);
  }
  return answer;
}

}  // namespace

Answer create_issue(const Call& call) { return json_answer(201, create(call, call.body())); }

Answer create_issues(const Call& call) {
  const auto body = call.body();
  if (!body.contains("issueUpdates") || !body["issueUpdates"].is_array()) throw bad_payload();
  const auto& updates = body["issueUpdates"];
  if (updates.size() > kBulkLimit)
    throw refusal(400,
                  "The number of issues to be created must not exceed " + std::to_string(kBulkLimit) + ".");
  auto issues = Json::array();
  auto errors = Json::array();
  for (std::size_t i = 0; i < updates.size(); ++i) {
    try {
      issues.push_back(create(call, updates[i]));
    } catch (const Refusal& wrong) {
      errors.push_back(
          {{"status", wrong.status}, {"elementErrors", wrong.collection()}, {"failedElementNumber", i}});
    }
  }
  const int status = issues.empty() ? 400 : 201;
  return json_answer(status, {{"issues", std::move(issues)}, {"errors", std::move(errors)}});
}

}  // namespace itsm::simulators::jira
