// SPDX-License-Identifier: Apache-2.0
#include "host_stub/services/reviews.hpp"

#include "host_stub/store/activity.hpp"
#include "host_stub/store/findings.hpp"

namespace itsm::host::services {
namespace {

constexpr std::string_view kKeep = "keep";

Unexpected<Problem> wrong_decision(const std::string& decision) {
  return problem(ProblemKind::invalid, "decision_wrong", "'" + decision + "' is no decision",
                 "a finding's status, or keep");
}

// The person takes responsibility; the feed says so.
Result<> change_status(store::Transaction& transaction, const store::ReviewRow& review, FindingStatus to,
                       const std::string& reason, const std::string& actor, Time now) {
  ITSM_TRY(auto found, store::load_findings(transaction, {&review.finding, 1}));
  if (found.empty()) return problem(ProblemKind::not_found, "finding_unknown", "the finding is gone");
  Finding finding = std::move(found.front());
  ITSM_CHECK(check_transition(finding.status, to, Cause::person));
  if (needs_reason(to, Cause::person) && reason.empty())
    return problem(ProblemKind::invalid, "reason_missing",
                   "a finding that becomes " + std::string(name_of(to)) + " needs a reason",
                   "say why, in a sentence");
  Activity entry;
  entry.finding = finding.id;
  entry.at = now;
  entry.kind = ActivityKind::status;
  entry.cause = Cause::person;
  entry.actor = actor;
  entry.member = "status";
  entry.from = name_of(finding.status);
  entry.to = name_of(to);
  entry.why = reason.empty() ? review.reason : reason;
  if (is_terminal(finding.status)) ++finding.times_reopened;
  finding.status = to;
  ITSM_CHECK(store::update_finding(transaction, finding, now));
  return store::append_activity(transaction, {&entry, 1});
}

}  // namespace

Result<std::vector<ReviewItem>> list_reviews(Services& services, CompanyId company,
                                             const ReviewQuery& query) {
  ITSM_TRY(const auto rows, services.database.in_company(company, [&](store::Transaction& transaction) {
    return store::list_reviews(transaction, !query.all, query.before, query.limit);
  }));
  std::vector<ReviewItem> items;
  for (const auto& row : rows) {
    ReviewItem& item = items.emplace_back();
    item.id = row.id;
    item.kind = row.kind;
    item.finding = row.finding.value;
    item.title = row.title;
    item.status = row.status;
    item.ticket_key = row.ticket_key;
    item.reason = row.reason;
    if (!row.decided_at) item.choices = legal_targets(row.status, Cause::person);
    item.decision = row.decision;
    item.decided_by = row.decided_by;
    item.created_at = to_rfc3339(row.created_at);
    if (row.decided_at) item.decided_at = to_rfc3339(*row.decided_at);
  }
  return items;
}

Result<> decide_review(Services& services, CompanyId company, std::int64_t id, const ReviewDecision& decision,
                       const std::string& actor) {
  const bool keeps = decision.decision == kKeep;
  const auto to = enum_from<FindingStatus>(decision.decision);
  if (!keeps && !to) return wrong_decision(decision.decision);
  const Time now = services.clock.now();
  return services.database.in_company(company, [&](store::Transaction& transaction) -> Result<> {
    ITSM_TRY(const auto review, store::load_review(transaction, id));
    if (!review)
      return problem(ProblemKind::not_found, "review_unknown", "there is no review " + std::to_string(id),
                     "host_stub reviews list shows those that there are");
    ITSM_TRY(const bool decided, store::decide_review(transaction, id, decision.decision, actor, now));
    if (!decided)
      return problem(ProblemKind::conflict, "review_decided",
                     "it was decided already: " + review->decision + ", by " + review->decided_by);
    if (keeps) return {};
    return change_status(transaction, *review, *to, decision.reason, actor, now);
  });
}

}  // namespace itsm::host::services
