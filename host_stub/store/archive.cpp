// SPDX-License-Identifier: Apache-2.0
#include "host_stub/store/archive.hpp"

#include "host_stub/store/pushes.hpp"

namespace itsm::host::store {
namespace {

constexpr auto kQueued = R"(
  SELECT coalesce(push_id, 0), count(*), count(*) FILTER (WHERE state <> 0), min(created_at) FROM intent
  WHERE company_id = $1 AND integration_id = $2 AND state IN (0, 1, 2) GROUP BY push_id ORDER BY push_id)";

constexpr auto kCounts = R"(
  SELECT (SELECT count(*) FROM plan
          WHERE company_id = $1 AND integration_id = $2 AND state = 0 AND expires_at > $3),
         (SELECT count(*) FROM ticket WHERE company_id = $1 AND integration_id = $2 AND archived_at IS NULL),
         (SELECT count(*) FROM ticket_link l
          JOIN ticket t ON t.company_id = $1 AND t.ticket_id = l.ticket_id
          WHERE l.company_id = $1 AND t.integration_id = $2 AND l.active),
         (SELECT count(*) FROM ticket WHERE company_id = $1 AND integration_id = $2 AND archived_at IS NOT NULL))";

constexpr auto kCancelPlans =
    "UPDATE plan SET state = 3 WHERE company_id = $1 AND integration_id = $2 AND state = 0";

// The place stands before the id as long as it is archived.
constexpr auto kArchiveTickets = R"(
  UPDATE ticket SET archived_at = $4, updated_at = $4, remote_id = $3 || ' ' || remote_id
  WHERE company_id = $1 AND integration_id = $2 AND archived_at IS NULL)";

constexpr auto kArchivedIds = R"(
  SELECT substr(remote_id, length($3) + 2) FROM ticket
  WHERE company_id = $1 AND integration_id = $2 AND archived_at IS NOT NULL AND starts_with(remote_id, $3 || ' ')
  ORDER BY ticket_id)";

// Ends at the moment at which its ticket was archived: that is how it is known again.
constexpr auto kArchiveLinks = R"(
  UPDATE ticket_link l SET active = false, ended_at = $3 FROM ticket t
  WHERE l.company_id = $1 AND l.active AND t.company_id = $1 AND t.ticket_id = l.ticket_id AND t.integration_id = $2
  RETURNING l.finding_id, t.key)";

// 5 is released: the group's place and its findings' places are free.
constexpr auto kReleaseIntents = R"(
  UPDATE intent SET state = 5, live = false, updated_at = $3
  WHERE company_id = $1 AND integration_id = $2 AND state = 3 AND live)";

constexpr auto kReleaseArchivedMembers = R"(
  UPDATE intent_member m SET live = false FROM intent i
  WHERE m.company_id = $1 AND m.live AND i.company_id = $1 AND i.intent_id = m.intent_id AND i.integration_id = $2
    AND i.state = 5)";

constexpr auto kRestoreLinks = R"(
  UPDATE ticket_link l SET active = true, ended_at = NULL FROM ticket t
  WHERE l.company_id = $1 AND NOT l.active AND t.company_id = $1 AND t.ticket_id = l.ticket_id
    AND t.integration_id = $2 AND l.ended_at = t.archived_at AND starts_with(t.remote_id, $3 || ' ')
  RETURNING l.finding_id, t.key)";

// Those that were released with their tickets, unless something newer has the place of its group or of a
// finding that is linked again: then the newer one counts for pushes.
constexpr auto kRestoreIntents = R"(
  UPDATE intent i SET state = 3, live = true, updated_at = $4 FROM ticket t
  WHERE i.company_id = $1 AND i.integration_id = $2 AND i.state = 5
    AND t.company_id = $1 AND t.ticket_id = i.ticket_id AND i.updated_at = t.archived_at
    AND starts_with(t.remote_id, $3 || ' ')
    AND NOT EXISTS (
      SELECT FROM intent o
      WHERE o.company_id = $1 AND o.integration_id = $2 AND o.intent_id <> i.intent_id
        AND (o.live OR (o.state = 5 AND o.intent_id > i.intent_id))
        AND (o.group_key = i.group_key OR EXISTS (
          SELECT FROM ticket_link l
          JOIN intent_member m ON m.company_id = $1 AND m.intent_id = i.intent_id AND m.finding_id = l.finding_id
          JOIN intent_member n ON n.company_id = $1 AND n.intent_id = o.intent_id AND n.finding_id = l.finding_id
          WHERE l.company_id = $1 AND l.ticket_id = i.ticket_id AND l.active))))";

// A finding that a person had unlinked before has no link again, and stays free.
constexpr auto kRestoreMembers = R"(
  UPDATE intent_member m SET live = true FROM intent i
  WHERE m.company_id = $1 AND NOT m.live AND i.company_id = $1 AND i.intent_id = m.intent_id AND i.integration_id = $2
    AND i.live AND i.state = 3 AND EXISTS (
      SELECT FROM ticket_link l
      WHERE l.company_id = $1 AND l.finding_id = m.finding_id AND l.ticket_id = i.ticket_id AND l.active))";

constexpr auto kRestoreTickets = R"(
  UPDATE ticket SET archived_at = NULL, updated_at = $4, remote_id = substr(remote_id, length($3) + 2)
  WHERE company_id = $1 AND integration_id = $2 AND archived_at IS NOT NULL AND starts_with(remote_id, $3 || ' '))";

constexpr auto kDeleteRoutes =
    "DELETE FROM ticket_route WHERE company_id = $1 AND integration_id = $2 AND routed_company_id = $3";

// What a worker decides meanwhile stays decided.
constexpr auto kFailRecords = R"(
  WITH failed AS (
    UPDATE push_record r SET outcome = 6, decided_by = NULL, remedy = '', updated_at = $4,
      reason = CASE i.state WHEN 0 THEN $3
               ELSE $3 || '; whether its ticket was made is not known: look for ' || i.correlation_key || ' there' END
    FROM intent i
    WHERE r.company_id = $1 AND i.company_id = $1 AND i.intent_id = r.intent_id AND i.integration_id = $2
      AND i.state IN (0, 1, 2) AND r.outcome IN (0, 5)
    RETURNING r.push_id)
  SELECT DISTINCT push_id FROM failed)";

constexpr auto kFailIntents = R"(
  UPDATE intent SET state = 4, live = false, problem = $3, updated_at = $4
  WHERE company_id = $1 AND integration_id = $2 AND state IN (0, 1, 2))";

// Its key is all that a record knows of a ticket; it goes into the sentence.
constexpr auto kDetachRecords = R"(
  UPDATE push_record r SET ticket_id = NULL, intent_id = NULL,
    reason = CASE WHEN r.reason <> '' THEN r.reason
             ELSE coalesce((SELECT 'ticket ' || t.key || '; its integration was deleted' FROM ticket t
                            WHERE t.company_id = $1 AND t.ticket_id = r.ticket_id), '') END
  WHERE r.company_id = $1
    AND (r.intent_id IN (SELECT intent_id FROM intent WHERE company_id = $1 AND integration_id = $2)
      OR r.ticket_id IN (SELECT ticket_id FROM ticket WHERE company_id = $1 AND integration_id = $2)))";

constexpr auto kDeleteJobs = "DELETE FROM outbox_job WHERE company_id = $1 AND integration_id = $2";
constexpr auto kDeleteLinks = R"(
  DELETE FROM ticket_link WHERE company_id = $1
    AND ticket_id IN (SELECT ticket_id FROM ticket WHERE company_id = $1 AND integration_id = $2))";
constexpr auto kDeleteIntents = "DELETE FROM intent WHERE company_id = $1 AND integration_id = $2";
constexpr auto kDeleteTickets = "DELETE FROM ticket WHERE company_id = $1 AND integration_id = $2";

std::vector<MovedLink> read_moved_links(const Rows& rows) {
  std::vector<MovedLink> links;
  for (const Row row : rows) {
    auto& link = links.emplace_back();
    row.read(link.finding, link.ticket_key);
  }
  return links;
}

}  // namespace

Result<Holdings> holdings_of(Transaction& company, IntegrationId integration, Time now) {
  Holdings holdings;
  ITSM_TRY(const Rows queued, company.query(kQueued, company.company(), integration));
  for (const Row row : queued) {
    auto& push = holdings.queued.emplace_back();
    row.read(push.push, push.tickets, push.uncertain, push.since);
  }
  ITSM_TRY(const Rows counts, company.query(kCounts, company.company(), integration, now));
  counts.front().read(holdings.open_plans, holdings.tickets, holdings.links, holdings.archived_tickets);
  return holdings;
}

Result<std::int64_t> cancel_plans(Transaction& company, IntegrationId integration) {
  return company.execute(kCancelPlans, company.company(), integration);
}

Result<std::vector<MovedLink>> archive_tickets(Transaction& company, IntegrationId integration,
                                               const std::string& place, Time now) {
  ITSM_TRY(const Rows links, company.query(kArchiveLinks, company.company(), integration, now));
  ITSM_CHECK(company.execute(kArchiveTickets, company.company(), integration, place, now));
  ITSM_CHECK(company.execute(kReleaseIntents, company.company(), integration, now));
  ITSM_CHECK(company.execute(kReleaseArchivedMembers, company.company(), integration));
  return read_moved_links(links);
}

Result<std::vector<std::string>> archived_ids(Transaction& company, IntegrationId integration,
                                              const std::string& place) {
  ITSM_TRY(const Rows rows, company.query(kArchivedIds, company.company(), integration, place));
  std::vector<std::string> ids;
  for (const Row row : rows) ids.push_back(row.get<std::string>(0));
  return ids;
}

Result<std::vector<MovedLink>> restore_tickets(Transaction& company, IntegrationId integration,
                                               const std::string& place, Time now) {
  ITSM_TRY(const Rows links, company.query(kRestoreLinks, company.company(), integration, place));
  ITSM_CHECK(company.execute(kRestoreIntents, company.company(), integration, place, now));
  ITSM_CHECK(company.execute(kRestoreMembers, company.company(), integration));
  ITSM_CHECK(company.execute(kRestoreTickets, company.company(), integration, place, now));
  return read_moved_links(links);
}

Result<> delete_routes(Transaction& owner, IntegrationId integration, CompanyId company) {
  ITSM_CHECK(owner.execute(kDeleteRoutes, owner.company(), integration, company));
  return {};
}

Result<> fail_queued(Transaction& company, IntegrationId integration, const std::string& reason, Time now) {
  ITSM_TRY(const Rows failed, company.query(kFailRecords, company.company(), integration, reason, now));
  ITSM_CHECK(company.execute(kFailIntents, company.company(), integration, Json{{"message", reason}}, now));
  std::vector<PushId> pushes;
  for (const Row row : failed) pushes.push_back(row.get<PushId>(0));
  return finish_pushes_if_done(company, pushes, now);
}

Result<> delete_tickets(Transaction& company, IntegrationId integration) {
  for (const auto* const sql : {kDetachRecords, kDeleteJobs, kDeleteLinks, kDeleteIntents, kDeleteTickets})
    ITSM_CHECK(company.execute(sql, company.company(), integration));
  return {};
}

}  // namespace itsm::host::store
