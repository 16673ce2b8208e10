// SPDX-License-Identifier: Apache-2.0
#include "host_stub/store/take_backs.hpp"

namespace itsm::host::store {
namespace {

constexpr auto kWantBack = R"(
  INSERT INTO take_back (company_id, ticket_id, push_id, actor, created_at, updated_at)
  SELECT $1, ticket_id, $2, $4, $5, $5 FROM unnest($3::bigint[]) AS wanted (ticket_id)
  ON CONFLICT (company_id, ticket_id) DO UPDATE SET state = 0, push_id = EXCLUDED.push_id, actor = EXCLUDED.actor,
    why = '', updated_at = EXCLUDED.updated_at
  WHERE take_back.state = 3)";

#define ITSM_TAKE_BACK_COLUMNS "ticket_id, push_id, state, actor, why"

constexpr auto kLoadTakeBack =
    "SELECT " ITSM_TAKE_BACK_COLUMNS " FROM take_back WHERE company_id = $1 AND ticket_id = $2";
constexpr auto kTakeBacksOf =
    "SELECT " ITSM_TAKE_BACK_COLUMNS " FROM take_back WHERE company_id = $1 AND push_id = $2";
constexpr auto kMoveTakeBack =
    "UPDATE take_back SET state = $3, why = $4, updated_at = $5 WHERE company_id = $1 AND ticket_id = $2";

// Of the feed: a comment or a change of the ticket that the vendor told.
constexpr auto kDealings = R"(
  SELECT l.ticket_id, array_agg(DISTINCT l.finding_id), coalesce(max(g.document->>'seen'), ''),
    EXISTS (SELECT FROM own_write w WHERE w.company_id = $1 AND w.ticket_id = l.ticket_id AND w.state = 1),
    coalesce((array_agg(a.document->>'why' ORDER BY a.at, a.activity_id) FILTER (WHERE a.activity_id IS NOT NULL))[1], '')
  FROM ticket_link l
  LEFT JOIN ticket_agreement g ON g.company_id = $1 AND g.ticket_id = l.ticket_id
  LEFT JOIN activity a ON a.company_id = $1 AND a.finding_id = l.finding_id AND a.at >= l.linked_at
    AND a.kind IN (4, 5) AND a.document->>'cause' = 'ticket' AND a.document->>'member' LIKE 'ticket.%'
  WHERE l.company_id = $1 AND l.ticket_id = ANY ($2) AND l.active
  GROUP BY l.ticket_id ORDER BY l.ticket_id)";

std::vector<TakeBack> read_take_backs(const Rows& rows) {
  std::vector<TakeBack> all;
  for (const Row row : rows) {
    auto& one = all.emplace_back();
    row.read(one.ticket, one.push, one.state, one.actor, one.why);
  }
  return all;
}

}  // namespace

Result<> want_back(Transaction& transaction, PushId push, const std::vector<TicketId>& tickets,
                   const std::string& actor, Time now) {
  if (tickets.empty()) return {};
  ITSM_CHECK(transaction.execute(kWantBack, transaction.company(), push, tickets, actor, now));
  return {};
}

Result<std::optional<TakeBack>> load_take_back(Transaction& transaction, TicketId ticket) {
  ITSM_TRY(const Rows rows, transaction.query(kLoadTakeBack, transaction.company(), ticket));
  if (rows.empty()) return std::optional<TakeBack>();
  return std::optional(read_take_backs(rows).front());
}

Result<std::vector<TakeBack>> take_backs_of(Transaction& transaction, PushId push) {
  ITSM_TRY(const Rows rows, transaction.query(kTakeBacksOf, transaction.company(), push));
  return read_take_backs(rows);
}

Result<> move_take_back(Transaction& transaction, TicketId ticket, TakeBackState state,
                        const std::string& why, Time now) {
  ITSM_CHECK(transaction.execute(kMoveTakeBack, transaction.company(), ticket, state, why, now));
  return {};
}

Result<std::vector<Dealings>> dealings_with(Transaction& transaction, const std::vector<TicketId>& tickets) {
  if (tickets.empty()) return std::vector<Dealings>();
  ITSM_TRY(const Rows rows, transaction.query(kDealings, transaction.company(), tickets));
  std::vector<Dealings> all;
  for (const Row row : rows) {
    auto& one = all.emplace_back();
    row.read(one.ticket, one.findings, one.agreed_version, one.written, one.news);
  }
  return all;
}

}  // namespace itsm::host::store
