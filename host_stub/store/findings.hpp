// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <vector>

#include "host_stub/core/finding.hpp"
#include "host_stub/store/database.hpp"

// Findings of the transaction's company, one by one and in batches. Everything in a Finding is stored as it
// is given; what may change and what follows from it is decided by others. Whatever is changed here makes
// the finding's tickets be looked at (outward_jobs).
namespace itsm::host::store {

// Those that are there, in the order of the ids. What belongs to another company is not there.
Result<std::vector<Finding>> load_findings(Transaction& transaction, std::span<const FindingId> ids);

// Those that are there, locked until the end of the transaction, in no particular order: for an import that
// merges what it read with what is stored.
Result<std::vector<Finding>> lock_findings(Transaction& transaction,
                                           std::span<const std::string> fingerprints);

// An import's batch: inserts those whose row_version is 0 and updates the others, by fingerprint. Answers
// their ids in the order given. When a row came or changed in between, the transaction is run again.
Result<std::vector<FindingId>> store_findings(Transaction& transaction, ImportId import,
                                              std::span<const Finding> findings, Time now);

// An import's batch of those that it found unchanged: they were seen, and that is all.
Result<> touch_findings(Transaction& transaction, ImportId import, std::span<const FindingId> ids, Time seen);

// A change of one finding by a person, a policy or a ticket. Refused with "finding_changed" (conflict) when
// it is not the one that was read: its row_version has gone on.
Result<> update_finding(Transaction& transaction, const Finding& finding, Time now);

// What one scan covers.
struct ScanScope {
  std::string asset{};
  std::string scanner{};
  std::string branch{};
};
struct NotSeen {
  FindingId id{};
  std::int64_t scans = 0;  // that have not shown it, one after another, with this one
  FindingStatus status = FindingStatus::open;
};
// Marks the findings of the scope, not in a terminal status, that `import` has not touched, as not seen by
// it; in the order of their ids, beginning after `after`. Marking is all that happens to them.
Result<std::vector<NotSeen>> mark_not_seen(Transaction& transaction, ImportId import, const ScanScope& scope,
                                           FindingId after, std::int64_t limit, Time now);

}  // namespace itsm::host::store
