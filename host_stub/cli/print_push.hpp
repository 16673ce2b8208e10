// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "host_stub/push/push_service.hpp"

namespace itsm::host::cli {

class Context;

// For people: every ticket with where its values come from, every request, and what gets no ticket.
void print_plan(Context& context, const push::Plan& plan);
// A line per finding, then the sums.
void print_push(Context& context, const push::PushReport& report);
// "490 created, 10 failed".
std::string counts_of(const push::PushReport& report);

}  // namespace itsm::host::cli
