// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "host_stub/store/outbox_jobs.hpp"

// The jobs that bring findings and their tickets in step: one for each ticket. All functions act in the
// transaction's company.
namespace itsm::host::store {

// Tickets of these findings, or these tickets, may have to be written to. What waits already keeps the more
// urgent lane.
Result<> look_at_tickets_of(Transaction& transaction, const std::vector<FindingId>& findings, Time now,
                            Lane lane = Lane::rest);
Result<> look_at_tickets(Transaction& transaction, const std::vector<TicketId>& tickets, Time now,
                         Lane lane = Lane::rest);

// A ticket that somebody still has to look at.
struct PendingTicket {
  TicketId ticket{};
  IntegrationId integration{};
  std::string key{};
  JobState state = JobState::open;
  Time due_at{};
  std::int64_t attempts = 0;
  std::string reason{};  // of the last attempt
  Lane lane = Lane::rest;
};
// The longest waiting first.
Result<std::vector<PendingTicket>> pending_tickets(Transaction& transaction, std::int64_t limit);
Result<std::optional<PendingTicket>> pending_ticket(Transaction& transaction, TicketId ticket);

}  // namespace itsm::host::store
