// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <itsm/documents/ticket.hpp>

#include "host_stub/store/database.hpp"

// What people write about findings, and how far it has come to their tickets. All functions act in the
// transaction's company.
namespace itsm::host::store {

struct FindingComment {
  std::int64_t id = 0;
  FindingId finding{};
  std::string body{};  // Markdown
  Audience audience = Audience::internal;
  std::string actor{};
  Time written_at{};
};

enum class DeliveryState : std::int16_t { waiting = 0, written = 1, refused = 2 };

struct CommentDelivery {
  std::int64_t comment = 0;
  std::string ticket_key{};
  DeliveryState state = DeliveryState::waiting;
  std::string problem{};
};

// It waits for every ticket that the finding has now.
Result<std::int64_t> insert_comment(Transaction& transaction, const FindingComment& comment);
// The newest first, at most `limit` of those before `before` (0: from the newest).
Result<std::vector<FindingComment>> list_comments(Transaction& transaction, FindingId finding,
                                                  std::int64_t before, std::int64_t limit);
// Of these comments. What still waits for a ticket that was unlinked meanwhile is left out.
Result<std::vector<CommentDelivery>> deliveries_of(Transaction& transaction,
                                                   const std::vector<std::int64_t>& comments);

// The oldest first.
Result<std::vector<FindingComment>> waiting_comments(Transaction& transaction, TicketId ticket);
Result<> end_delivery(Transaction& transaction, std::int64_t comment, TicketId ticket, DeliveryState state,
                      const std::string& problem, Time now);

}  // namespace itsm::host::store

template <>
struct itsm::EnumNames<itsm::host::store::DeliveryState> {
  using enum itsm::host::store::DeliveryState;
  static constexpr std::array<std::pair<itsm::host::store::DeliveryState, std::string_view>, 3> names{
      {{waiting, "waiting"}, {written, "written"}, {refused, "refused"}}};
};
