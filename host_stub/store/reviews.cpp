// SPDX-License-Identifier: Apache-2.0
#include "host_stub/store/reviews.hpp"

namespace itsm::host::store {
namespace {

constexpr auto kOpenReviews = R"(
  INSERT INTO review (company_id, kind, finding_id, ticket_id, reason, member, details, created_at)
  SELECT $1, r.kind, r.finding_id, r.ticket_id, r.reason, r.member, r.details, $8
  FROM unnest($2::smallint[], $3::bigint[], $4::bigint[], $5::text[], $6::text[], $7::jsonb[])
    AS r (kind, finding_id, ticket_id, reason, member, details)
  ON CONFLICT (company_id, finding_id, ticket_id, kind, member) WHERE decided_at IS NULL
  DO UPDATE SET reason = EXCLUDED.reason, details = EXCLUDED.details, created_at = EXCLUDED.created_at)";

constexpr auto kOvertakeReviews = R"(
  UPDATE review SET decision = 'overtaken', decided_by = 'host', decided_at = $3
  WHERE company_id = $1 AND ticket_id = ANY ($2) AND decided_at IS NULL AND member = '')";

constexpr auto kSettleConflict = R"(
  UPDATE review SET decision = 'overtaken', decided_by = 'host', decided_at = $4
  WHERE company_id = $1 AND ticket_id = $2 AND member = $3 AND kind = 2 AND decided_at IS NULL)";

constexpr std::string_view kReviewColumns = R"(
  SELECT r.review_id, r.kind, r.finding_id, f.title, f.status, r.ticket_id, t.key, r.reason, r.member, r.details,
         r.decision, r.decided_by, r.created_at, r.decided_at
  FROM review r
  JOIN finding f ON f.company_id = $1 AND f.finding_id = r.finding_id
  JOIN ticket t ON t.company_id = $1 AND t.ticket_id = r.ticket_id
  WHERE r.company_id = $1)";
constexpr std::string_view kListedReviews =
    R"( AND (NOT $2 OR r.decided_at IS NULL) AND ($3 = 0 OR r.review_id < $3)
  ORDER BY r.review_id DESC LIMIT $4)";
constexpr std::string_view kOneReview = " AND r.review_id = $2";
constexpr std::string_view kOpenOfTicket =
    " AND r.ticket_id = $2 AND r.decided_at IS NULL ORDER BY r.review_id";

constexpr auto kDecideReview = R"(
  UPDATE review SET decision = $3, decided_by = $4, decided_at = $5
  WHERE company_id = $1 AND review_id = $2 AND decided_at IS NULL)";

ReviewRow read_review(const Row& row) {
  ReviewRow review;
  row.read(review.id, review.kind, review.finding, review.title, review.status, review.ticket,
           review.ticket_key, review.reason, review.member, review.details, review.decision,
           review.decided_by, review.created_at, review.decided_at);
  return review;
}

}  // namespace

Result<> open_reviews(Transaction& transaction, std::span<const NewReview> reviews, Time now) {
  if (reviews.empty()) return {};
  std::vector<ReviewKind> kinds;
  std::vector<FindingId> findings;
  std::vector<TicketId> tickets;
  std::vector<std::string> reasons;
  std::vector<std::string> members;
  std::vector<Json> details;
  for (const auto& review : reviews) {
    kinds.push_back(review.kind);
    findings.push_back(review.finding);
    tickets.push_back(review.ticket);
    reasons.push_back(review.reason);
    members.push_back(review.member);
    details.push_back(review.details);
  }
  ITSM_CHECK(transaction.execute(kOpenReviews, transaction.company(), kinds, findings, tickets, reasons,
                                 members, details, now));
  return {};
}

Result<> overtake_reviews(Transaction& transaction, const std::vector<TicketId>& tickets, Time now) {
  if (tickets.empty()) return {};
  ITSM_CHECK(transaction.execute(kOvertakeReviews, transaction.company(), tickets, now));
  return {};
}

Result<> settle_conflict(Transaction& transaction, TicketId ticket, const std::string& member, Time now) {
  ITSM_CHECK(transaction.execute(kSettleConflict, transaction.company(), ticket, member, now));
  return {};
}

Result<std::vector<ReviewRow>> open_reviews_of(Transaction& transaction, TicketId ticket) {
  const std::string sql = std::string(kReviewColumns) + std::string(kOpenOfTicket);
  ITSM_TRY(const Rows rows, transaction.query(sql.c_str(), transaction.company(), ticket));
  std::vector<ReviewRow> reviews;
  for (const Row row : rows) reviews.push_back(read_review(row));
  return reviews;
}

Result<std::vector<ReviewRow>> list_reviews(Transaction& transaction, bool open_only, std::int64_t before,
                                            std::int64_t limit) {
  const std::string sql = std::string(kReviewColumns) + std::string(kListedReviews);
  ITSM_TRY(const Rows rows, transaction.query(sql.c_str(), transaction.company(), open_only, before, limit));
  std::vector<ReviewRow> reviews;
  for (const Row row : rows) reviews.push_back(read_review(row));
  return reviews;
}

Result<std::optional<ReviewRow>> load_review(Transaction& transaction, std::int64_t id) {
  const std::string sql = std::string(kReviewColumns) + std::string(kOneReview);
  ITSM_TRY(const Rows rows, transaction.query(sql.c_str(), transaction.company(), id));
  if (rows.empty()) return std::optional<ReviewRow>();
  return std::optional(read_review(rows.front()));
}

Result<bool> decide_review(Transaction& transaction, std::int64_t id, const std::string& decision,
                           const std::string& actor, Time now) {
  ITSM_TRY(const std::int64_t decided,
           transaction.execute(kDecideReview, transaction.company(), id, decision, actor, now));
  return decided == 1;
}

}  // namespace itsm::host::store
