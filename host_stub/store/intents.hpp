// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <itsm/documents/ticket.hpp>

#include "host_stub/store/database.hpp"

// Intents: the wish for one ticket, stored before the vendor is asked. A live intent holds the place of its
// group and of its findings, so that there is never a second ticket for the same thing. All functions act in
// the transaction's company.
namespace itsm::host::store {

enum class IntentState : std::int16_t {
  wanted = 0,     // nothing was sent, or what was sent is known not to have happened
  sending = 1,    // the create is on its way; after a crash its outcome is unknown
  uncertain = 2,  // it may have happened: to be looked up
  linked = 3,
  failed = 4,
  released = 5,
};

struct NewIntent {
  std::string group_key{};
  std::int64_t generation = 1;
  std::string correlation_key{};
  Json draft{};
  std::vector<FindingId> members{};
};

// Those of one request to the vendor.
struct NewIntents {
  CompanyId owner{};
  IntegrationId integration{};
  std::optional<std::int64_t> policy_version{};
  PlanId plan{};
  PushId push{};
  std::vector<NewIntent> intents{};
};

struct Intent {
  IntentId id{};
  CompanyId owner{};
  IntegrationId integration{};
  std::string group_key{};
  std::string correlation_key{};
  IntentState state = IntentState::wanted;
  std::int64_t attempts = 0;
  std::int64_t absent_count = 0;
  PushId push{};
  std::optional<std::int64_t> policy_version{};
  std::optional<Time> sent_at{};
  std::optional<Time> settles_at{};
  std::vector<FindingId> members{};
};

struct InsertedIntents {
  std::vector<IntentId> ids{};         // in the order of the intents
  std::optional<std::size_t> taken{};  // which of them has a place that is held already
};
// Stores all of them, or nothing when another live intent holds the group or a finding of one of them.
Result<InsertedIntents> insert_intents(Transaction& transaction, const NewIntents& intents, Time now);

// In the order of `ids`.
Result<std::vector<Intent>> load_intents(Transaction& transaction, const std::vector<IntentId>& ids);
// Their drafts, which are much larger than the rest of them; in the order of `ids`.
Result<std::vector<Json>> load_drafts(Transaction& transaction, const std::vector<IntentId>& ids);

// The generation that the next intent of each group has; 1 for a group that never had one.
Result<std::map<std::string, std::int64_t>> next_generations(Transaction& transaction,
                                                             IntegrationId integration,
                                                             const std::vector<std::string>& group_keys);

// Which of these findings a live, unlinked intent holds: they are on their way to a ticket.
Result<std::map<FindingId, IntentId>> findings_in_flight(Transaction& transaction,
                                                         const std::vector<FindingId>& findings);

// The tickets that intents came to, in the order of the intents.
struct KeyedTicket {
  IntentId intent{};
  std::string correlation_key{};
  TicketRef ticket{};
};
// At most `limit` of those after `after` that were linked since then.
Result<std::vector<KeyedTicket>> keyed_tickets(Transaction& transaction, IntegrationId integration,
                                               Time since, IntentId after, std::int64_t limit);

// The moves of an intent. Each acts only on intents that no later holder of their job has touched: an intent
// keeps the highest fence that moved it, and whoever comes with a lower one has been overtaken. Each answers
// what it moved.
//
// begin_sending moves all of them or none; false: not all were there to be sent.
Result<bool> begin_sending(Transaction& transaction, const std::vector<IntentId>& ids, std::int64_t fence,
                           Time now);
// Nothing was made: to be sent again.
Result<std::vector<IntentId>> return_to_wanted(Transaction& transaction, const std::vector<IntentId>& ids,
                                               std::int64_t fence, Time now);
struct Doubt {
  IntentId intent{};
  std::string seen{};
};
// What was sent may have happened; a look-up that finds nothing counts from settles_at on.
Result<std::vector<IntentId>> mark_uncertain(Transaction& transaction, const std::vector<Doubt>& doubts,
                                             std::int64_t fence, Time settles_at, Time now);
// A look-up that was asked at looked_at and found nothing; the next one counts from `next`. The second one
// makes the intent wanted again.
Result<std::vector<IntentId>> count_absent(Transaction& transaction, const std::vector<IntentId>& ids,
                                           std::int64_t fence, Time looked_at, Time next, Time now);
struct LinkedIntent {
  IntentId intent{};
  TicketId ticket{};
};
// Linked to a ticket. Adoption may come from anywhere, so no fence is asked; the first ticket wins.
Result<std::vector<IntentId>> mark_linked(Transaction& transaction, const std::vector<LinkedIntent>& linked,
                                          Time now);
struct FailedIntent {
  IntentId intent{};
  Json problem{};
};
// Given up: its places are free again.
Result<std::vector<IntentId>> mark_failed(Transaction& transaction, const std::vector<FailedIntent>& failed,
                                          std::int64_t fence, Time now);

}  // namespace itsm::host::store
