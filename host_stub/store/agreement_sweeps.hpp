// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include <itsm/json.hpp>

#include "host_stub/store/database.hpp"

// Comparisons of all links with their vendor, and what they found. All functions act in the transaction's
// company.
namespace itsm::host::store {

// In what a link does not agree, or a ticket of ours is none.
enum class DifferenceCause : std::int16_t {
  status = 0,        // the ticket's status went on, and nobody told us
  field = 1,         // a field that people there may change
  owed = 2,          // what changed here has not reached the ticket
  conflict = 3,      // both sides changed the same
  unread = 4,        // the ticket changed in what no rule looks at, and nobody told us
  moved = 5,         // it is in another project or has another key
  missing = 6,       // the vendor does not show it
  back = 7,          // it was gone and is there again
  orphan = 8,        // a ticket with a key of ours that is linked to nothing
  duplicate = 9,     // a second ticket with the key of a linked one
  access_lost = 10,  // so many are not shown at once that they were not deleted
};

enum class SweepPhase : std::int16_t { none = 0, tickets = 1, keys = 2, repair = 3 };

struct SweepRow {
  IntegrationId integration{};
  std::int64_t run = 0;
  SweepPhase phase = SweepPhase::none;
  std::int64_t position = 0;
  bool repairs = false;
  std::int64_t fence = 0;
  Json progress = Json::object();
  Time started_at{};
  Time touched_at{};
  Json result = Json::object();  // of the last that came to its end; empty: none has
  std::optional<Time> finished_at{};
};

// Locked until the end of the transaction.
Result<std::optional<SweepRow>> lock_sweep(Transaction& transaction, IntegrationId integration);
// Of integrations that still have tickets here.
Result<std::vector<SweepRow>> list_sweeps(Transaction& transaction);
// Whoever was at work on it is overtaken.
Result<> begin_sweep(Transaction& transaction, const SweepRow& sweep);
// How far it is, by who holds it; false: somebody else does.
Result<bool> move_sweep(Transaction& transaction, const SweepRow& sweep);

struct DifferenceRow {
  std::int64_t id = 0;
  DifferenceCause cause = DifferenceCause::unread;
  std::optional<TicketId> ticket{};
  std::optional<IntentId> intent{};
  std::string remote_id{};
  std::string key{};
  std::string url{};
  std::string field{};
  std::string ours{};
  std::string theirs{};
  bool waits = false;
};
Result<> insert_differences(Transaction& transaction, const SweepRow& sweep,
                            std::span<const DifferenceRow> differences);
// In the order of their numbers, those after `after`; of one cause or of all.
Result<std::vector<DifferenceRow>> list_differences(Transaction& transaction, IntegrationId integration,
                                                    std::int64_t run, std::optional<DifferenceCause> cause,
                                                    std::int64_t after, std::int64_t limit);
// All but those of this run.
Result<> forget_differences_but(Transaction& transaction, IntegrationId integration, std::int64_t run);
// What seemed to be missing was only not to be seen.
Result<> rename_missing(Transaction& transaction, const SweepRow& sweep);

}  // namespace itsm::host::store

template <>
struct itsm::EnumNames<itsm::host::store::DifferenceCause> {
  using enum itsm::host::store::DifferenceCause;
  static constexpr std::array<std::pair<itsm::host::store::DifferenceCause, std::string_view>, 11> names{
      {{status, "status"},
       {field, "field"},
       {owed, "owed"},
       {conflict, "conflict"},
       {unread, "unread"},
       {moved, "moved"},
       {missing, "missing"},
       {back, "back"},
       {orphan, "orphan"},
       {duplicate, "duplicate"},
       {access_lost, "access_lost"}}};
};
