// SPDX-License-Identifier: Apache-2.0
#include "host_stub/store/intents.hpp"

namespace itsm::host::store {
namespace {

constexpr auto kInsert = R"(
  INSERT INTO intent (company_id, owner_id, integration_id, group_key, generation, correlation_key, policy_version_id,
                      plan_id, push_id, draft, created_at, updated_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11)
  ON CONFLICT DO NOTHING RETURNING intent_id)";

constexpr auto kInsertMembers = R"(
  INSERT INTO intent_member (company_id, intent_id, finding_id, integration_id, is_primary)
  SELECT $1, $2, member, $3, true FROM unnest($4::bigint[]) AS member
  ON CONFLICT DO NOTHING)";

constexpr auto kRemove = "DELETE FROM intent WHERE company_id = $1 AND intent_id = $2";

constexpr auto kLoad = R"(
  SELECT i.intent_id, i.owner_id, i.integration_id, i.group_key, i.correlation_key, i.state, i.attempts,
         i.absent_count, coalesce(i.push_id, 0), i.policy_version_id, i.draft, i.sent_at, i.settles_at,
         ARRAY(SELECT m.finding_id FROM intent_member m
               WHERE m.company_id = $1 AND m.intent_id = i.intent_id ORDER BY m.finding_id)
  FROM unnest($2::bigint[]) WITH ORDINALITY AS wanted (id, place)
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

constexpr auto kBeginSending = R"(
  UPDATE intent SET state = 1, fence = $3, attempts = attempts + 1, sent_at = $4, updated_at = $4
  WHERE company_id = $1 AND intent_id = ANY ($2) AND state = 0 AND live AND fence < $3)";

constexpr auto kReturnToWanted = R"(
  UPDATE intent SET state = 0, sent_at = NULL, updated_at = $4
  WHERE company_id = $1 AND intent_id = ANY ($2) AND fence = $3 AND state = 1)";

constexpr auto kMarkUncertain = R"(
  UPDATE intent SET state = 2, settles_at = $4, absent_count = 0, problem = $5, updated_at = $6
  WHERE company_id = $1 AND intent_id = ANY ($2) AND fence <= $3 AND state = 1)";

constexpr auto kCountAbsent = R"(
  UPDATE intent SET absent_count = absent_count + 1, settles_at = $3, updated_at = $4,
                    state = CASE WHEN absent_count >= 1 THEN 0 ELSE 2 END
  WHERE company_id = $1 AND intent_id = ANY ($2) AND state = 2)";

constexpr auto kMarkLinked = R"(
  UPDATE intent SET state = 3, ticket_id = $3, problem = '{}', updated_at = $4
  WHERE company_id = $1 AND intent_id = $2 AND live AND state IN (0, 1, 2))";

constexpr auto kMarkFailed = R"(
  UPDATE intent SET state = 4, live = false, problem = $3, updated_at = $4
  WHERE company_id = $1 AND intent_id = $2 AND state IN (0, 1, 2))";

constexpr auto kReleaseMembers =
    "UPDATE intent_member SET live = false WHERE company_id = $1 AND intent_id = $2 AND live";

}  // namespace

Result<std::optional<IntentId>> insert_intent(Transaction& transaction, const NewIntent& intent, Time now) {
  const CompanyId company = transaction.company();
  ITSM_TRY(const Rows inserted,
           transaction.query(kInsert, company, intent.owner, intent.integration, intent.group_key,
                             intent.generation, intent.correlation_key, intent.policy_version, intent.plan,
                             intent.push, intent.draft, now));
  if (inserted.empty()) return std::optional<IntentId>();
  const auto id = inserted.front().get<IntentId>(0);
  ITSM_TRY(const std::int64_t members,
           transaction.execute(kInsertMembers, company, id, intent.integration, intent.members));
  if (members == static_cast<std::int64_t>(intent.members.size())) return std::optional(id);
  ITSM_CHECK(transaction.execute(kRemove, company, id));
  return std::optional<IntentId>();
}

Result<std::vector<Intent>> load_intents(Transaction& transaction, const std::vector<IntentId>& ids) {
  ITSM_TRY(const Rows rows, transaction.query(kLoad, transaction.company(), ids));
  std::vector<Intent> intents;
  for (const Row row : rows) {
    auto& intent = intents.emplace_back();
    row.read(intent.id, intent.owner, intent.integration, intent.group_key, intent.correlation_key,
             intent.state, intent.attempts, intent.absent_count, intent.push, intent.policy_version,
             intent.draft, intent.sent_at, intent.settles_at, intent.members);
  }
  return intents;
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

Result<std::int64_t> begin_sending(Transaction& transaction, const std::vector<IntentId>& ids,
                                   std::int64_t fence, Time now) {
  return transaction.execute(kBeginSending, transaction.company(), ids, fence, now);
}

Result<std::int64_t> return_to_wanted(Transaction& transaction, const std::vector<IntentId>& ids,
                                      std::int64_t fence, Time now) {
  return transaction.execute(kReturnToWanted, transaction.company(), ids, fence, now);
}

Result<std::int64_t> mark_uncertain(Transaction& transaction, const std::vector<IntentId>& ids,
                                    std::int64_t fence, Time settles_at, const std::string& seen, Time now) {
  return transaction.execute(kMarkUncertain, transaction.company(), ids, fence, settles_at,
                             Json{{"seen", seen}}, now);
}

Result<std::int64_t> count_absent(Transaction& transaction, const std::vector<IntentId>& ids, Time next,
                                  Time now) {
  return transaction.execute(kCountAbsent, transaction.company(), ids, next, now);
}

Result<std::int64_t> mark_linked(Transaction& transaction, IntentId id, TicketId ticket, Time now) {
  return transaction.execute(kMarkLinked, transaction.company(), id, ticket, now);
}

Result<std::int64_t> mark_failed(Transaction& transaction, IntentId id, const Json& problem, Time now) {
  ITSM_TRY(const std::int64_t failed,
           transaction.execute(kMarkFailed, transaction.company(), id, problem, now));
  if (failed == 1) ITSM_CHECK(transaction.execute(kReleaseMembers, transaction.company(), id));
  return failed;
}

}  // namespace itsm::host::store
