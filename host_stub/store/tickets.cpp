// SPDX-License-Identifier: Apache-2.0
#include "host_stub/store/tickets.hpp"

#include "host_stub/store/link_columns.hpp"

namespace itsm::host::store {
namespace {

constexpr auto kInsertRoutes = R"(
  INSERT INTO ticket_route (company_id, integration_id, remote_id, routed_company_id, created_at)
  SELECT $1, $2, remote_id, $4, $5 FROM unnest($3::text[]) AS remote_id ON CONFLICT DO NOTHING)";

constexpr auto kForeignRoutes = R"(
  SELECT remote_id FROM ticket_route
  WHERE company_id = $1 AND integration_id = $2 AND remote_id = ANY ($3) AND routed_company_id <> $4)";

constexpr auto kWishes = R"(
  SELECT remote_id, correlation_key FROM ticket
  WHERE company_id = $1 AND integration_id = $2 AND remote_id = ANY ($3) AND correlation_key <> '')";

constexpr auto kUpsertTicket = R"(
  INSERT INTO ticket (company_id, owner_id, integration_id, remote_id, key, url, project_id, project, type_id, type,
                      summary, state, status_id, status, resolution, priority, assignee_id, assignee, correlation_key,
                      policy_version_id, remote_version, confirmed_at, confirmed_by, created_at, updated_at)
  SELECT $1, t.*, $24, $24
  FROM unnest($2::bigint[], $3::bigint[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[],
              $10::text[], $11::text[], $12::smallint[], $13::text[], $14::text[], $15::text[], $16::text[],
              $17::text[], $18::text[], $19::text[], $20::bigint[], $21::text[], $22::timestamptz[],
              $23::smallint[]) AS t
  ON CONFLICT (company_id, integration_id, remote_id) DO UPDATE SET
    key = EXCLUDED.key, url = EXCLUDED.url, project_id = EXCLUDED.project_id, project = EXCLUDED.project,
    type_id = EXCLUDED.type_id, type = EXCLUDED.type, summary = EXCLUDED.summary, state = EXCLUDED.state,
    status_id = EXCLUDED.status_id, status = EXCLUDED.status, resolution = EXCLUDED.resolution,
    priority = EXCLUDED.priority, assignee_id = EXCLUDED.assignee_id, assignee = EXCLUDED.assignee,
    remote_version = EXCLUDED.remote_version, confirmed_at = EXCLUDED.confirmed_at,
    confirmed_by = EXCLUDED.confirmed_by, updated_at = EXCLUDED.updated_at, row_version = ticket.row_version + 1
  RETURNING integration_id, remote_id, ticket_id)";

constexpr auto kInsertLinks = R"(
  INSERT INTO ticket_link (company_id, finding_id, ticket_id, role, intent_id, actor, linked_at, agreed_status,
                           told_status)
  SELECT $1, l.finding_id, l.ticket_id, 0, l.intent_id, $5, $6, f.status, f.status
  FROM unnest($2::bigint[], $3::bigint[], $4::bigint[]) AS l (finding_id, ticket_id, intent_id)
  JOIN finding f ON f.company_id = $1 AND f.finding_id = l.finding_id
  ON CONFLICT (company_id, finding_id, ticket_id) DO UPDATE
    SET active = true, intent_id = EXCLUDED.intent_id, actor = EXCLUDED.actor, linked_at = EXCLUDED.linked_at,
        ended_at = NULL, agreed_status = EXCLUDED.agreed_status, told_status = EXCLUDED.told_status
    WHERE NOT ticket_link.active)";

constexpr auto kEndLinks = R"(
  UPDATE ticket_link l SET active = false, ended_at = $5 FROM ticket t
  WHERE l.company_id = $1 AND l.finding_id = ANY ($2) AND l.active
    AND t.company_id = $1 AND t.ticket_id = l.ticket_id AND t.key = $3 AND ($4::bigint IS NULL OR t.integration_id = $4)
  RETURNING l.finding_id, l.ticket_id)";

// 2 is done; what is done, cancelled or gone does not block a new ticket.
constexpr std::string_view kOfFindings = R"( AND l.finding_id = ANY ($2) AND (NOT $3 OR t.state < 2)
  ORDER BY l.finding_id, l.linked_at)";

std::optional<Time> time_of(const std::string& text) {
  const auto time = from_rfc3339(text);
  return time ? std::optional(*time) : std::nullopt;
}

}  // namespace

void take_over(TicketRow& row, const Ticket& seen) {
  const std::string url = seen.ref.url.empty() ? row.ref.url : seen.ref.url;
  row.ref = seen.ref;
  row.ref.url = url;
  row.project = seen.project;
  row.type = seen.type;
  row.summary = seen.summary;
  row.state = seen.state;
  row.status = seen.status;
  row.resolution = seen.resolution.name;
  row.priority = seen.priority.name;
  row.assignee = seen.assignee;
  row.parent_key = seen.parent ? seen.parent->key : std::string();
  row.remote_version = seen.version;
  row.remote_created_at = time_of(seen.created_at);
  row.remote_updated_at = time_of(seen.updated_at);
}

TicketRow row_of(const Ticket& ticket, Time confirmed_at, ConfirmedBy confirmed_by) {
  TicketRow row;
  take_over(row, ticket);
  row.confirmed_at = confirmed_at;
  row.confirmed_by = confirmed_by;
  return row;
}

Result<std::set<std::string>> insert_routes(Transaction& owner_transaction, IntegrationId integration,
                                            const std::vector<std::string>& remote_ids, CompanyId company,
                                            Time now) {
  const CompanyId owner = owner_transaction.company();
  ITSM_CHECK(owner_transaction.execute(kInsertRoutes, owner, integration, remote_ids, company, now));
  return foreign_routes(owner_transaction, integration, remote_ids, company);
}

Result<std::set<std::string>> foreign_routes(Transaction& owner_transaction, IntegrationId integration,
                                             const std::vector<std::string>& remote_ids, CompanyId company) {
  ITSM_TRY(const Rows rows, owner_transaction.query(kForeignRoutes, owner_transaction.company(), integration,
                                                    remote_ids, company));
  std::set<std::string> foreign;
  for (const Row row : rows) foreign.insert(row.get<std::string>(0));
  return foreign;
}

Result<std::map<std::string, std::string>> wishes_of(Transaction& transaction, IntegrationId integration,
                                                     const std::vector<std::string>& remote_ids) {
  ITSM_TRY(const Rows rows, transaction.query(kWishes, transaction.company(), integration, remote_ids));
  std::map<std::string, std::string> wishes;
  for (const Row row : rows) wishes.emplace(row.get<std::string>(0), row.get<std::string>(1));
  return wishes;
}

Result<std::vector<TicketId>> upsert_tickets(Transaction& transaction, std::span<const TicketRow> tickets,
                                             Time now) {
  const auto column = [&](auto&& member) { return column_of(tickets, member); };
  using Each = const TicketRow&;
  if (tickets.empty()) return std::vector<TicketId>();
  ITSM_TRY(
      const Rows rows,
      transaction.query(
          kUpsertTicket, transaction.company(), column([](Each t) { return t.owner; }),
          column([](Each t) { return t.integration; }), column([](Each t) { return t.ref.id; }),
          column([](Each t) { return t.ref.key; }), column([](Each t) { return t.ref.url; }),
          column([](Each t) { return t.project.id; }), column([](Each t) { return t.project.name; }),
          column([](Each t) { return t.type.id; }), column([](Each t) { return t.type.name; }),
          column([](Each t) { return t.summary; }),
          column([](Each t) { return static_cast<std::int16_t>(t.state); }),
          column([](Each t) { return t.status.id; }), column([](Each t) { return t.status.name; }),
          column([](Each t) { return t.resolution; }), column([](Each t) { return t.priority; }),
          column([](Each t) { return t.assignee ? t.assignee->id : std::string(); }),
          column([](Each t) { return t.assignee ? t.assignee->name : std::string(); }),
          column([](Each t) { return t.correlation_key; }), column([](Each t) { return t.policy_version; }),
          column([](Each t) { return t.remote_version; }), column([](Each t) { return t.confirmed_at; }),
          column([](Each t) { return t.confirmed_by; }), now));
  std::map<std::pair<IntegrationId, std::string>, TicketId> ids;
  for (const auto row : rows)
    ids[{row.get<IntegrationId>(0), row.get<std::string>(1)}] = row.get<TicketId>(2);
  return column([&](Each t) { return ids.at({t.integration, t.ref.id}); });
}

Result<> insert_links(Transaction& transaction, std::span<const NewLink> links, const std::string& actor,
                      Time now) {
  if (links.empty()) return {};
  std::vector<FindingId> findings;
  std::vector<TicketId> tickets;
  std::vector<std::optional<IntentId>> intents;
  for (const auto& link : links) {
    findings.push_back(link.finding);
    tickets.push_back(link.ticket);
    intents.push_back(link.intent);
  }
  ITSM_CHECK(
      transaction.execute(kInsertLinks, transaction.company(), findings, tickets, intents, actor, now));
  return {};
}

Result<std::vector<EndedLink>> end_links(Transaction& transaction, const std::vector<FindingId>& findings,
                                         const std::string& key, std::optional<IntegrationId> integration,
                                         Time now) {
  ITSM_TRY(const Rows rows,
           transaction.query(kEndLinks, transaction.company(), findings, key, integration, now));
  std::vector<EndedLink> ended;
  for (const Row row : rows) ended.push_back({row.get<FindingId>(0), row.get<TicketId>(1)});
  return ended;
}

Result<std::vector<LinkRow>> links_of(Transaction& transaction, const std::vector<FindingId>& findings,
                                      bool open_only) {
  const std::string sql = std::string(kLinkColumns) + std::string(kOfFindings);
  ITSM_TRY(const Rows rows, transaction.query(sql.c_str(), transaction.company(), findings, open_only));
  return read_links(rows);
}

}  // namespace itsm::host::store
