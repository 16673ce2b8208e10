// SPDX-License-Identifier: Apache-2.0
#include "host_stub/store/swept_tickets.hpp"

namespace itsm::host::store {
namespace {

// A review from 2 on is about what goes out; 5 and 6 are about other tickets.
constexpr auto kLinkedStates = R"(
  SELECT t.ticket_id, a.document->>'seen',
    EXISTS (SELECT FROM ticket_link l JOIN finding f ON f.company_id = $1 AND f.finding_id = l.finding_id
            WHERE l.company_id = $1 AND l.ticket_id = t.ticket_id AND l.active AND l.agreed_status <> f.status),
    coalesce(j.state <> 1, false),
    coalesce(j.state = 2 OR (j.state = 0 AND ((j.problem <> '{}' AND NOT j.problem ? 'held')
                                              OR greatest(j.updated_at, j.due_at) < $3)), false),
    EXISTS (SELECT FROM review r WHERE r.company_id = $1 AND r.ticket_id = t.ticket_id AND r.decided_at IS NULL
            AND r.kind BETWEEN 2 AND 4)
  FROM unnest($2::bigint[]) AS t (ticket_id)
  LEFT JOIN ticket_agreement a ON a.company_id = $1 AND a.ticket_id = t.ticket_id
  LEFT JOIN outbox_job j ON j.company_id = $1 AND j.ticket_id = t.ticket_id AND j.kind = 2)";

constexpr auto kConfirmSwept =
    "UPDATE ticket SET confirmed_at = $3, confirmed_by = 4 WHERE company_id = $1 AND ticket_id = ANY ($2)";

constexpr auto kOldestConfirmation = R"(
  SELECT min(coalesce(t.confirmed_at, t.created_at)) FROM ticket t
  WHERE t.company_id = $1 AND t.integration_id = $2 AND t.archived_at IS NULL AND t.state <> 4
    AND EXISTS (SELECT FROM ticket_link l WHERE l.company_id = $1 AND l.ticket_id = t.ticket_id AND l.active))";

constexpr auto kDecidedIntents = R"(
  SELECT i.intent_id, i.state, i.correlation_key, i.ticket_id, coalesce(t.remote_id, ''), coalesce(t.key, ''),
         coalesce(t.url, '')
  FROM intent i LEFT JOIN ticket t ON t.company_id = $1 AND t.ticket_id = i.ticket_id
  WHERE i.company_id = $1 AND i.integration_id = $2 AND i.state >= 3 AND i.intent_id > $3
    AND t.archived_at IS NULL
  ORDER BY i.intent_id LIMIT $4)";

constexpr auto kLinkedAmong = R"(
  SELECT t.remote_id FROM ticket t
  WHERE t.company_id = $1 AND t.integration_id = $2 AND t.remote_id = ANY ($3)
    AND EXISTS (SELECT FROM ticket_link l WHERE l.company_id = $1 AND l.ticket_id = t.ticket_id AND l.active))";

constexpr auto kTakeUpIntent = R"(
  UPDATE intent i SET state = 3, live = true, ticket_id = $3, problem = '{}', updated_at = $4
  WHERE i.company_id = $1 AND i.intent_id = $2 AND NOT i.live
    AND NOT EXISTS (SELECT FROM intent o WHERE o.company_id = $1 AND o.integration_id = i.integration_id
                    AND o.group_key = i.group_key AND o.live)
    AND NOT EXISTS (SELECT FROM intent_member m JOIN intent_member o ON o.company_id = $1
                    AND o.finding_id = m.finding_id AND o.integration_id = m.integration_id AND o.live
                    WHERE m.company_id = $1 AND m.intent_id = i.intent_id))";
constexpr auto kTakeUpMembers =
    "UPDATE intent_member SET live = true WHERE company_id = $1 AND intent_id = $2";

constexpr auto kAskedAbout = R"(
  SELECT member, bool_or(decided_at IS NULL) FROM review
  WHERE company_id = $1 AND kind = $2 AND member = ANY ($3) AND (decided_at IS NULL OR decision = 'keep')
  GROUP BY member)";

constexpr auto kSettleAskedBut = R"(
  UPDATE review r SET decision = 'overtaken', decided_by = 'host', decided_at = $5 FROM ticket t
  WHERE r.company_id = $1 AND r.kind = $3 AND r.member <> ALL ($4) AND r.decided_at IS NULL
    AND t.company_id = $1 AND t.ticket_id = r.ticket_id AND t.integration_id = $2)";

}  // namespace

Result<std::vector<LinkedState>> linked_states(Transaction& transaction, const std::vector<TicketId>& tickets,
                                               Time patience) {
  ITSM_TRY(const Rows rows, transaction.query(kLinkedStates, transaction.company(), tickets, patience));
  std::vector<LinkedState> states;
  for (const Row row : rows) {
    auto& one = states.emplace_back();
    row.read(one.ticket, one.compared, one.is_pending, one.is_waiting, one.has_trouble, one.is_asked);
  }
  return states;
}

Result<> confirm_swept(Transaction& transaction, const std::vector<TicketId>& tickets, Time now) {
  if (tickets.empty()) return {};
  ITSM_CHECK(transaction.execute(kConfirmSwept, transaction.company(), tickets, now));
  return {};
}

Result<std::optional<Time>> oldest_confirmation(Transaction& transaction, IntegrationId integration) {
  ITSM_TRY(const Rows rows, transaction.query(kOldestConfirmation, transaction.company(), integration));
  return rows.front().get<std::optional<Time>>(0);
}

Result<std::vector<KeyedIntent>> decided_intents(Transaction& transaction, IntegrationId integration,
                                                 IntentId after, std::int64_t limit) {
  ITSM_TRY(const Rows rows,
           transaction.query(kDecidedIntents, transaction.company(), integration, after, limit));
  std::vector<KeyedIntent> intents;
  for (const Row row : rows) {
    auto& one = intents.emplace_back();
    row.read(one.id, one.state, one.correlation_key, one.ticket, one.ref.id, one.ref.key, one.ref.url);
  }
  return intents;
}

Result<std::set<std::string>> linked_among(Transaction& transaction, IntegrationId integration,
                                           const std::vector<std::string>& remote_ids) {
  ITSM_TRY(const Rows rows, transaction.query(kLinkedAmong, transaction.company(), integration, remote_ids));
  std::set<std::string> linked;
  for (const Row row : rows) linked.insert(row.get<std::string>(0));
  return linked;
}

Result<bool> take_up_intent(Transaction& transaction, IntentId intent, TicketId ticket, Time now) {
  ITSM_TRY(const std::int64_t taken,
           transaction.execute(kTakeUpIntent, transaction.company(), intent, ticket, now));
  if (taken != 1) return false;
  ITSM_CHECK(transaction.execute(kTakeUpMembers, transaction.company(), intent));
  return true;
}

Result<std::map<std::string, Asked>> asked_about(Transaction& transaction, ReviewKind kind,
                                                 const std::vector<std::string>& remote_ids) {
  ITSM_TRY(const Rows rows, transaction.query(kAskedAbout, transaction.company(), kind, remote_ids));
  std::map<std::string, Asked> asked;
  for (const Row row : rows) asked[row.get<std::string>(0)] = row.get<bool>(1) ? Asked::open : Asked::kept;
  return asked;
}

Result<> settle_asked_but(Transaction& transaction, IntegrationId integration, ReviewKind kind,
                          const std::vector<std::string>& remote_ids, Time now) {
  ITSM_CHECK(transaction.execute(kSettleAskedBut, transaction.company(), integration, kind, remote_ids, now));
  return {};
}

}  // namespace itsm::host::store
