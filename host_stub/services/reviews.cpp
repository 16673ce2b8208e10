// SPDX-License-Identifier: Apache-2.0
#include "host_stub/services/reviews.hpp"

#include <algorithm>

#include "host_stub/core/activity.hpp"
#include "host_stub/core/text.hpp"
#include "host_stub/services/finding_change.hpp"
#include "host_stub/services/new_ticket.hpp"
#include "host_stub/services/resync.hpp"
#include "host_stub/store/activity.hpp"
#include "host_stub/store/agreements.hpp"
#include "host_stub/store/outward_jobs.hpp"
#include "host_stub/store/tickets.hpp"
#include "host_stub/sync/agreement.hpp"

namespace itsm::host::services {
namespace {

constexpr std::string_view kKeep = "keep";

constexpr std::string_view kFinding = "finding";
constexpr std::string_view kTicket = "ticket";
constexpr std::string_view kRetry = "retry";
constexpr std::string_view kReopen = "reopen";
constexpr std::string_view kNewTicket = "new_ticket";
constexpr std::string_view kAdopt = "adopt";

// What a person can do about it, besides leaving it.
std::vector<std::string> choices_of(const store::ReviewRow& review) {
  std::vector<std::string> choices;
  switch (review.kind) {
    case store::ReviewKind::conflict:
      return {std::string(kFinding), std::string(kTicket)};
    case store::ReviewKind::blocked_transition:
      return {std::string(kRetry), std::string(kKeep)};
    case store::ReviewKind::reopen:
      return {std::string(kReopen), std::string(kNewTicket), std::string(kKeep)};
    case store::ReviewKind::orphan:
      return {std::string(kAdopt), std::string(kKeep)};
    case store::ReviewKind::duplicate:
      return {std::string(kKeep)};
    case store::ReviewKind::ticket_ended:
    case store::ReviewKind::illegal_transition:
      break;
  }
  for (const FindingStatus status : legal_targets(review.status, Cause::person))
    choices.emplace_back(name_of(status));
  choices.emplace_back(kKeep);
  return choices;
}

// The ticket's side of a status, where the ticket says what the finding would be.
Result<> take_tickets_status(store::Transaction& transaction, const store::ReviewRow& review,
                             const ReviewDecision& decision, const std::string& actor, Time now) {
  const auto to = enum_from<FindingStatus>(review.details.value("to", ""));
  if (!to) return {};
  ITSM_CHECK(change_status(transaction, review.finding, *to, decision.reason, review.reason, actor, now));
  return store::agree_on_status(transaction, review.ticket, {review.finding});
}

// The ticket that was made for the finding is the finding's.
Result<> link_orphan(store::Transaction& transaction, const store::ReviewRow& review,
                     const std::string& actor, Time now) {
  const std::vector<store::NewLink> link{{review.finding, review.ticket, {}}};
  ITSM_CHECK(store::insert_links(transaction, link, actor, now));
  Activity entry = ticket_entry(review.finding, Cause::person, actor, now);
  entry.to = review.ticket_key;
  entry.why = "Linked to ticket " + review.ticket_key + ", which had been made for it.";
  ITSM_CHECK(store::append_activity(transaction, {&entry, 1}));
  return store::look_at_tickets(transaction, {review.ticket}, now);
}

// The next run of the ticket's job carries it out.
Result<> choose_side(store::Transaction& transaction, const store::ReviewRow& review, sync::Side side,
                     Time now) {
  ITSM_TRY(const auto document, store::lock_agreement(transaction, review.ticket));
  sync::Agreement agreement;
  if (document) agreement = from_document<sync::Agreement>(*document);
  agreement.chosen[review.member.empty() ? "status" : review.member] = side;
  ITSM_CHECK(store::save_agreement(transaction, review.ticket, to_document(agreement), now));
  return store::look_at_tickets(transaction, {review.ticket}, now);
}

// Of a review about a ticket that does not follow its finding.
Result<> carry_out(store::Transaction& transaction, const store::ReviewRow& review,
                   const ReviewDecision& decision, const std::string& actor, Time now) {
  const bool ours =
      decision.decision == kFinding || decision.decision == kRetry || decision.decision == kReopen;
  if (decision.decision == kTicket && review.member == "status")
    ITSM_CHECK(take_tickets_status(transaction, review, decision, actor, now));
  return choose_side(transaction, review, ours ? sync::Side::ours : sync::Side::theirs, now);
}

bool is_outward(store::ReviewKind kind) { return kind >= store::ReviewKind::conflict; }

// Not the finding's own.
bool is_about_other(store::ReviewKind kind) { return kind >= store::ReviewKind::orphan; }

// What is no word at all, what does not go with this review, and what the finding cannot become each have a
// name of their own.
Result<> check_decision(const store::ReviewRow& review, const std::string& decision) {
  const auto choices = choices_of(review);
  if (std::find(choices.begin(), choices.end(), decision) != choices.end()) return {};
  if (!is_outward(review.kind))
    if (const auto to = enum_from<FindingStatus>(decision))
      return check_transition(review.status, *to, Cause::person);
  return problem(ProblemKind::invalid, "decision_wrong", "'" + decision + "' is no decision here",
                 "it can be: " + joined(choices));
}

Result<std::string> name_of_integration(Services& services, CompanyId company, IntegrationId integration) {
  ITSM_TRY(const auto serving, services.directory.serving(company));
  for (const auto& one : serving)
    if (one.integration.id == integration) return one.integration.name;
  return problem(ProblemKind::not_found, "integration_gone", "the integration of this ticket is gone",
                 "apply its document again, or decide the review without it");
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
    item.member = row.member;
    item.ours = row.details.value("ours", "");
    item.theirs = row.details.value("theirs", "");
    if (!row.decided_at) item.choices = choices_of(row);
    item.decision = row.decision;
    item.decided_by = row.decided_by;
    item.created_at = to_rfc3339(row.created_at);
    if (row.decided_at) item.decided_at = to_rfc3339(*row.decided_at);
  }
  return items;
}

Result<> decide_review(Services& services, CompanyId company, std::int64_t id, const ReviewDecision& decision,
                       const std::string& actor) {
  const Time now = services.clock.now();
  std::optional<store::ReviewRow> review;
  ITSM_CHECK(services.database.in_company(company, [&](store::Transaction& transaction) -> Result<> {
    ITSM_TRY(review, store::load_review(transaction, id));
    if (!review)
      return problem(ProblemKind::not_found, "review_unknown", "there is no review " + std::to_string(id),
                     "host_stub reviews list shows those that there are");
    ITSM_CHECK(check_decision(*review, decision.decision));
    ITSM_TRY(const bool decided, store::decide_review(transaction, id, decision.decision, actor, now));
    if (!decided)
      return problem(ProblemKind::conflict, "review_decided",
                     "it was decided already: " + review->decision + ", by " + review->decided_by,
                     "host_stub reviews list shows those that are open");
    if (decision.decision == kAdopt) return link_orphan(transaction, *review, actor, now);
    if (is_about_other(review->kind)) return {};
    if (is_outward(review->kind)) return carry_out(transaction, *review, decision, actor, now);
    if (decision.decision == kKeep) return {};
    return change_status(transaction, review->finding, *enum_from<FindingStatus>(decision.decision),
                         decision.reason, review->reason, actor, now);
  }));
  if (decision.decision != kNewTicket) return {};
  ITSM_TRY(const auto ticket, ticket_named(services, company, std::to_string(review->ticket.value)));
  ITSM_TRY(const std::string integration, name_of_integration(services, company, ticket.integration));
  return make_new_ticket(services.pushes, company, integration, {review->finding});
}

}  // namespace itsm::host::services
