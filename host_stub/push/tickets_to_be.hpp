// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "host_stub/policy/render.hpp"
#include "host_stub/push/plan.hpp"
#include "host_stub/push/target_schemas.hpp"

namespace itsm::host::push {

// What becomes of one group: a ticket, or why its findings get none.
struct TicketToBe {
  std::optional<PlannedTicket> ticket{};
  std::vector<LeftOutFinding> left_out{};
};
Result<TicketToBe> ticket_to_be(const policy::Policy& policy, const policy::Group& group, Forms& forms,
                                const policy::RenderContext& context);

struct TicketsToBe {
  std::vector<PlannedTicket> tickets{};
  std::vector<LeftOutFinding> left_out{};
};

// What the policy makes of the findings, on these forms. A group that cannot become a ticket is
// left out with what is wrong; the others go on. The failure is the vendor's.
Result<TicketsToBe> tickets_to_be(const policy::Policy& policy, const std::vector<Finding>& findings,
                                  Forms& forms, const policy::RenderContext& context);

}  // namespace itsm::host::push
