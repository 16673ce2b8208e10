// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

#include "host_stub/store/database.hpp"

// The places that live intents hold: one for each group and each finding of an integration. All functions act
// in the transaction's company.
namespace itsm::host::store {

// A group whose place is held.
struct HeldGroup {
  TicketId ticket{};  // 0: on its way
  std::string ticket_key{};
  std::string ticket_url{};
};
// Those of the groups for which no new ticket may be made: their ticket is on its way, or is not done,
// cancelled or gone.
Result<std::map<std::string, HeldGroup>> held_groups(Transaction& transaction, IntegrationId integration,
                                                     const std::vector<std::string>& group_keys);

// Of these groups and findings: intents whose ticket is done, cancelled or gone hold no places any more.
Result<> release_ended(Transaction& transaction, IntegrationId integration,
                       const std::vector<std::string>& group_keys, const std::vector<FindingId>& findings,
                       Time now);

struct Joining {
  std::string group_key{};
  FindingId finding{};
};
struct Joined {
  FindingId finding{};
  IntentId intent{};
  TicketId ticket{};
};
// Findings become members of the intents of their groups; left out are those whose group has no open ticket.
Result<std::vector<Joined>> join_groups(Transaction& transaction, IntegrationId integration,
                                        const std::vector<Joining>& joining);

// These findings no longer belong to the intents of the ticket; an intent that nobody belongs to any more
// holds no place.
Result<> leave_ticket(Transaction& transaction, TicketId ticket, const std::vector<FindingId>& findings,
                      Time now);

}  // namespace itsm::host::store
