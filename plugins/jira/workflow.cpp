// SPDX-License-Identifier: Apache-2.0
#include "plugins/jira/workflow.hpp"

#include <algorithm>

#include "plugins/common/reading.hpp"
#include "plugins/jira/ticket.hpp"
#include "plugins/jira/written.hpp"

namespace itsm::jira {

using common::member;
using common::text_of;

std::string category_of(const Json& status) { return text_of(member(status, "statusCategory"), "key"); }

Result<std::vector<Step>> open_steps(const Client& client, const TicketRef& ticket) {
  ITSM_TRY(const Json answer, client.get(client.site().api(issue_path(ticket, "/transitions"),
                                                           {{"expand", "transitions.fields"}})));
  const Json& list = member(answer, "transitions");
  if (!list.is_array()) return failure(Status::bad_reply, "Jira's answer lacks 'transitions'");
  std::vector<Step> steps;
  for (const Json& transition : list) {
    const Json& to = member(transition, "to");
    Step step{text_of(transition, "id"),
              {text_of(to, "id"), text_of(to, "name")},
              state_of(category_of(to), Json()),
              Json::object()};
    if (step.id.empty() || step.to.name.empty() || category_of(to).empty())
      return failure(Status::bad_reply, "Jira's answer holds a transition without id or target status");
    if (member(transition, "isAvailable") == Json(false)) continue;
    if (const Json& fields = member(transition, "fields"); fields.is_object()) step.form = fields;
    steps.push_back(std::move(step));
  }
  return steps;
}

Error unreachable(const std::string& start, const std::string& goal, const std::vector<Step>& steps) {
  Error error{Status::transition_unavailable,
              "Jira's workflow leads from " + start + " to " + goal + " in no single step",
              0,
              {},
              {},
              {}};
  for (const Step& step : steps)
    if (std::find(error.reachable.begin(), error.reachable.end(), step.to.name) == error.reachable.end())
      error.reachable.push_back(step.to.name);
  return error;
}

}  // namespace itsm::jira
