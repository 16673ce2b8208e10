// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "host_stub/push/plan_archive.hpp"

namespace itsm::host::push {

// Who waits for the tickets.
enum class Asked { by_person, by_import };

// The cause (store::alert_cause) of an alert that waits for this plan to be pushed.
std::string plan_cause(PlanId plan);

// Stores a push with everything that it needs to be carried out, in one transaction: an intent for every
// ticket, a queued job for every write and a record for every finding. Writes named in `stale` get failed
// records with these reasons instead. A write with a ticket that somebody else is making already is not
// queued either: its request would not be the planned one. Repeatable.
Result<PushId> queue_push(store::Transaction& transaction, const PlanDraft& plan,
                          const std::map<std::int64_t, std::vector<std::string>>& stale,
                          std::optional<PushId> retry_of, const std::string& actor, Asked asked, Time now);

}  // namespace itsm::host::push
