// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "host_stub/store/database.hpp"

// What an integration holds in one company, and what becomes of it when the integration goes and comes back.
// All functions but those about routes act in the transaction's company.
namespace itsm::host::store {

// Tickets of one push that are not made yet.
struct QueuedPush {
  PushId push{};
  std::int64_t tickets = 0;    // in all
  std::int64_t uncertain = 0;  // of these: sent, and the outcome is not known yet
  Time since{};
};

struct Holdings {
  std::vector<QueuedPush> queued{};
  std::int64_t open_plans = 0;
  std::int64_t tickets = 0;  // that stand in lists
  std::int64_t links = 0;    // active ones
  std::int64_t archived_tickets = 0;
};
Result<Holdings> holdings_of(Transaction& company, IntegrationId integration, Time now);

// Plans that could still be pushed. Answers how many.
Result<std::int64_t> cancel_plans(Transaction& company, IntegrationId integration);

// A link that was archived or came back, for the feed of its finding.
struct MovedLink {
  FindingId finding{};
  std::string ticket_key{};
};
// Tickets leave the lists, and their findings may get others. They keep what is needed to come back. `place`:
// the vendor's site on which they are, since another one may use the same ids.
Result<std::vector<MovedLink>> archive_tickets(Transaction& company, IntegrationId integration,
                                               const std::string& place, Time now);
// The vendor's ids of those that were archived at that place.
Result<std::vector<std::string>> archived_ids(Transaction& company, IntegrationId integration,
                                              const std::string& place);
// These come back with the links that ended with them, and nothing that a person had unlinked before.
Result<std::vector<MovedLink>> restore_tickets(Transaction& company, IntegrationId integration,
                                               const std::string& place, Time now);

// Events about tickets of that company: run in the owner's scope.
Result<> delete_routes(Transaction& owner, IntegrationId integration, CompanyId company);

// Whatever is not made yet ends as failed, with that reason; uncertain ones name the key by which a ticket
// can be looked for at the vendor.
Result<> fail_queued(Transaction& company, IntegrationId integration, const std::string& reason, Time now);
// Tickets, links and intents, the archived ones too. Records of pushes and the feeds of findings stay.
Result<> delete_tickets(Transaction& company, IntegrationId integration);

}  // namespace itsm::host::store
