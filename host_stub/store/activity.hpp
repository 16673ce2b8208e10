// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "host_stub/core/activity.hpp"
#include "host_stub/store/database.hpp"

namespace itsm::host::store {

Result<> append_activity(Transaction& transaction, std::span<const Activity> entries);

// The newest first, at most `limit` of those before `before` (0: from the newest).
struct ActivityRow {
  std::int64_t id = 0;
  Activity entry{};
};
Result<std::vector<ActivityRow>> list_activity(Transaction& transaction, FindingId finding,
                                               std::int64_t before, std::int64_t limit);

// The changes of status of these findings, the oldest first.
Result<std::vector<Activity>> status_changes(Transaction& transaction,
                                             const std::vector<FindingId>& findings);

// What has happened to these findings and their tickets since then, the oldest first: changes of status, and
// news of tickets that was judged.
Result<std::vector<Activity>> events_since(Transaction& transaction, const std::vector<FindingId>& findings,
                                           std::optional<Time> since);

}  // namespace itsm::host::store
