// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "host_stub/policy/status_rules.hpp"
#include "host_stub/store/workflow_steps.hpp"

// Ways through a vendor's workflow. No I/O.
namespace itsm::host::sync {

// Whether a ticket that is so stands where it shall.
bool is_reached(const policy::StatusTarget& target, const Named& status, TicketState state);

// The shortest way over steps that somebody was seen to take, at most that many; none: there is none. It
// never leads through an end: a ticket that is done for a moment tells everybody that it is.
std::vector<std::string> path_to(const policy::StatusTarget& target, const std::string& from,
                                 const std::vector<store::WorkflowStep>& steps, std::int64_t most_hops);

}  // namespace itsm::host::sync
