// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "host_stub/policy/render.hpp"
#include "host_stub/push/plan.hpp"
#include "host_stub/push/target_schemas.hpp"

namespace itsm::host::push {

struct TicketsToBe {
  std::vector<PlannedTicket> tickets{};
  std::vector<LeftOutFinding> left_out{};
};

// What the policy makes of the findings, on the vendor's live schema. A group that cannot become a ticket is
// left out with what is wrong; the others go on. The failure is the vendor's.
Result<TicketsToBe> tickets_to_be(const policy::Policy& policy, const std::vector<Finding>& findings,
                                  TargetSchemas& schemas, const policy::RenderContext& context);

}  // namespace itsm::host::push
