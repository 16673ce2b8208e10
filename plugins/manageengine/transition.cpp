// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "plugins/common/reading.hpp"
#include "plugins/manageengine/closing.hpp"
#include "plugins/manageengine/order.hpp"
#include "plugins/manageengine/plugin.hpp"
#include "plugins/manageengine/ticket.hpp"
#include "plugins/manageengine/verdict.hpp"

namespace itsm::manageengine {
namespace {

bool is_meant(const TransitionRequest& request, const Named& status, TicketState state) {
  if (!request.status.id.empty()) return status.id == request.status.id;
  if (!request.status.name.empty()) return status.name == request.status.name;
  return state == request.state;
}

std::string goal_of(const TransitionRequest& request) {
  const Named& status = request.status;
  if (!status.name.empty()) return "the status '" + status.name + "'";
  if (!status.id.empty()) return "the status " + status.id;
  return "a status that means " + std::string(itsm::name_of(request.state.value_or(TicketState::todo)));
}

}  // namespace

// Status, resolution and closure in one edit, so that closing rules are met or the status stays. Without a
// life cycle any status leads to any other; with one, ServiceDesk Plus says no and does not say what is open.
Result<TicketChange> ManageEnginePlugin::transition(const Call& call,
                                                    const TransitionRequest& request) const {
  if (request.status.id.empty() && request.status.name.empty() && !request.state)
    return failure(Status::invalid_argument, "to which status, or to a status of which meaning?");
  const Client client(call, desk_);
  ITSM_TRY(const Json present, read_request(client, request.ref));
  ITSM_TRY(const Ticket ticket, read_ticket(present, desk_, {}));
  TicketChange change{.ref = ticket.ref, .version = ticket.version, .status = ticket.status};
  if (is_meant(request, ticket.status, ticket.state)) return change;

  ITSM_TRY(const std::vector<StatusOffer> offered, statuses(client));
  const auto to = std::find_if(offered.begin(), offered.end(), [&](const StatusOffer& one) {
    return is_meant(request, one.named, one.state);
  });
  if (to == offered.end()) return unexpected(unreachable(goal_of(request), offered));
  ITSM_TRY(const Metainfo metainfo, read_metainfo(client));
  std::map<std::string, FieldValue> fields = request.fields;
  std::erase_if(fields, [&](const auto& field) {
    const bool fits = is_closing_field(field.first) ? !is_open(to->state) : metainfo.knows(field.first);
    if (!fits) change.dropped.push_back(field.first);
    return !fits;
  });
  Order order(desk_);
  ITSM_CHECK(order.put(fields));
  order.put("status", reference(to->named));
  ITSM_TRY(const Json body,
           written(client.write("PUT", request_path(ticket.ref), order.input()), client.now()));
  const auto after = read_ticket(common::member(body, "request"), desk_, {});
  change.version = after ? after->version : std::string();
  change.status = to->named;
  return change;
}

}  // namespace itsm::manageengine
