// SPDX-License-Identifier: Apache-2.0
#include "host_stub/store/finding_comments.hpp"

namespace itsm::host::store {
namespace {

constexpr auto kInsertComment = R"(
  WITH written AS (
    INSERT INTO finding_comment (company_id, finding_id, body, audience, actor, written_at)
    VALUES ($1, $2, $3, $4, $5, $6) RETURNING finding_comment_id),
  waiting AS (
    INSERT INTO comment_delivery (company_id, finding_comment_id, ticket_id, updated_at)
    SELECT $1, w.finding_comment_id, l.ticket_id, $6
    FROM written w, ticket_link l JOIN ticket t ON t.company_id = $1 AND t.ticket_id = l.ticket_id
    WHERE l.company_id = $1 AND l.finding_id = $2 AND l.active AND t.archived_at IS NULL)
  SELECT finding_comment_id FROM written)";

#define ITSM_COMMENT_COLUMNS \
  "c.finding_comment_id, c.finding_id, c.body, c.audience, c.actor, c.written_at FROM finding_comment c "

constexpr auto kListComments = "SELECT " ITSM_COMMENT_COLUMNS
                               "WHERE c.company_id = $1 AND c.finding_id = $2 AND ($3 = 0 OR "
                               "c.finding_comment_id < $3) ORDER BY c.finding_comment_id DESC LIMIT $4";

constexpr auto kDeliveries = R"(
  SELECT d.finding_comment_id, t.key, d.state, d.problem
  FROM comment_delivery d
  JOIN finding_comment c ON c.company_id = $1 AND c.finding_comment_id = d.finding_comment_id
  JOIN ticket t ON t.company_id = $1 AND t.ticket_id = d.ticket_id
  WHERE d.company_id = $1 AND d.finding_comment_id = ANY ($2) AND (d.state <> 0 OR EXISTS (
    SELECT FROM ticket_link l
    WHERE l.company_id = $1 AND l.ticket_id = d.ticket_id AND l.finding_id = c.finding_id AND l.active))
  ORDER BY d.finding_comment_id, d.ticket_id)";

constexpr auto kWaitingComments = "SELECT " ITSM_COMMENT_COLUMNS
                                  "JOIN comment_delivery d ON d.company_id = $1 "
                                  "AND d.finding_comment_id = c.finding_comment_id "
                                  "JOIN ticket_link l ON l.company_id = $1 AND l.ticket_id = d.ticket_id "
                                  "AND l.finding_id = c.finding_id AND l.active "
                                  "WHERE c.company_id = $1 AND d.ticket_id = $2 AND d.state = 0 "
                                  "ORDER BY c.finding_comment_id";

constexpr auto kEndDelivery = R"(
  UPDATE comment_delivery SET state = $4, problem = $5, updated_at = $6
  WHERE company_id = $1 AND finding_comment_id = $2 AND ticket_id = $3)";

std::vector<FindingComment> read_comments(const Rows& rows) {
  std::vector<FindingComment> comments;
  for (const Row row : rows) {
    auto& one = comments.emplace_back();
    std::int16_t audience = 0;
    row.read(one.id, one.finding, one.body, audience, one.actor, one.written_at);
    one.audience = static_cast<Audience>(audience);
  }
  return comments;
}

}  // namespace

Result<std::int64_t> insert_comment(Transaction& transaction, const FindingComment& comment) {
  ITSM_TRY(const Rows rows,
           transaction.query(kInsertComment, transaction.company(), comment.finding, comment.body,
                             static_cast<std::int16_t>(comment.audience), comment.actor, comment.written_at));
  return rows.front().get<std::int64_t>(0);
}

Result<std::vector<FindingComment>> list_comments(Transaction& transaction, FindingId finding,
                                                  std::int64_t before, std::int64_t limit) {
  ITSM_TRY(const Rows rows, transaction.query(kListComments, transaction.company(), finding, before, limit));
  return read_comments(rows);
}

Result<std::vector<CommentDelivery>> deliveries_of(Transaction& transaction,
                                                   const std::vector<std::int64_t>& comments) {
  std::vector<CommentDelivery> deliveries;
  if (comments.empty()) return deliveries;
  ITSM_TRY(const Rows rows, transaction.query(kDeliveries, transaction.company(), comments));
  for (const Row row : rows) {
    auto& one = deliveries.emplace_back();
    row.read(one.comment, one.ticket_key, one.state, one.problem);
  }
  return deliveries;
}

Result<std::vector<FindingComment>> waiting_comments(Transaction& transaction, TicketId ticket) {
  ITSM_TRY(const Rows rows, transaction.query(kWaitingComments, transaction.company(), ticket));
  return read_comments(rows);
}

Result<> end_delivery(Transaction& transaction, std::int64_t comment, TicketId ticket, DeliveryState state,
                      const std::string& problem, Time now) {
  ITSM_CHECK(transaction.execute(kEndDelivery, transaction.company(), comment, ticket, state, problem, now));
  return {};
}

}  // namespace itsm::host::store
