// SPDX-License-Identifier: Apache-2.0
#include "host_stub/store/intents.hpp"

#include <set>

namespace itsm::host::store {
namespace {

constexpr auto kInsertIntent = R"(
  INSERT INTO intent (company_id, owner_id, integration_id, policy_version_id, plan_id, push_id, group_key, generation,
                      correlation_key, draft, created_at, updated_at)
  SELECT $1, $2, $3, $4, $5, $6, i.group_key, i.generation, i.correlation_key, i.draft, $11, $11
  FROM unnest($7::text[], $8::bigint[], $9::text[], $10::jsonb[]) AS i (group_key, generation, correlation_key, draft)
  ON CONFLICT DO NOTHING RETURNING group_key, intent_id)";

constexpr auto kInsertMembers = R"(
  INSERT INTO intent_member (company_id, intent_id, finding_id, integration_id, is_primary)
  SELECT $1, m.intent_id, m.finding_id, $2, true FROM unnest($3::bigint[], $4::bigint[]) AS m (intent_id, finding_id)
  ON CONFLICT DO NOTHING RETURNING finding_id)";

constexpr auto kRemoveIntent = "DELETE FROM intent WHERE company_id = $1 AND intent_id = ANY ($2)";

constexpr auto kLoadIntent = R"(
  SELECT i.intent_id, i.owner_id, i.integration_id, i.group_key, i.correlation_key, i.state, i.attempts,
         i.absent_count, coalesce(i.push_id, 0), i.policy_version_id, i.sent_at, i.settles_at,
         ARRAY(SELECT m.finding_id FROM intent_member m
               WHERE m.company_id = $1 AND m.intent_id = i.intent_id ORDER BY m.finding_id)
  FROM unnest($2::bigint[]) WITH ORDINALITY AS wanted (id, place)
  JOIN intent i ON i.company_id = $1 AND i.intent_id = wanted.id
  ORDER BY wanted.place)";

constexpr auto kLoadDrafts = R"(
  SELECT i.draft FROM unnest($2::bigint[]) WITH ORDINALITY AS wanted (id, place)
  JOIN intent i ON i.company_id = $1 AND i.intent_id = wanted.id
  ORDER BY wanted.place)";

constexpr auto kGenerations = R"(
  SELECT group_key, max(generation) + 1 FROM intent
  WHERE company_id = $1 AND integration_id = $2 AND group_key = ANY ($3)
  GROUP BY group_key)";

constexpr auto kInFlight = R"(
  SELECT m.finding_id, min(m.intent_id) FROM intent_member m
  JOIN intent i ON i.company_id = $1 AND i.intent_id = m.intent_id
  WHERE m.company_id = $1 AND m.live AND i.state IN (0, 1, 2) AND m.finding_id = ANY ($2)
  GROUP BY m.finding_id)";

constexpr auto kKeyedTickets = R"(
  SELECT i.intent_id, i.correlation_key, t.remote_id, t.key, t.url
  FROM intent i JOIN ticket t ON t.company_id = $1 AND t.ticket_id = i.ticket_id
  WHERE i.company_id = $1 AND i.integration_id = $2 AND i.updated_at >= $3 AND i.intent_id > $4
  ORDER BY i.intent_id LIMIT $5)";

constexpr auto kBeginSending = R"(
  UPDATE intent SET state = 1, fence = $3, attempts = attempts + 1, sent_at = $4, updated_at = $4
  WHERE company_id = $1 AND intent_id = ANY ($2) AND state = 0 AND live AND fence < $3)";

constexpr auto kReturnToWanted = R"(
  UPDATE intent SET state = 0, sent_at = NULL, updated_at = $4
  WHERE company_id = $1 AND intent_id = ANY ($2) AND fence = $3 AND state = 1 RETURNING intent_id)";

constexpr auto kMarkUncertain = R"(
  UPDATE intent i SET state = 2, fence = $4, settles_at = $5, absent_count = 0, problem = d.problem, updated_at = $6
  FROM unnest($2::bigint[], $3::jsonb[]) AS d (intent_id, problem)
  WHERE i.company_id = $1 AND i.intent_id = d.intent_id AND i.fence <= $4 AND i.state = 1 RETURNING i.intent_id)";

// Two workers may look at the same time: what was asked before the intent's next look-up was due says
// nothing.
constexpr auto kCountAbsent = R"(
  UPDATE intent SET absent_count = absent_count + 1, fence = $3, settles_at = $5, updated_at = $6,
                    state = CASE WHEN absent_count >= 1 THEN 0 ELSE 2 END
  WHERE company_id = $1 AND intent_id = ANY ($2) AND fence <= $3 AND state = 2 AND settles_at <= $4
  RETURNING intent_id)";

constexpr auto kMarkLinked = R"(
  UPDATE intent i SET state = 3, ticket_id = l.ticket_id, problem = '{}', updated_at = $4
  FROM unnest($2::bigint[], $3::bigint[]) AS l (intent_id, ticket_id)
  WHERE i.company_id = $1 AND i.intent_id = l.intent_id AND i.live AND i.state IN (0, 1, 2) RETURNING i.intent_id)";

constexpr auto kMarkFailed = R"(
  UPDATE intent i SET state = 4, live = false, problem = f.problem, updated_at = $5
  FROM unnest($2::bigint[], $3::jsonb[]) AS f (intent_id, problem)
  WHERE i.company_id = $1 AND i.intent_id = f.intent_id AND i.fence <= $4 AND i.state IN (0, 1, 2)
  RETURNING i.intent_id)";

constexpr auto kReleaseMembers =
    "UPDATE intent_member SET live = false WHERE company_id = $1 AND intent_id = ANY ($2) AND live";

std::vector<IntentId> ids_in(const Rows& rows) {
  std::vector<IntentId> ids;
  for (const Row row : rows) ids.push_back(row.get<IntentId>(0));
  return ids;
}

}  // namespace

Result<InsertedIntents> insert_intents(Transaction& transaction, const NewIntents& wanted, Time now) {
  std::vector<std::string> groups;
  std::vector<std::int64_t> generations;
  std::vector<std::string> keys;
  std::vector<Json> drafts;
  for (const auto& intent : wanted.intents) {
    groups.push_back(intent.group_key);
    generations.push_back(intent.generation);
    keys.push_back(intent.correlation_key);
    drafts.push_back(intent.draft);
  }
  ITSM_TRY(const Rows made, transaction.query(kInsertIntent, transaction.company(), wanted.owner,
                                              wanted.integration, wanted.policy_version, wanted.plan,
                                              wanted.push, groups, generations, keys, drafts, now));
  std::map<std::string, IntentId> ids;
  for (const Row row : made) ids[row.get<std::string>(0)] = row.get<IntentId>(1);

  InsertedIntents inserted;
  std::vector<IntentId> owners;
  std::vector<FindingId> members;
  for (std::size_t i = 0; i < wanted.intents.size(); ++i) {
    const auto id = ids.find(wanted.intents[i].group_key);
    if (id == ids.end()) {
      inserted.taken = i;
      continue;
    }
    inserted.ids.push_back(id->second);
    for (const FindingId member : wanted.intents[i].members) {
      owners.push_back(id->second);
      members.push_back(member);
    }
  }
  if (!inserted.taken) {
    ITSM_TRY(const Rows held,
             transaction.query(kInsertMembers, transaction.company(), wanted.integration, owners, members));
    std::set<FindingId> ours;
    for (const Row row : held) ours.insert(row.get<FindingId>(0));
    for (std::size_t i = 0; i < wanted.intents.size(); ++i)
      for (const FindingId member : wanted.intents[i].members)
        if (!ours.contains(member)) inserted.taken = i;
  }
  if (!inserted.taken) return inserted;
  ITSM_CHECK(transaction.execute(kRemoveIntent, transaction.company(), inserted.ids));
  inserted.ids.clear();
  return inserted;
}

Result<std::vector<Intent>> load_intents(Transaction& transaction, const std::vector<IntentId>& ids) {
  ITSM_TRY(const Rows rows, transaction.query(kLoadIntent, transaction.company(), ids));
  std::vector<Intent> intents;
  for (const Row row : rows) {
    auto& intent = intents.emplace_back();
    row.read(intent.id, intent.owner, intent.integration, intent.group_key, intent.correlation_key,
             intent.state, intent.attempts, intent.absent_count, intent.push, intent.policy_version,
             intent.sent_at, intent.settles_at, intent.members);
  }
  return intents;
}

Result<std::vector<Json>> load_drafts(Transaction& transaction, const std::vector<IntentId>& ids) {
  ITSM_TRY(const Rows rows, transaction.query(kLoadDrafts, transaction.company(), ids));
  std::vector<Json> drafts;
  for (const Row row : rows) drafts.push_back(row.get<Json>(0));
  return drafts;
}

Result<std::map<std::string, std::int64_t>> next_generations(Transaction& transaction,
                                                             IntegrationId integration,
                                                             const std::vector<std::string>& group_keys) {
  ITSM_TRY(const Rows rows, transaction.query(kGenerations, transaction.company(), integration, group_keys));
  std::map<std::string, std::int64_t> generations;
  for (const auto& key : group_keys) generations[key] = 1;
  for (const Row row : rows) generations[row.get<std::string>(0)] = row.get<std::int64_t>(1);
  return generations;
}

Result<std::map<FindingId, IntentId>> findings_in_flight(Transaction& transaction,
                                                         const std::vector<FindingId>& findings) {
  ITSM_TRY(const Rows rows, transaction.query(kInFlight, transaction.company(), findings));
  std::map<FindingId, IntentId> in_flight;
  for (const Row row : rows) in_flight[row.get<FindingId>(0)] = row.get<IntentId>(1);
  return in_flight;
}

Result<std::vector<KeyedTicket>> keyed_tickets(Transaction& transaction, IntegrationId integration,
                                               Time since, IntentId after, std::int64_t limit) {
  ITSM_TRY(const Rows rows,
           transaction.query(kKeyedTickets, transaction.company(), integration, since, after, limit));
  std::vector<KeyedTicket> tickets;
  for (const Row row : rows) {
    auto& one = tickets.emplace_back();
    row.read(one.intent, one.correlation_key, one.ticket.id, one.ticket.key, one.ticket.url);
  }
  return tickets;
}

Result<bool> begin_sending(Transaction& transaction, const std::vector<IntentId>& ids, std::int64_t fence,
                           Time now) {
  ITSM_TRY(const std::int64_t begun,
           transaction.execute(kBeginSending, transaction.company(), ids, fence, now));
  if (begun == static_cast<std::int64_t>(ids.size())) return true;
  ITSM_CHECK(return_to_wanted(transaction, ids, fence, now));
  return false;
}

Result<std::vector<IntentId>> return_to_wanted(Transaction& transaction, const std::vector<IntentId>& ids,
                                               std::int64_t fence, Time now) {
  ITSM_TRY(const Rows rows, transaction.query(kReturnToWanted, transaction.company(), ids, fence, now));
  return ids_in(rows);
}

Result<std::vector<IntentId>> mark_uncertain(Transaction& transaction, const std::vector<Doubt>& doubts,
                                             std::int64_t fence, Time settles_at, Time now) {
  std::vector<IntentId> ids;
  std::vector<Json> problems;
  for (const auto& doubt : doubts) {
    ids.push_back(doubt.intent);
    problems.push_back({{"seen", doubt.seen}});
  }
  ITSM_TRY(const Rows rows,
           transaction.query(kMarkUncertain, transaction.company(), ids, problems, fence, settles_at, now));
  return ids_in(rows);
}

Result<std::vector<IntentId>> count_absent(Transaction& transaction, const std::vector<IntentId>& ids,
                                           std::int64_t fence, Time looked_at, Time next, Time now) {
  ITSM_TRY(const Rows rows,
           transaction.query(kCountAbsent, transaction.company(), ids, fence, looked_at, next, now));
  return ids_in(rows);
}

Result<std::vector<IntentId>> mark_linked(Transaction& transaction, const std::vector<LinkedIntent>& linked,
                                          Time now) {
  std::vector<IntentId> ids;
  std::vector<TicketId> tickets;
  for (const auto& link : linked) {
    ids.push_back(link.intent);
    tickets.push_back(link.ticket);
  }
  ITSM_TRY(const Rows rows, transaction.query(kMarkLinked, transaction.company(), ids, tickets, now));
  return ids_in(rows);
}

Result<std::vector<IntentId>> mark_failed(Transaction& transaction, const std::vector<FailedIntent>& failed,
                                          std::int64_t fence, Time now) {
  std::vector<IntentId> ids;
  std::vector<Json> problems;
  for (const auto& failure : failed) {
    ids.push_back(failure.intent);
    problems.push_back(failure.problem);
  }
  ITSM_TRY(const Rows rows, transaction.query(kMarkFailed, transaction.company(), ids, problems, fence, now));
  std::vector<IntentId> moved = ids_in(rows);
  if (!moved.empty()) ITSM_CHECK(transaction.execute(kReleaseMembers, transaction.company(), moved));
  return moved;
}

}  // namespace itsm::host::store
