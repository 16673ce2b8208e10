// SPDX-License-Identifier: Apache-2.0
#include "plugins/servicenow/transition.hpp"

#include <algorithm>

#include "plugins/servicenow/fitting.hpp"
#include "plugins/servicenow/servicenow_plugin.hpp"
#include "plugins/servicenow/states.hpp"
#include "plugins/servicenow/ticket.hpp"

namespace itsm::servicenow {
namespace {

bool is_meant(const TransitionRequest& request, const Named& status, TicketState meaning) {
  if (!request.status.id.empty()) return status.id == request.status.id;
  if (!request.status.name.empty()) return status.name == request.status.name;
  return meaning == request.state;
}

std::string goal_words(const TransitionRequest& request) {
  const Named& status = request.status;
  if (!status.name.empty()) return "the state '" + status.name + "'";
  if (!status.id.empty()) return "the state " + status.id;
  return "a state that means " + std::string(name_of(request.state.value_or(TicketState::todo)));
}

// What the record holds already of the columns that are demanded.
Result<Json> present(const Client& client, const Ticket& ticket, const std::vector<std::string>& columns) {
  if (columns.empty()) return Json::object();
  ITSM_TRY(const std::vector<Json> rows, client.rows({.table = ticket.project.id,
                                                      .query = Query().is("sys_id", ticket.ref.id),
                                                      .columns = columns}));
  return rows.empty() ? Json::object() : rows.front();
}

std::string reason_for(const Column* column, const std::string& id, const Goal& goal) {
  std::string reason =
      (column == nullptr ? id : column->about.name) + " must be given on the way to " + goal.state.name;
  std::string values;
  if (column != nullptr)
    for (const Option& option : column->about.options)
      values += (values.empty() ? "; one of " : ", ") + option.name;
  return reason + values;
}

Result<void> expect_demands(const Client& client, const Form& form, const Ticket& ticket, const Goal& goal,
                            const TransitionRequest& request) {
  ITSM_TRY(const Json row, present(client, ticket, goal.demands));
  std::map<std::string, std::string> lacking;
  for (const std::string& id : goal.demands) {
    const auto given = request.fields.find(id);
    if (given != request.fields.end() && !given->second.value.is_null() && given->second.value != "")
      continue;
    // A table without the column cannot demand it.
    const Column* column = form.find(id);
    if (column != nullptr && value_of(row, id).empty()) lacking[id] = reason_for(column, id, goal);
  }
  if (lacking.empty()) return {};
  std::string message = lacking.begin()->second;
  return unexpected(Error{Status::invalid_argument, std::move(message), 0, {}, std::move(lacking), {}});
}

// Of several states of the wanted meaning the one that asks for least; the first of equals.
const Goal* best_of(const std::vector<Goal>& goals, const TransitionRequest& request) {
  const Goal* best = nullptr;
  for (const Goal& goal : goals)
    if (is_meant(request, {goal.state.id, goal.state.name}, goal.meaning) &&
        (best == nullptr || goal.demands.size() < best->demands.size()))
      best = &goal;
  return best;
}

}  // namespace

Result<std::vector<Goal>> goals_of(const Client& client, const std::vector<Table>& chain,
                                   const Ticket& ticket) {
  ITSM_TRY(Choices choices, choices_of(client, chain, {"state"}));
  if (choices["state"].empty())
    return failure(Status::forbidden,
                   "the account cannot read the states of " + ticket.project.id +
                       ": it needs read access to sys_choice, as the role personalize_choices gives it");
  std::vector<Goal> goals;
  for (const Option& state : choices["state"])
    if (is_step(ticket.project.id, ticket.status.id, state.id))
      goals.push_back(
          {state, meaning_of(ticket.project.id, state.id, true), demanded_for(ticket.project.id, state.id)});
  return goals;
}

Error unreachable(const Ticket& ticket, const std::string& wanted, const std::vector<Goal>& goals) {
  Error error{Status::transition_unavailable, {}, 0, {}, {}, {}};
  for (const Goal& goal : goals) error.reachable.push_back(goal.state.name);
  std::string names;
  for (const std::string& name : error.reachable) names += (names.empty() ? "" : ", ") + name;
  error.message = ticket.ref.key + " cannot go from '" + ticket.status.name + "' to " + wanted +
                  " in one step; it can go to " + (names.empty() ? "no other state" : names);
  return error;
}

Result<TicketChange> ServiceNowPlugin::transition(const Call& call, const TransitionRequest& request) const {
  if (request.status.id.empty() && request.status.name.empty() && !request.state)
    return failure(Status::invalid_argument, "to which state, or to a state of which meaning?");
  const Client client(call, instance_);
  ITSM_TRY(const Ticket ticket, the_ticket(client, request.ref));
  TicketChange change{.ref = ticket.ref, .version = ticket.version, .status = ticket.status};
  if (is_meant(request, ticket.status, ticket.state)) return change;

  ITSM_TRY(const Form form, form_of(client, ticket.project.id));
  ITSM_TRY(const std::vector<Goal> goals, goals_of(client, form.chain, ticket));
  const Goal* const goal = best_of(goals, request);
  if (goal == nullptr) return unexpected(unreachable(ticket, goal_words(request), goals));
  ITSM_CHECK(expect_demands(client, form, ticket, *goal, request));
  ITSM_TRY(Filled filled, fill(client, form, request.fields));
  filled.columns["state"] = goal->state.id;
  const auto answer = client.written(client.write(
      "PATCH", answering(table_path(ticket.project.id, ticket.ref.id), {"sys_id", "state", "sys_mod_count"}),
      filled.columns));
  if (!answer) {
    Error error = answer.error();
    // A rule of the instance says no.
    if (error.vendor_http_status == 403 && error.status == Status::conflict) {
      error.status = Status::transition_unavailable;
      error.reachable = unreachable(ticket, goal_words(request), goals).reachable;
    }
    return unexpected(std::move(error));
  }
  // Rules may lead it elsewhere, and a value that the instance does not take is left out in silence.
  change.status = Named{value_of(*answer, "state"), shown_of(*answer, "state")};
  change.version = value_of(*answer, "sys_mod_count");
  change.dropped = std::move(filled.dropped);
  if (change.status->id == ticket.status.id && !change.status->id.empty())
    return unexpected(
        unreachable(ticket, goal_words(request) + ", which ServiceNow left out in silence", goals));
  return change;
}

}  // namespace itsm::servicenow
