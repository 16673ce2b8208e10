// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "host_stub/store/database.hpp"

// What vendors tell: deliveries as they came, and for each ticket what was heard of it since it was last
// judged. In the scope of the integration's owner. Work is due by the host's clock and claimed with a lease
// by the database's, as in the outbox.
namespace itsm::host::store {

enum class InboxKind : std::int16_t { delivery = 0, ticket = 1 };
enum class InboxState : std::int16_t { due = 0, done = 1, parked = 2, dropped = 3 };

}  // namespace itsm::host::store

template <>
struct itsm::EnumNames<itsm::host::store::InboxKind> {
  using enum itsm::host::store::InboxKind;
  static constexpr std::array<std::pair<itsm::host::store::InboxKind, std::string_view>, 2> names{
      {{delivery, "delivery"}, {ticket, "ticket"}}};
};
template <>
struct itsm::EnumNames<itsm::host::store::InboxState> {
  using enum itsm::host::store::InboxState;
  static constexpr std::array<std::pair<itsm::host::store::InboxState, std::string_view>, 4> names{
      {{due, "due"}, {done, "done"}, {parked, "parked"}, {dropped, "dropped"}}};
};

namespace itsm::host::store {

struct NewDelivery {
  IntegrationId integration{};
  std::string identity{};  // bytes; the same again is not stored again
  Json head{};
  std::string body{};
  Time received_at{};
};

struct InboxRow {
  std::int64_t id = 0;
  CompanyId owner{};
  IntegrationId integration{};
  InboxKind kind = InboxKind::delivery;
  std::string identity{};  // of a ticket: its remote id
  Json head{};
  std::string body{};
  std::int64_t revision = 0;
  std::int64_t fence = 0;
  std::int64_t attempts = 0;
  std::int64_t interrupted = 0;  // claims before this one whose worker vanished, in a row
  Time received_at{};
};

Result<> insert_deliveries(Transaction& owner, std::span<const NewDelivery> deliveries);

// Who has something due that nobody holds. Run across companies.
Result<std::vector<CompanyId>> owners_with_due_inbox(Transaction& scheduler, std::int64_t limit, Time now);
// Takes up to `limit` due rows of one integration and one kind, the longest waiting first.
Result<std::vector<InboxRow>> claim_inbox(Transaction& owner, std::int64_t limit,
                                          std::chrono::milliseconds lease, Time now);

// The rows of these tickets, made where there were none, locked, in the order of the ids.
Result<std::vector<InboxRow>> lock_tickets_heard(Transaction& owner, IntegrationId integration,
                                                 std::span<const std::string> remote_ids, Time now);
// More was heard of a ticket: it is due. row.head is what is known now.
Result<> hear_of_tickets(Transaction& owner, std::span<const InboxRow> rows, Time now);

// How a claimed row goes on. What was heard in between keeps a ticket due.
struct InboxEnding {
  const InboxRow* row = nullptr;
  InboxState state = InboxState::done;
  Time due{};             // due
  std::string problem{};  // due, parked
  Json head{};            // due: what is known of the ticket
  bool keeps_body = true;
};
Result<> end_inbox(Transaction& owner, std::span<const InboxEnding> endings, Time now);

// Everything of the integration that is due now waits until then, or what waits is due at `until`.
Result<> postpone_inbox(Transaction& owner, IntegrationId integration, Time until, const std::string& problem,
                        Time now);
Result<> hasten_inbox(Transaction& owner, IntegrationId integration, Time now);

// Tickets that are due and that the last read did not find.
Result<std::int64_t> count_missing_tickets(Transaction& owner, IntegrationId integration);

// For people; without bodies. The newest first, at most `limit` of those before `before` (0: from the
// newest).
struct InboxItem {
  std::int64_t id = 0;
  IntegrationId integration{};
  InboxKind kind = InboxKind::delivery;
  std::string remote_id{};  // of a ticket
  std::int64_t attempts = 0;
  std::string problem{};
  Time received_at{};
  Time updated_at{};
};
Result<std::vector<InboxItem>> list_inbox(Transaction& owner, InboxState state, std::int64_t before,
                                          std::int64_t limit);
// A parked row is due again as if it were new, or never more. Answers whose it is; nothing when there is
// none.
Result<std::optional<IntegrationId>> decide_parked_inbox(Transaction& owner, std::int64_t id,
                                                         InboxState state, Time now);

}  // namespace itsm::host::store
