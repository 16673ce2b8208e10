// SPDX-License-Identifier: Apache-2.0
#include "host_stub/store/explanations.hpp"

namespace itsm::host::store {
namespace {

// Kinds: 0 created, 3 status, 5 ticket.
constexpr auto kTurningPoints = R"(
  SELECT at, kind, document FROM activity
  WHERE company_id = $1 AND finding_id = $2
    AND (kind IN (0, 3) OR (kind = 5 AND document->>'member' = 'ticket'))
  ORDER BY activity_id DESC LIMIT $3)";

constexpr auto kCreatesFor = R"(
  SELECT i.integration_id, i.state, coalesce(t.key, ''), coalesce(i.problem->>'message', ''),
         i.policy_version_id, coalesce(i.sent_at, i.created_at), i.updated_at
  FROM intent_member m
  JOIN intent i ON i.company_id = $1 AND i.intent_id = m.intent_id
  LEFT JOIN ticket t ON t.company_id = $1 AND t.ticket_id = i.ticket_id
  WHERE m.company_id = $1 AND m.finding_id = $2
  ORDER BY i.intent_id DESC LIMIT $3)";

constexpr auto kVersionNames = R"(
  SELECT policy_version_id, name || ', version ' || number FROM policy_version
  WHERE company_id = $1 AND policy_version_id = ANY ($2))";

constexpr auto kWritesFor = R"(
  SELECT w.own_write_id, w.ticket_id, w.kind, w.state, w.what, w.problem, w.sent_at, w.ended_at, t.key,
         t.integration_id
  FROM ticket_link l
  JOIN own_write w ON w.company_id = $1 AND w.ticket_id = l.ticket_id
  JOIN ticket t ON t.company_id = $1 AND t.ticket_id = l.ticket_id
  WHERE l.company_id = $1 AND l.finding_id = $2
  ORDER BY w.own_write_id DESC LIMIT $3)";

}  // namespace

Result<std::vector<Activity>> turning_points(Transaction& transaction, FindingId finding,
                                             std::int64_t limit) {
  ITSM_TRY(const Rows rows, transaction.query(kTurningPoints, transaction.company(), finding, limit));
  std::vector<Activity> entries;
  for (const Row row : rows) {
    auto& entry = entries.emplace_back(from_document<Activity>(row.get<Json>(2)));
    entry.finding = finding;
    entry.at = row.get<Time>(0);
    entry.kind = row.get<ActivityKind>(1);
  }
  return entries;
}

Result<std::vector<CreateOf>> creates_for(Transaction& transaction, FindingId finding, std::int64_t limit) {
  ITSM_TRY(const Rows rows, transaction.query(kCreatesFor, transaction.company(), finding, limit));
  std::vector<CreateOf> creates;
  for (const Row row : rows) {
    auto& one = creates.emplace_back();
    row.read(one.integration, one.state, one.ticket_key, one.problem, one.policy_version, one.at,
             one.updated_at);
  }
  return creates;
}

Result<std::map<std::int64_t, std::string>> version_names(Transaction& transaction,
                                                          const std::vector<std::int64_t>& versions) {
  ITSM_TRY(const Rows rows, transaction.query(kVersionNames, transaction.company(), versions));
  std::map<std::int64_t, std::string> names;
  for (const Row row : rows) names.emplace(row.get<std::int64_t>(0), row.get<std::string>(1));
  return names;
}

Result<std::vector<WriteFor>> writes_for(Transaction& transaction, FindingId finding, std::int64_t limit) {
  ITSM_TRY(const Rows rows, transaction.query(kWritesFor, transaction.company(), finding, limit));
  std::vector<WriteFor> writes;
  for (const Row row : rows) {
    auto& one = writes.emplace_back();
    row.read(one.write.id, one.write.ticket, one.write.kind, one.write.state, one.write.what,
             one.write.problem, one.write.sent_at, one.write.ended_at, one.ticket_key, one.integration);
  }
  return writes;
}

}  // namespace itsm::host::store
