// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "host_stub/store/database.hpp"

// Pushes and their records, one per finding. All functions act in the transaction's company.
namespace itsm::host::store {

enum class PushState : std::int16_t { running = 0, finished = 1, taken_back = 2 };

enum class RecordOutcome : std::int16_t {
  queued = 0,
  created = 1,
  adopted = 2,
  already_linked = 3,
  skipped = 4,
  uncertain = 5,  // the create left and its outcome is not known yet
  failed = 6,
};

}  // namespace itsm::host::store

template <>
struct itsm::EnumNames<itsm::host::store::RecordOutcome> {
  using enum itsm::host::store::RecordOutcome;
  static constexpr std::array<std::pair<itsm::host::store::RecordOutcome, std::string_view>, 7> names{
      {{queued, "queued"},
       {created, "created"},
       {adopted, "adopted"},
       {already_linked, "already_linked"},
       {skipped, "skipped"},
       {uncertain, "uncertain"},
       {failed, "failed"}}};
};

namespace itsm::host::store {

struct PushRow {
  PushId id{};
  PlanId plan{};
  std::optional<PushId> retry_of{};
  PushState state = PushState::running;
  std::string actor{};
  Time created_at{};
  std::optional<Time> finished_at{};
};

struct PushRecord {
  FindingId finding{};
  std::int64_t place = 0;
  RecordOutcome outcome = RecordOutcome::queued;
  std::string group_key{};
  std::optional<IntentId> intent{};
  std::optional<TicketId> ticket{};
  std::string reason{};
  std::map<std::string, std::string> fields{};  // failed: field -> the vendor's reason
  std::string remedy{};
  std::optional<Time> decided_by{};  // uncertain: when it will be known
  std::string warning{};             // the ticket was made, and something came out otherwise

  // Read with a join, never written.
  std::string title{};
  std::string ticket_key{};
  std::string ticket_url{};
};

// What became of all findings of one intent.
struct RecordChange {
  IntentId intent{};
  RecordOutcome outcome = RecordOutcome::queued;
  std::optional<TicketId> ticket{};
  std::string reason{};
  std::map<std::string, std::string> fields{};
  std::string remedy{};
  std::optional<Time> decided_by{};
  std::string warning{};
  std::optional<bool> foretold{};  // whether the vendor computed what the plan had said
};

Result<PushId> insert_push(Transaction& transaction, const PushRow& push);
Result<> insert_records(Transaction& transaction, PushId push, std::span<const PushRecord> records, Time now);
// Records that are decided already stay as they are.
Result<> change_records(Transaction& transaction, std::span<const RecordChange> changes, Time now);
// Ends those of the pushes of which no record is queued or uncertain any more.
Result<> finish_pushes_if_done(Transaction& transaction, const std::vector<PushId>& pushes, Time now);

Result<std::optional<PushRow>> load_push(Transaction& transaction, PushId push);
// The newest first, at most `limit` of those before `before` (0: from the newest).
Result<std::vector<PushRow>> list_pushes(Transaction& transaction, PushId before, std::int64_t limit);
Result<std::vector<PushRecord>> load_records(Transaction& transaction, PushId push);

struct RecordCounts {
  std::int64_t all = 0;
  std::int64_t queued = 0;
  std::int64_t under_way = 0;  // queued, and not waiting for a time of their own
  std::int64_t uncertain = 0;

  friend bool operator==(const RecordCounts&, const RecordCounts&) = default;
};
Result<RecordCounts> count_records(Transaction& transaction, PushId push);

}  // namespace itsm::host::store
