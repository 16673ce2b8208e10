// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "host_stub/integrations/live_integration.hpp"
#include "host_stub/push/plan.hpp"

namespace itsm::host::push {

// Of these tickets those that exist in a project that the company may use, as they are now.
Result<std::vector<Ticket>> tickets_in_reach(integrations::LiveIntegration& live,
                                             const std::vector<Named>& allowed,
                                             const std::vector<TicketRef>& refs);

// The parent and the link target that a person names: they exist, in a project that this company may use.
// Refused with "ticket_unknown" for both reasons alike, since what a company may not use does not exist for
// it.
Result<> check_related_tickets(integrations::LiveIntegration& live, const std::vector<Named>& allowed,
                               const PlanRequest& request);

}  // namespace itsm::host::push
