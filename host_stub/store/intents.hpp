// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

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
  CompanyId owner{};
  IntegrationId integration{};
  std::string group_key{};
  std::int64_t generation = 1;
  std::string correlation_key{};
  std::optional<std::int64_t> policy_version{};
  PlanId plan{};
  PushId push{};
  Json draft{};
  std::vector<FindingId> members{};
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
  Json draft{};
  std::optional<Time> sent_at{};
  std::optional<Time> settles_at{};
  std::vector<FindingId> members{};
};

// Stores it, or nothing when another live intent holds its group or one of its findings.
Result<std::optional<IntentId>> insert_intent(Transaction& transaction, const NewIntent& intent, Time now);

// In the order of `ids`.
Result<std::vector<Intent>> load_intents(Transaction& transaction, const std::vector<IntentId>& ids);

// The generation that the next intent of each group has; 1 for a group that never had one.
Result<std::map<std::string, std::int64_t>> next_generations(Transaction& transaction,
                                                             IntegrationId integration,
                                                             const std::vector<std::string>& group_keys);

// Which of these findings a live, unlinked intent holds: they are on their way to a ticket.
Result<std::map<FindingId, IntentId>> findings_in_flight(Transaction& transaction,
                                                         const std::vector<FindingId>& findings);

// The moves of an intent. Each acts only while the job that holds `fence` is the last one that claimed the
// intents (begin_sending hands them its fence) and answers how many rows it moved: fewer than asked for means
// that another worker has taken over.
Result<std::int64_t> begin_sending(Transaction& transaction, const std::vector<IntentId>& ids,
                                   std::int64_t fence, Time now);
Result<std::int64_t> return_to_wanted(Transaction& transaction, const std::vector<IntentId>& ids,
                                      std::int64_t fence, Time now);
Result<std::int64_t> mark_uncertain(Transaction& transaction, const std::vector<IntentId>& ids,
                                    std::int64_t fence, Time settles_at, const std::string& seen, Time now);
// A look-up after settles_at that found nothing; the next one counts from `next`.
Result<std::int64_t> count_absent(Transaction& transaction, const std::vector<IntentId>& ids, Time next,
                                  Time now);
// Linked to a ticket. Adoption may come from anywhere, so no fence is asked; the first ticket wins.
Result<std::int64_t> mark_linked(Transaction& transaction, IntentId id, TicketId ticket, Time now);
// Given up: its places are free again.
Result<std::int64_t> mark_failed(Transaction& transaction, IntentId id, const Json& problem, Time now);

}  // namespace itsm::host::store
