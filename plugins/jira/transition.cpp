// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iterator>

#include "plugins/common/reading.hpp"
#include "plugins/jira/fitting.hpp"
#include "plugins/jira/form.hpp"
#include "plugins/jira/jira_plugin.hpp"
#include "plugins/jira/rights.hpp"
#include "plugins/jira/ticket.hpp"
#include "plugins/jira/workflow.hpp"
#include "plugins/jira/written.hpp"

namespace itsm::jira {
namespace {

using common::member;
using common::text_of;

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

// The fields that the step's screen demands and that the request leaves out.
std::map<std::string, std::string> lacking(const Step& step, const TransitionRequest& request) {
  std::map<std::string, std::string> fields;
  for (const auto& [id, field] : step.form.items()) {
    const auto given = request.fields.find(id);
    const bool is_given = given != request.fields.end() && !says_nothing(given->second.value);
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
  return unreachable("'" + present.name + "'", goal_of(request), steps);
}

// The step to take. Whatever speaks against it is said before anything is sent.
Result<Step> chosen_step(const std::vector<Step>& steps, const TransitionRequest& request,
                         const Named& present) {
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
  ITSM_TRY(const Step step, chosen_step(steps, request, present));
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
