// SPDX-License-Identifier: Apache-2.0
#include "host_stub/store/ticket_mirror.hpp"

namespace itsm::host::store {
namespace {

constexpr auto kTicketRoutes = R"(
  SELECT remote_id, routed_company_id FROM ticket_route
  WHERE company_id = $1 AND integration_id = $2 AND remote_id = ANY ($3))";

constexpr auto kCountTicketRoutes =
    "SELECT count(*) FROM ticket_route WHERE company_id = $1 AND integration_id = $2";

#define ITSM_TICKET_COLUMNS                                                                                 \
  "ticket_id, owner_id, integration_id, remote_id, key, url, project_id, project, type_id, type, summary, " \
  "state, status_id, status, resolution, priority, assignee_id, assignee, parent_key, correlation_key, "    \
  "policy_version_id, remote_version, remote_created_at, remote_updated_at, done_at, confirmed_at"

// In one order for everybody.
constexpr auto kLockTickets = "SELECT " ITSM_TICKET_COLUMNS
                              " FROM ticket WHERE company_id = $1 AND integration_id = $2 AND remote_id = "
                              "ANY ($3) AND archived_at IS NULL "
                              "ORDER BY remote_id FOR UPDATE";
constexpr auto kLoadTicket =
    "SELECT " ITSM_TICKET_COLUMNS " FROM ticket WHERE company_id = $1 AND ticket_id = $2";
constexpr auto kTicketsWithKey =
    "SELECT " ITSM_TICKET_COLUMNS
    " FROM ticket WHERE company_id = $1 AND key = $2 AND archived_at IS NULL ORDER BY ticket_id";

#define ITSM_IS_FOLLOWED                                                                                 \
  " FROM ticket WHERE company_id = $1 AND integration_id = ANY ($2) AND state IN (0, 1) AND "            \
  "archived_at IS NULL AND EXISTS (SELECT FROM ticket_link l WHERE l.company_id = $1 AND l.ticket_id = " \
  "ticket.ticket_id AND l.active)"
constexpr auto kOpenTickets =
    "SELECT " ITSM_TICKET_COLUMNS ITSM_IS_FOLLOWED " AND ticket_id > $3 ORDER BY ticket_id LIMIT $4";
constexpr auto kCountOpenTickets = "SELECT count(*)" ITSM_IS_FOLLOWED;
constexpr auto kLinkedTickets =
    "SELECT " ITSM_TICKET_COLUMNS
    " FROM ticket t WHERE company_id = $1 AND integration_id = $2 AND ticket_id > $3 "
    "AND archived_at IS NULL AND EXISTS (SELECT FROM ticket_link l WHERE "
    "l.company_id = $1 AND l.ticket_id = t.ticket_id AND l.active) "
    "ORDER BY ticket_id LIMIT $4";

constexpr auto kMirrorTickets = R"(
  UPDATE ticket SET key = t.key, url = t.url, project_id = t.project_id, project = t.project, type_id = t.type_id,
    type = t.type, summary = t.summary, state = t.state, status_id = t.status_id, status = t.status,
    resolution = t.resolution, priority = t.priority, assignee_id = t.assignee_id, assignee = t.assignee,
    parent_key = t.parent_key, remote_version = t.remote_version, remote_created_at = t.remote_created_at,
    remote_updated_at = t.remote_updated_at, done_at = t.done_at, confirmed_at = t.confirmed_at,
    confirmed_by = t.confirmed_by, updated_at = $24, row_version = row_version + 1
  FROM unnest($2::bigint[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[],
              $10::smallint[], $11::text[], $12::text[], $13::text[], $14::text[], $15::text[], $16::text[],
              $17::text[], $18::text[], $19::timestamptz[], $20::timestamptz[], $21::timestamptz[],
              $22::timestamptz[], $23::smallint[])
    AS t (ticket_id, key, url, project_id, project, type_id, type, summary, state, status_id, status, resolution,
          priority, assignee_id, assignee, parent_key, remote_version, remote_created_at, remote_updated_at, done_at,
          confirmed_at, confirmed_by)
  WHERE ticket.company_id = $1 AND ticket.ticket_id = t.ticket_id)";

constexpr auto kLinkedFindings = R"(
  SELECT ticket_id, finding_id FROM ticket_link WHERE company_id = $1 AND ticket_id = ANY ($2) AND active
  ORDER BY ticket_id, finding_id)";

constexpr auto kTicketsToFollow = R"(
  SELECT remote_id, key, url FROM ticket
  WHERE company_id = $1 AND integration_id = $2 AND archived_at IS NULL AND state <> 4
  ORDER BY (project_id = ANY ($3) OR project = ANY ($3)), confirmed_at NULLS FIRST, ticket_id LIMIT $4)";

constexpr auto kInsertTicketComment = R"(
  INSERT INTO ticket_comment (company_id, ticket_id, remote_id, told_at, digest, created_at)
  VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING)";
constexpr auto kEditTicketComment = R"(
  UPDATE ticket_comment SET told_at = $4, digest = $5
  WHERE company_id = $1 AND ticket_id = $2 AND remote_id = $3 AND told_at < $4 AND digest <> $5)";

TicketRow read_mirrored(const Row& row) {
  TicketRow ticket;
  Person assignee;
  std::int16_t state = 0;
  row.read(ticket.id, ticket.owner, ticket.integration, ticket.ref.id, ticket.ref.key, ticket.ref.url,
           ticket.project.id, ticket.project.name, ticket.type.id, ticket.type.name, ticket.summary, state,
           ticket.status.id, ticket.status.name, ticket.resolution, ticket.priority, assignee.id,
           assignee.name, ticket.parent_key, ticket.correlation_key, ticket.policy_version,
           ticket.remote_version, ticket.remote_created_at, ticket.remote_updated_at, ticket.done_at,
           ticket.confirmed_at);
  ticket.state = static_cast<TicketState>(state);
  if (!assignee.id.empty() || !assignee.name.empty()) ticket.assignee = assignee;
  return ticket;
}

}  // namespace

Result<std::map<std::string, CompanyId>> routes_of(Transaction& owner, IntegrationId integration,
                                                   const std::vector<std::string>& remote_ids) {
  ITSM_TRY(const Rows rows, owner.query(kTicketRoutes, owner.company(), integration, remote_ids));
  std::map<std::string, CompanyId> routes;
  for (const Row row : rows) routes.emplace(row.get<std::string>(0), row.get<CompanyId>(1));
  return routes;
}

Result<std::int64_t> count_routes(Transaction& owner, IntegrationId integration) {
  ITSM_TRY(const Rows rows, owner.query(kCountTicketRoutes, owner.company(), integration));
  return rows.front().get<std::int64_t>(0);
}

Result<std::vector<TicketRow>> lock_tickets(Transaction& transaction, IntegrationId integration,
                                            const std::vector<std::string>& remote_ids) {
  ITSM_TRY(const Rows rows, transaction.query(kLockTickets, transaction.company(), integration, remote_ids));
  std::vector<TicketRow> tickets;
  for (const Row row : rows) tickets.push_back(read_mirrored(row));
  return tickets;
}

Result<std::vector<TicketRow>> linked_tickets(Transaction& transaction, IntegrationId integration,
                                              TicketId after, std::int64_t limit) {
  ITSM_TRY(const Rows rows,
           transaction.query(kLinkedTickets, transaction.company(), integration, after, limit));
  std::vector<TicketRow> tickets;
  for (const Row row : rows) tickets.push_back(read_mirrored(row));
  return tickets;
}

Result<std::optional<TicketRow>> load_ticket(Transaction& transaction, TicketId id) {
  ITSM_TRY(const Rows rows, transaction.query(kLoadTicket, transaction.company(), id));
  if (rows.empty()) return std::optional<TicketRow>();
  return std::optional(read_mirrored(rows.front()));
}

Result<std::vector<TicketRow>> tickets_with_key(Transaction& transaction, const std::string& key) {
  ITSM_TRY(const Rows rows, transaction.query(kTicketsWithKey, transaction.company(), key));
  std::vector<TicketRow> tickets;
  for (const Row row : rows) tickets.push_back(read_mirrored(row));
  return tickets;
}

Result<std::vector<TicketRow>> open_tickets(Transaction& transaction,
                                            const std::vector<IntegrationId>& integrations, TicketId after,
                                            std::int64_t limit) {
  ITSM_TRY(const Rows rows,
           transaction.query(kOpenTickets, transaction.company(), integrations, after, limit));
  std::vector<TicketRow> tickets;
  for (const Row row : rows) tickets.push_back(read_mirrored(row));
  return tickets;
}

Result<std::int64_t> count_open_tickets(Transaction& transaction,
                                        const std::vector<IntegrationId>& integrations) {
  ITSM_TRY(const Rows rows, transaction.query(kCountOpenTickets, transaction.company(), integrations));
  return rows.front().get<std::int64_t>(0);
}

Result<> mirror_tickets(Transaction& transaction, std::span<const TicketRow> tickets, Time now) {
  if (tickets.empty()) return {};
  const auto column = [&](auto&& member) { return column_of(tickets, member); };
  using Each = const TicketRow&;
  ITSM_CHECK(transaction.execute(
      kMirrorTickets, transaction.company(), column([](Each t) { return t.id; }),
      column([](Each t) { return t.ref.key; }), column([](Each t) { return t.ref.url; }),
      column([](Each t) { return t.project.id; }), column([](Each t) { return t.project.name; }),
      column([](Each t) { return t.type.id; }), column([](Each t) { return t.type.name; }),
      column([](Each t) { return t.summary; }),
      column([](Each t) { return static_cast<std::int16_t>(t.state); }),
      column([](Each t) { return t.status.id; }), column([](Each t) { return t.status.name; }),
      column([](Each t) { return t.resolution; }), column([](Each t) { return t.priority; }),
      column([](Each t) { return t.assignee ? t.assignee->id : std::string(); }),
      column([](Each t) { return t.assignee ? t.assignee->name : std::string(); }),
      column([](Each t) { return t.parent_key; }), column([](Each t) { return t.remote_version; }),
      column([](Each t) { return t.remote_created_at; }), column([](Each t) { return t.remote_updated_at; }),
      column([](Each t) { return t.done_at; }), column([](Each t) { return t.confirmed_at; }),
      column([](Each t) { return t.confirmed_by; }), now));
  return {};
}

Result<std::vector<std::pair<TicketId, FindingId>>> linked_findings(Transaction& transaction,
                                                                    const std::vector<TicketId>& tickets) {
  ITSM_TRY(const Rows rows, transaction.query(kLinkedFindings, transaction.company(), tickets));
  std::vector<std::pair<TicketId, FindingId>> links;
  for (const Row row : rows) links.emplace_back(row.get<TicketId>(0), row.get<FindingId>(1));
  return links;
}

Result<std::vector<TicketRef>> tickets_to_follow(Transaction& transaction, IntegrationId integration,
                                                 const std::vector<std::string>& allowed_projects,
                                                 std::int64_t limit) {
  ITSM_TRY(const Rows rows,
           transaction.query(kTicketsToFollow, transaction.company(), integration, allowed_projects, limit));
  std::vector<TicketRef> refs;
  for (const Row row : rows)
    refs.push_back({row.get<std::string>(0), row.get<std::string>(1), row.get<std::string>(2)});
  return refs;
}

Result<CommentNews> take_over_comment(Transaction& transaction, const TicketComment& comment, Time now) {
  ITSM_TRY(const std::int64_t inserted,
           transaction.execute(kInsertTicketComment, transaction.company(), comment.ticket, comment.remote_id,
                               comment.told_at, comment.digest, now));
  if (inserted == 1) return CommentNews::written;
  ITSM_TRY(const std::int64_t edited,
           transaction.execute(kEditTicketComment, transaction.company(), comment.ticket, comment.remote_id,
                               comment.told_at, comment.digest));
  return edited == 1 ? CommentNews::edited : CommentNews::known;
}

}  // namespace itsm::host::store
