// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "host_stub/store/database.hpp"

// Runs that bring tickets that exist in step with a policy that was activated. They only make tickets due;
// the work is that of the outbox's jobs. All functions but the scan act in the transaction's company.
namespace itsm::host::store {

struct Backfill {
  std::int64_t id = 0;
  std::int64_t policy_version = 0;
  Time activated_at{};
  std::int64_t tickets = 0;  // open ones when it began
  std::int64_t queued = 0;   // of them, made due
  TicketId after{};          // the last of those
  Time started_at{};
  std::optional<Time> ended_at{};
  bool superseded = false;  // it ended because another version decides
};

// Which companies have a run under way. Run across companies.
Result<std::vector<CompanyId>> companies_with_backfills(Transaction& scheduler);

// Nothing happens where the activation has one.
Result<> begin_backfill(Transaction& transaction, const Backfill& run);
// Those under way, the oldest first, locked until the end of the transaction.
Result<std::vector<Backfill>> lock_backfills(Transaction& transaction);
// Of this activation; nothing: it has none.
Result<std::optional<Backfill>> backfill_of(Transaction& transaction, std::int64_t policy_version,
                                            Time activated_at);
Result<> save_backfill(Transaction& transaction, const Backfill& run);

// Tickets of back-fills that still wait to be looked at, up to and including this one.
Result<std::int64_t> count_backfilled(Transaction& transaction, TicketId up_to);

}  // namespace itsm::host::store
