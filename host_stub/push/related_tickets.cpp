// SPDX-License-Identifier: Apache-2.0
#include "host_stub/push/related_tickets.hpp"

#include "host_stub/push/target_schemas.hpp"

namespace itsm::host::push {
namespace {

Result<> check_ticket(integrations::LiveIntegration& live, const std::vector<Named>& allowed,
                      const TicketRef& ref) {
  ITSM_TRY(const auto found, tickets_in_reach(live, allowed, {ref}));
  if (!found.empty()) return {};
  return problem(ProblemKind::not_found, "ticket_unknown",
                 "there is no ticket " + (ref.key.empty() ? ref.id : ref.key) + " at " +
                     live.identity().name + " in a project that this company may use",
                 "look at its key, and at the projects that the integration allows");
}

}  // namespace

Result<std::vector<Ticket>> tickets_in_reach(integrations::LiveIntegration& live,
                                             const std::vector<Named>& allowed,
                                             const std::vector<TicketRef>& refs) {
  ITSM_TRY(FetchResult found, live.fetch({refs, {}}));
  std::erase_if(found.tickets, [&](const Ticket& ticket) {
    return !is_allowed(allowed, Option{.id = ticket.project.id, .name = ticket.project.name});
  });
  return std::move(found.tickets);
}

Result<> check_related_tickets(integrations::LiveIntegration& live, const std::vector<Named>& allowed,
                               const PlanRequest& request) {
  if (request.mode == CreationMode::subtask && request.parent)
    ITSM_CHECK(check_ticket(live, allowed, *request.parent));
  if (request.mode == CreationMode::link && request.relation)
    ITSM_CHECK(check_ticket(live, allowed, request.relation->target));
  return {};
}

}  // namespace itsm::host::push
