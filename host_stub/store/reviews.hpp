// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "host_stub/core/finding.hpp"
#include "host_stub/store/database.hpp"

// What a person has to decide. All functions act in the transaction's company.
namespace itsm::host::store {

enum class ReviewKind : std::int16_t {
  ticket_ended = 0,
  illegal_transition = 1,
  conflict = 2,            // both sides changed the same
  blocked_transition = 3,  // the ticket cannot follow its finding
  reopen = 4,              // a finding came back, and its ticket has ended
  orphan = 5,              // a ticket was made for it and never linked; its id is the member
  duplicate = 6,           // there is a second ticket for it; its id is the member
};

}  // namespace itsm::host::store

template <>
struct itsm::EnumNames<itsm::host::store::ReviewKind> {
  using enum itsm::host::store::ReviewKind;
  static constexpr std::array<std::pair<itsm::host::store::ReviewKind, std::string_view>, 7> names{
      {{ticket_ended, "ticket_ended"},
       {illegal_transition, "illegal_transition"},
       {conflict, "conflict"},
       {blocked_transition, "blocked_transition"},
       {reopen, "reopen"},
       {orphan, "orphan"},
       {duplicate, "duplicate"}}};
};

namespace itsm::host::store {

struct NewReview {
  ReviewKind kind = ReviewKind::ticket_ended;
  FindingId finding{};
  TicketId ticket{};
  std::string reason{};
  std::string member{};           // what it is about, where there can be several
  Json details = Json::object();  // conflict: `ours` and `theirs`, for people
};

struct ReviewRow {
  std::int64_t id = 0;
  ReviewKind kind = ReviewKind::ticket_ended;
  FindingId finding{};
  std::string title{};  // of the finding
  FindingStatus status = FindingStatus::open;
  TicketId ticket{};
  std::string ticket_key{};
  std::string reason{};
  std::string member{};
  Json details{};
  std::string decision{};
  std::string decided_by{};
  Time created_at{};
  std::optional<Time> decided_at{};
};

// One that is open already takes the new reason.
Result<> open_reviews(Transaction& transaction, std::span<const NewReview> reviews, Time now);
// Those of these tickets that are open and were about the ticket's state are decided: it went on.
Result<> overtake_reviews(Transaction& transaction, const std::vector<TicketId>& tickets, Time now);

// Those of one ticket that are open.
Result<std::vector<ReviewRow>> open_reviews_of(Transaction& transaction, TicketId ticket);
// The conflict about this member is past: both sides agree again.
Result<> settle_conflict(Transaction& transaction, TicketId ticket, const std::string& member, Time now);

// The newest first, at most `limit` of those before `before` (0: from the newest).
Result<std::vector<ReviewRow>> list_reviews(Transaction& transaction, bool open_only, std::int64_t before,
                                            std::int64_t limit);
Result<std::optional<ReviewRow>> load_review(Transaction& transaction, std::int64_t id);
// False when it is decided already.
Result<bool> decide_review(Transaction& transaction, std::int64_t id, const std::string& decision,
                           const std::string& actor, Time now);

}  // namespace itsm::host::store
