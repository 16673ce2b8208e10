// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iterator>

#include "plugins/common/reading.hpp"
#include "plugins/jira/form.hpp"
#include "plugins/jira/jira_plugin.hpp"
#include "plugins/jira/rights.hpp"
#include "plugins/jira/ticket.hpp"
#include "plugins/jira/written.hpp"

namespace itsm::jira {
namespace {

using common::member;
using common::text_of;

// One step of the workflow that is open from the present status. Its own id and name mean nothing outside its
// workflow, so only where it leads counts.
struct Step {
  std::string id{};
  Named to{};
  TicketState state = TicketState::todo;
  Json form = Json::object();
};

std::string category_of(const Json& status) { return text_of(member(status, "statusCategory"), "key"); }

bool is_meant(const TransitionRequest& request, const Named& status, TicketState state) {
  if (!request.status.id.empty()) return status.id == request.status.id;
  if (!request.status.name.empty()) return status.name == request.status.name;
  return state == request.state;
}

std::string goal_of(const TransitionRequest& request) {
  const Named& status = request.status;
  if (!status.name.empty()) return "the status '" + status.name + "'";
  if (!status.id.empty()) return "the status " + status.id;
  return "a status that means " + std::string(name_of(request.state.value_or(TicketState::todo)));
}

Result<std::vector<Step>> open_steps(const Client& client, const TicketRef& ref) {
  ITSM_TRY(const Json answer, client.get(client.site().api(issue_path(ref, "/transitions"),
                                                           {{"expand", "transitions.fields"}})));
  const Json& list = member(answer, "transitions");
  if (!list.is_array()) return failure(Status::bad_reply, "Jira's answer lacks 'transitions'");
  std::vector<Step> steps;
  for (const Json& transition : list) {
    const Json& to = member(transition, "to");
    Step step{text_of(transition, "id"),
              {text_of(to, "id"), text_of(to, "name")},
              state_of(category_of(to), Json()),
              {}};
    if (step.id.empty() || step.to.name.empty() || category_of(to).empty())
      return failure(Status::bad_reply, "Jira's answer holds a transition without id or target status");
    if (member(transition, "isAvailable") == Json(false)) continue;
    if (const Json& fields = member(transition, "fields"); fields.is_object()) step.form = fields;
    steps.push_back(std::move(step));
  }
  return steps;
}

// The fields that the step's screen demands and that the request leaves out.
std::map<std::string, std::string> lacking(const Step& step, const TransitionRequest& request) {
  std::map<std::string, std::string> fields;
  for (const auto& [id, field] : step.form.items()) {
    const auto given = request.fields.find(id);
    const bool is_given = given != request.fields.end() && !given->second.value.is_null();
    if (is_given || !common::flag_of(field, "required") || common::flag_of(field, "hasDefaultValue"))
      continue;
    std::string reason = text_of(field, "name") + " must be given on the way to " + step.to.name;
    std::string values;
    for (const Json& value : common::array_of(field, "allowedValues")) {
      std::string name = text_of(value, "name");
      if (name.empty()) name = text_of(value, "value");
      if (!name.empty()) values += (values.empty() ? "; one of " : ", ") + name;
    }
    fields[id] = reason + values;
  }
  return fields;
}

// Of several steps to the same place the one that asks for least, then the one whose screen has most of the
// fields that are given.
const Step& best_of(const std::vector<Step>& steps, const TransitionRequest& request) {
  const auto worth = [&](const Step& step) {
    const auto taken = std::count_if(request.fields.begin(), request.fields.end(),
                                     [&](const auto& field) { return step.form.contains(field.first); });
    return std::make_pair(-static_cast<std::ptrdiff_t>(lacking(step, request).size()), taken);
  };
  return *std::max_element(steps.begin(), steps.end(),
                           [&](const Step& one, const Step& other) { return worth(one) < worth(other); });
}

Error unavailable(const TransitionRequest& request, const Named& present, const std::vector<Step>& steps) {
  Error error{
      Status::transition_unavailable,
      "Jira's workflow leads from '" + present.name + "' to " + goal_of(request) + " in no single step",
      0,
      {},
      {},
      {}};
  for (const Step& step : steps)
    if (std::find(error.reachable.begin(), error.reachable.end(), step.to.name) == error.reachable.end())
      error.reachable.push_back(step.to.name);
  return error;
}

// The step to take. Whatever speaks against it is said before anything is sent.
Result<Step> chosen(const std::vector<Step>& steps, const TransitionRequest& request, const Named& present) {
  std::vector<Step> leading;
  std::copy_if(steps.begin(), steps.end(), std::back_inserter(leading),
               [&](const Step& step) { return is_meant(request, step.to, step.state); });
  if (leading.empty()) return unexpected(unavailable(request, present, steps));
  const bool several = std::any_of(leading.begin(), leading.end(),
                                   [&](const Step& step) { return step.to.id != leading.front().to.id; });
  if (several && !request.status.name.empty())
    return failure(Status::invalid_argument, "several statuses are called '" + request.status.name +
                                                 "': name the one that is meant by id");
  const Step& best = best_of(leading, request);
  auto fields = lacking(best, request);
  if (fields.empty()) return best;
  std::string message = fields.begin()->second;
  return unexpected(Error{Status::invalid_argument, std::move(message), 0, {}, std::move(fields), {}});
}

// No step at all is what Jira answers to an account without the right, too.
Result<void> expect_right(const Client& client, const TicketRef& ref, const std::vector<Step>& steps) {
  if (!steps.empty()) return {};
  ITSM_TRY(const auto rights, rights_on(client, ref, {"TRANSITION_ISSUES"}));
  if (!rights.empty()) return {};
  return failure(Status::forbidden,
                 "the account may not change the status of " + ref.key +
                     ": ask a Jira administrator for the permission Transition issues in its project");
}

}  // namespace

Result<TicketChange> JiraPlugin::transition(const Call& call, const TransitionRequest& request) const {
  const bool names_status = !request.status.id.empty() || !request.status.name.empty();
  if (!names_status && !request.state)
    return failure(Status::invalid_argument, "to which status, or to a status of which meaning?");
  const Client client(call, site_);
  ITSM_TRY(const Json issue,
           client.get(site_.api(issue_path(request.ref), {{"fields", "status,resolution"}})));
  const Json& status = member(member(issue, "fields"), "status");
  const Named present{text_of(status, "id"), text_of(status, "name")};
  if (present.name.empty()) return failure(Status::bad_reply, "Jira's answer holds a ticket without status");
  TicketChange change;
  change.ref = site_.ref(text_of(issue, "id"), text_of(issue, "key"));
  change.status = present;
  if (is_meant(request, present,
               state_of(category_of(status), member(member(issue, "fields"), "resolution"))))
    return change;

  ITSM_TRY(const std::vector<Step> steps, open_steps(client, change.ref));
  ITSM_CHECK(expect_right(client, change.ref, steps));
  ITSM_TRY(const Step step, chosen(steps, request, present));
  ITSM_TRY(FilledForm filled, fill(client, change.ref, step.form, request.fields));
  Json body = {{"transition", {{"id", step.id}}}};
  if (!filled.fields.empty()) body["fields"] = std::move(filled.fields);
  const auto answer =
      written(client, client.write("POST", site_.api(issue_path(change.ref, "/transitions")), body));
  if (!answer) {
    // Somebody was faster, or a rule of the workflow says no: Jira names no field then.
    Error error = answer.error();
    if (error.vendor_http_status == 400 && error.fields.empty()) {
      error.status = Status::transition_unavailable;
      error.reachable = unavailable(request, present, steps).reachable;
    }
    return unexpected(std::move(error));
  }
  change.status = step.to;
  change.dropped = std::move(filled.dropped);
  return change;
}

}  // namespace itsm::jira
