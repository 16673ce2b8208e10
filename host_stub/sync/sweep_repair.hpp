// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "host_stub/store/agreement_sweeps.hpp"
#include "host_stub/sync/sweep_tools.hpp"

namespace itsm::host::sync {

// Hands differences on to whoever deals with them at any other time: what changed at the vendor is taken in
// as news, what is owed goes out by the tickets' jobs, a ticket that is not shown is asked for again, one
// that nobody knows is linked to the findings that it was made for, and where nothing follows from itself, a
// person is asked. Repeatable. Nothing is done about access that was lost.
Result<> repair(const SweepTools& tools, const SweepScope& scope,
                std::span<const store::DifferenceRow> differences);

// Links the ticket of a key that had been given up to those it was made for. False: others have their place.
Result<bool> adopt_orphan(store::Transaction& transaction, const Place& place, IntentId intent,
                          const Ticket& ticket, const std::string& actor, Time now);

}  // namespace itsm::host::sync
