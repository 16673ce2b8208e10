// SPDX-License-Identifier: Apache-2.0
#include "host_stub/push/related_tickets.hpp"

#include "host_stub/push/target_schemas.hpp"

namespace itsm::host::push {
namespace {

Result<> check_ticket(integrations::LiveIntegration& live, const std::vector<Named>& allowed,
                      const TicketRef& ref) {
  ITSM_TRY(const FetchResult found, live.fetch({{ref}, {}}));
  if (!found.tickets.empty()) {
    const Named& project = found.tickets.front().project;
    if (is_allowed(allowed, Option{.id = project.id, .name = project.name})) return {};
  }
  return problem(ProblemKind::not_found, "ticket_unknown",
                 "there is no ticket " + (ref.key.empty() ? ref.id : ref.key) + " at " +
                     live.identity().name + " in a project that this company may use",
                 "look at its key, and at the projects that the integration allows");
}

}  // namespace

Result<> check_related_tickets(integrations::LiveIntegration& live, const std::vector<Named>& allowed,
                               const PlanRequest& request) {
  if (request.mode == CreationMode::subtask && request.parent)
    ITSM_CHECK(check_ticket(live, allowed, *request.parent));
  if (request.mode == CreationMode::link && request.relation)
    ITSM_CHECK(check_ticket(live, allowed, request.relation->target));
  return {};
}

}  // namespace itsm::host::push
