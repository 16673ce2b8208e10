// SPDX-License-Identifier: Apache-2.0
#include "host_stub/store/intent_places.hpp"

namespace itsm::host::store {
namespace {

// States of intents: 0 to 2 are on their way, 3 is linked, 5 released. Of tickets: from 2 on they have ended.
constexpr auto kHeldGroups = R"(
  SELECT i.group_key, coalesce(i.ticket_id, 0), coalesce(t.key, ''), coalesce(t.url, '')
  FROM intent i LEFT JOIN ticket t ON t.company_id = $1 AND t.ticket_id = i.ticket_id
  WHERE i.company_id = $1 AND i.integration_id = $2 AND i.group_key = ANY ($3) AND i.live
    AND (i.state < 3 OR t.state < 2))";

constexpr auto kReleaseEnded = R"(
  UPDATE intent i SET state = 5, live = false, updated_at = $5 FROM ticket t
  WHERE i.company_id = $1 AND i.integration_id = $2 AND i.live AND i.state = 3
    AND t.company_id = $1 AND t.ticket_id = i.ticket_id AND t.state >= 2
    AND (i.group_key = ANY ($3) OR EXISTS (
      SELECT FROM intent_member m WHERE m.company_id = $1 AND m.intent_id = i.intent_id AND m.live
        AND m.finding_id = ANY ($4)))
  RETURNING i.intent_id)";

constexpr auto kReleaseMembersOf =
    "UPDATE intent_member SET live = false WHERE company_id = $1 AND intent_id = ANY ($2) AND live";

constexpr auto kJoin = R"(
  INSERT INTO intent_member (company_id, intent_id, finding_id, integration_id, is_primary)
  SELECT $1, i.intent_id, j.finding_id, $2, true
  FROM unnest($3::text[], $4::bigint[]) AS j (group_key, finding_id)
  JOIN intent i ON i.company_id = $1 AND i.integration_id = $2 AND i.group_key = j.group_key AND i.live AND i.state = 3
  JOIN ticket t ON t.company_id = $1 AND t.ticket_id = i.ticket_id AND t.state < 2
  ON CONFLICT (company_id, intent_id, finding_id) DO UPDATE SET live = true
  RETURNING finding_id, intent_id, (
    SELECT i.ticket_id FROM intent i WHERE i.company_id = $1 AND i.intent_id = intent_member.intent_id))";

constexpr auto kLeave = R"(
  UPDATE intent_member m SET live = false FROM intent i
  WHERE m.company_id = $1 AND m.finding_id = ANY ($3) AND m.live
    AND i.company_id = $1 AND i.intent_id = m.intent_id AND i.ticket_id = $2)";

constexpr auto kReleaseDeserted = R"(
  UPDATE intent i SET state = 5, live = false, updated_at = $3
  WHERE i.company_id = $1 AND i.ticket_id = $2 AND i.live AND i.state = 3 AND NOT EXISTS (
    SELECT FROM intent_member m WHERE m.company_id = $1 AND m.intent_id = i.intent_id AND m.live))";

}  // namespace

Result<std::map<std::string, HeldGroup>> held_groups(Transaction& transaction, IntegrationId integration,
                                                     const std::vector<std::string>& group_keys) {
  ITSM_TRY(const Rows rows, transaction.query(kHeldGroups, transaction.company(), integration, group_keys));
  std::map<std::string, HeldGroup> held;
  for (const Row row : rows) {
    std::string group;
    HeldGroup place;
    row.read(group, place.ticket, place.ticket_key, place.ticket_url);
    held.emplace(std::move(group), std::move(place));
  }
  return held;
}

Result<> release_ended(Transaction& transaction, IntegrationId integration,
                       const std::vector<std::string>& group_keys, const std::vector<FindingId>& findings,
                       Time now) {
  ITSM_TRY(const Rows rows,
           transaction.query(kReleaseEnded, transaction.company(), integration, group_keys, findings, now));
  std::vector<IntentId> released;
  for (const Row row : rows) released.push_back(row.get<IntentId>(0));
  if (!released.empty()) ITSM_CHECK(transaction.execute(kReleaseMembersOf, transaction.company(), released));
  return {};
}

Result<std::vector<Joined>> join_groups(Transaction& transaction, IntegrationId integration,
                                        const std::vector<Joining>& joining) {
  if (joining.empty()) return std::vector<Joined>();
  std::vector<std::string> groups;
  std::vector<FindingId> findings;
  for (const auto& one : joining) {
    groups.push_back(one.group_key);
    findings.push_back(one.finding);
  }
  ITSM_TRY(const Rows rows, transaction.query(kJoin, transaction.company(), integration, groups, findings));
  std::vector<Joined> joined;
  for (const Row row : rows) {
    Joined& one = joined.emplace_back();
    row.read(one.finding, one.intent, one.ticket);
  }
  return joined;
}

Result<> leave_ticket(Transaction& transaction, TicketId ticket, const std::vector<FindingId>& findings,
                      Time now) {
  ITSM_CHECK(transaction.execute(kLeave, transaction.company(), ticket, findings));
  ITSM_CHECK(transaction.execute(kReleaseDeserted, transaction.company(), ticket, now));
  return {};
}

}  // namespace itsm::host::store
