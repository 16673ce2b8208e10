// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <itsm/documents/ticket.hpp>

#include "host_stub/store/intents.hpp"
#include "host_stub/store/pushes.hpp"

// How the outcome of an intent is stored: ticket, links, activity and the records of its push, together.
namespace itsm::host::outbox {

enum class Way { created, adopted };

// What is known of a ticket that was just made from a draft, before it is read back.
Ticket ticket_from_draft(const TicketDraft& draft, const TicketRef& ref);

// Run in the intent's company, after the ticket is routed to it. Nothing happens when the intent is linked
// already.
Result<> store_ticket(store::Transaction& transaction, const store::Intent& intent,
                      const std::string& integration, const Ticket& ticket, Way way, Time now);

Result<> store_failure(store::Transaction& transaction, const store::Intent& intent, const Refusal& refusal,
                       const std::string& reason, const std::string& remedy, Time now);

}  // namespace itsm::host::outbox
