// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host_stub/store/agreement_sweeps.hpp"
#include "host_stub/store/swept_tickets.hpp"
#include "host_stub/sync/sweep_tools.hpp"

namespace itsm::host::sync {

// What came of looking for tickets by our keys.
struct ComparedKeys {
  IntentId last{};  // 0: there were no more
  std::vector<store::DifferenceRow> differences{};
};

// Tickets that carry the key of a wish and are not its ticket: a second one, or one of which nobody here
// knows. Those that a person decided to keep are none. The next ones behind that place, in one search.
Result<ComparedKeys> compare_keys(const SweepTools& tools, const SweepScope& scope, IntentId after);

}  // namespace itsm::host::sync
