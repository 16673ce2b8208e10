// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <vector>

#include <itsm/documents/ticket.hpp>

#include "host_stub/core/finding.hpp"
#include "host_stub/store/database.hpp"

// What a ticket and its findings were last agreed on. All functions act in the transaction's company.
namespace itsm::host::store {

// Nothing: nobody has compared the two yet.
Result<std::optional<Json>> load_agreement(Transaction& transaction, TicketId ticket);
// The same, and nobody else changes it until the transaction ends.
Result<std::optional<Json>> lock_agreement(Transaction& transaction, TicketId ticket);
Result<std::map<TicketId, Json>> load_agreements(Transaction& transaction,
                                                 const std::vector<TicketId>& tickets);
Result<> save_agreement(Transaction& transaction, TicketId ticket, const Json& document, Time now);

// Of what we have made a ticket.
struct MadeFrom {
  TicketDraft draft{};
  std::vector<std::string> typed{};  // fields that a person filled, by the names that they used
};
// Without those that others made.
Result<std::map<TicketId, MadeFrom>> made_from(Transaction& transaction,
                                               const std::vector<TicketId>& tickets);

// How far an active link of a ticket is in step.
struct LinkStep {
  TicketId ticket{};
  FindingId finding{};
  FindingStatus agreed = FindingStatus::open;  // the finding's status that the ticket goes with
  FindingStatus told = FindingStatus::open;    // that the ticket was last told in a comment
};
Result<std::vector<LinkStep>> link_steps(Transaction& transaction, const std::vector<TicketId>& tickets);
// The ticket goes with these findings as they are stored now.
Result<> agree_on_status(Transaction& transaction, TicketId ticket, const std::vector<FindingId>& findings);
// Exactly these statuses, whatever the findings have become since.
Result<> keep_steps(Transaction& transaction, TicketId ticket, const std::vector<LinkStep>& steps);

}  // namespace itsm::host::store
