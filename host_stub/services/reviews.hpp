// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "host_stub/services/services.hpp"
#include "host_stub/store/reviews.hpp"

// What a person has to decide, as commands and routes show it.
namespace itsm::host::services {

struct ReviewItem {
  std::int64_t id = 0;
  store::ReviewKind kind = store::ReviewKind::ticket_ended;
  std::int64_t finding = 0;
  std::string title{};
  FindingStatus status = FindingStatus::open;
  std::string ticket_key{};
  std::string reason{};
  std::string member{};
  std::string ours{};
  std::string theirs{};
  std::vector<std::string> choices{};
  std::string decision{};
  std::string decided_by{};
  std::string created_at{};
  std::string decided_at{};

  static constexpr std::string_view kDocument = "review_item";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("id", self.id, "Its number.");
    visit.required(
        "kind", self.kind,
        "ticket_ended: it ended without a fix. illegal_transition: the finding cannot follow it. "
        "conflict: both sides changed the same. blocked_transition: the ticket cannot follow its "
        "finding. reopen: a finding came back, and its ticket has ended. orphan: a ticket was made for the "
        "finding and never linked. duplicate: there is a second ticket for it.");
    visit.required("finding", self.finding, "Number of the finding.");
    visit.required("title", self.title, "Of the finding.");
    visit.required("status", self.status, "Of the finding, now.");
    visit.required("ticket_key", self.ticket_key, "As the vendor calls it.");
    visit.required("reason", self.reason, "What happened.");
    visit.optional("member", self.member, "conflict: about what, a field's id or status.");
    visit.optional("ours", self.ours, "conflict: what the finding says.");
    visit.optional("theirs", self.theirs, "conflict: what the ticket says.");
    visit.required("choices", self.choices,
                   "What can be decided: a status of the finding, or finding, ticket, retry, reopen, "
                   "new_ticket, adopt, keep.");
    visit.optional("decision", self.decision, "Absent: it is open. overtaken: the ticket went on.");
    visit.optional("decided_by", self.decided_by, "Who decided.");
    visit.required("created_at", self.created_at, "RFC 3339.");
    visit.optional("decided_at", self.decided_at, "RFC 3339.");
  }
};

struct ReviewQuery {
  bool all = false;         // decided ones too
  std::int64_t before = 0;  // 0: from the newest
  std::int64_t limit = 50;
};
Result<std::vector<ReviewItem>> list_reviews(Services& services, CompanyId company, const ReviewQuery& query);

struct ReviewDecision {
  std::string decision{};
  std::string reason{};

  static constexpr std::string_view kDocument = "review_decision";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("decision", self.decision, "One of the review's choices.");
    visit.optional("reason", self.reason, "Why; needed for a status that ends the finding.");
  }
};
// Refused: it is decided already, or that is none of its choices.
Result<> decide_review(Services& services, CompanyId company, std::int64_t id, const ReviewDecision& decision,
                       const std::string& actor);

}  // namespace itsm::host::services
