// SPDX-License-Identifier: Apache-2.0
#include "host_stub/store/outward_jobs.hpp"

namespace itsm::host::store {
namespace {

// In one order for everybody. A job that waits for its vendor does not lose count of its attempts.
#define ITSM_LOOK_AT(CHOSEN)                                                                              \
  "INSERT INTO outbox_job (company_id, owner_id, integration_id, kind, lane, order_key, ticket_id, "      \
  "due_at, created_at, updated_at) "                                                                      \
  "SELECT $1, t.owner_id, t.integration_id, 2, $4, 'ticket:' || t.ticket_id, t.ticket_id, $3, $3, $3 "    \
  "FROM ticket t WHERE t.company_id = $1 AND t.archived_at IS NULL AND " CHOSEN                           \
  " ORDER BY t.ticket_id "                                                                                \
  "ON CONFLICT (company_id, ticket_id) WHERE kind = 2 DO UPDATE SET revision = outbox_job.revision + 1, " \
  "attempts = CASE WHEN outbox_job.state = 0 THEN outbox_job.attempts ELSE 0 END, "                       \
  "interrupted = CASE WHEN outbox_job.state = 0 THEN outbox_job.interrupted ELSE 0 END, "                 \
  "problem = CASE WHEN outbox_job.state = 1 THEN '{}' ELSE outbox_job.problem END, "                      \
  "lane = CASE WHEN outbox_job.state = 0 THEN least(outbox_job.lane, EXCLUDED.lane) ELSE EXCLUDED.lane "  \
  "END, "                                                                                                 \
  "state = 0, due_at = EXCLUDED.due_at, updated_at = EXCLUDED.updated_at"

constexpr auto kLookAtTicketsOf = ITSM_LOOK_AT(
    "t.ticket_id IN (SELECT l.ticket_id FROM ticket_link l "
    "WHERE l.company_id = $1 AND l.finding_id = ANY ($2) AND l.active)");
constexpr auto kLookAtTickets = ITSM_LOOK_AT("t.ticket_id = ANY ($2)");

constexpr std::string_view kPending = R"(
  SELECT j.ticket_id, j.integration_id, t.key, j.state, j.due_at, j.attempts, coalesce(j.problem->>'reason', ''), j.lane
  FROM outbox_job j JOIN ticket t ON t.company_id = $1 AND t.ticket_id = j.ticket_id
  WHERE j.company_id = $1 AND j.kind = 2 AND j.state <> 1)";
constexpr std::string_view kAllPending = " ORDER BY j.due_at, j.ticket_id LIMIT $2";
constexpr std::string_view kOnePending = " AND j.ticket_id = $2";

std::vector<PendingTicket> read_pending(const Rows& rows) {
  std::vector<PendingTicket> pending;
  for (const Row row : rows) {
    auto& one = pending.emplace_back();
    row.read(one.ticket, one.integration, one.key, one.state, one.due_at, one.attempts, one.reason, one.lane);
  }
  return pending;
}

}  // namespace

Result<> look_at_tickets_of(Transaction& transaction, const std::vector<FindingId>& findings, Time now,
                            Lane lane) {
  if (findings.empty()) return {};
  ITSM_CHECK(transaction.execute(kLookAtTicketsOf, transaction.company(), findings, now, lane));
  return {};
}

Result<> look_at_tickets(Transaction& transaction, const std::vector<TicketId>& tickets, Time now,
                         Lane lane) {
  if (tickets.empty()) return {};
  ITSM_CHECK(transaction.execute(kLookAtTickets, transaction.company(), tickets, now, lane));
  return {};
}

Result<std::vector<PendingTicket>> pending_tickets(Transaction& transaction, std::int64_t limit) {
  const std::string sql = std::string(kPending) + std::string(kAllPending);
  ITSM_TRY(const Rows rows, transaction.query(sql.c_str(), transaction.company(), limit));
  return read_pending(rows);
}

Result<std::optional<PendingTicket>> pending_ticket(Transaction& transaction, TicketId ticket) {
  const std::string sql = std::string(kPending) + std::string(kOnePending);
  ITSM_TRY(const Rows rows, transaction.query(sql.c_str(), transaction.company(), ticket));
  if (rows.empty()) return std::optional<PendingTicket>();
  return std::optional(read_pending(rows).front());
}

}  // namespace itsm::host::store
