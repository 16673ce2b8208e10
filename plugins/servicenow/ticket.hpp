// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plugins/servicenow/client.hpp"

namespace itsm::servicenow {

struct TicketsPage {
  std::vector<Ticket> tickets{};
  std::size_t next = 0;
  bool more = false;
  std::optional<common::Time> answered_at{};
};

// Part of the tickets that a query on the table task admits, whatever their kind. What only their own tables
// know (how they ended, further fields) is read from there, one request for each table that needs it.
Result<TicketsPage> tickets_page(const Client& client, const Query& query, std::size_t start,
                                 std::size_t most, const std::vector<std::string>& further = {});
// All of them. The query should order them by something unique.
Result<std::vector<Ticket>> all_tickets(const Client& client, const Query& query,
                                        const std::vector<std::string>& further = {});

// The one that is meant, by sys_id or number; not_found where there is none that the account can see.
Result<Ticket> the_ticket(const Client& client, const TicketRef& ref);

}  // namespace itsm::servicenow
