// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <span>
#include <string>

#include "host_stub/push/push_service.hpp"

namespace itsm::host::cli {

class Context;

// For people: every ticket with where its values come from, every request, and what gets no ticket.
void print_plan(Context& context, const push::Plan& plan);
// What follows several plans of one selection: the sums, and how to push them.
void print_runs(Context& context, std::span<const push::Plan> plans);
// One table with a line per finding, then a line per push.
void print_pushes(Context& context, std::span<const push::PushReport> reports);

std::map<std::string, std::int64_t> sum_of(std::span<const push::PushReport> reports);
// "490 created, 10 failed".
std::string counts_of(const std::map<std::string, std::int64_t>& counts);

}  // namespace itsm::host::cli
