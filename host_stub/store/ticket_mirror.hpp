// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "host_stub/store/tickets.hpp"

// Tickets as their vendor shows them, kept up to date. In the company's scope, but for routes, which belong
// to the integration's owner.
namespace itsm::host::store {

// To which companies these tickets belong; those that nobody linked are left out.
Result<std::map<std::string, CompanyId>> routes_of(Transaction& owner, IntegrationId integration,
                                                   const std::vector<std::string>& remote_ids);
Result<std::int64_t> count_routes(Transaction& owner, IntegrationId integration);

// Those that are there and not archived, locked until the end of the transaction.
Result<std::vector<TicketRow>> lock_tickets(Transaction& transaction, IntegrationId integration,
                                            const std::vector<std::string>& remote_ids);
// Everything that a vendor can change.
Result<> mirror_tickets(Transaction& transaction, std::span<const TicketRow> tickets, Time now);
// The findings with an active link to these tickets.
Result<std::vector<std::pair<TicketId, FindingId>>> linked_findings(Transaction& transaction,
                                                                    const std::vector<TicketId>& tickets);

// With an active link and not archived, in the order of their numbers.
Result<std::vector<TicketRow>> linked_tickets(Transaction& transaction, IntegrationId integration,
                                              TicketId after, std::int64_t limit);

// By its number, or by the key that people call it by; several vendors may have the same key.
Result<std::optional<TicketRow>> load_ticket(Transaction& transaction, TicketId id);
Result<std::vector<TicketRow>> tickets_with_key(Transaction& transaction, const std::string& key);

// Linked tickets of these integrations that have not ended, in the order of their ids.
Result<std::vector<TicketRow>> open_tickets(Transaction& transaction,
                                            const std::vector<IntegrationId>& integrations, TicketId after,
                                            std::int64_t limit);
Result<std::int64_t> count_open_tickets(Transaction& transaction,
                                        const std::vector<IntegrationId>& integrations);

// Tickets of the integration that are linked and not gone: those outside the given projects first, then those
// that were confirmed longest ago.
Result<std::vector<TicketRef>> tickets_to_follow(Transaction& transaction, IntegrationId integration,
                                                 const std::vector<std::string>& allowed_projects,
                                                 std::int64_t limit);

// A comment of a ticket, as it stood at that time.
struct TicketComment {
  TicketId ticket{};
  std::string remote_id{};
  Time told_at{};
  std::string digest{};  // of its text
};
enum class CommentNews { known, written, edited };
Result<CommentNews> take_over_comment(Transaction& transaction, const TicketComment& comment, Time now);

}  // namespace itsm::host::store
