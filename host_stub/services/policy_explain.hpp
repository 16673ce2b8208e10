// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "host_stub/services/services.hpp"

namespace itsm::host::services {

struct ExplainedRule {
  std::string name{};
  std::string where{};
  bool fits = false;
  std::vector<std::string> why_not{};

  static constexpr std::string_view kDocument = "explained_rule";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("name", self.name, "Of the rule.");
    visit.required("where", self.where, "file:line:column of the policy.");
    visit.required("fits", self.fits, "Everything under its `when` holds. The first rule that fits decides.");
    visit.optional("why_not", self.why_not, "What does not hold.");
  }
};

// Why a finding gets the ticket that it gets, or none.
struct FindingExplanation {
  std::int64_t finding = 0;
  std::string title{};
  std::string integration{};
  std::string chosen_by{};
  std::string policy{};
  std::int64_t policy_version = 0;
  bool gets_ticket = false;
  std::string reason{};
  std::vector<ExplainedRule> rules{};
  std::string shares{};
  std::optional<push::PlannedTicket> ticket{};
  std::vector<std::string> tickets_now{};
  std::string due{};
  std::string due_why{};
  std::string by_hand{};
  bool checked_live = false;
  std::string note{};

  static constexpr std::string_view kDocument = "finding_explanation";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("finding", self.finding, "Its id.");
    visit.required("title", self.title, "Of the finding.");
    visit.required("integration", self.integration, "Which would make the ticket.");
    visit.required("chosen_by", self.chosen_by, "Why that one.");
    visit.required("policy", self.policy, "Which decides.");
    visit.required("policy_version", self.policy_version, "Its version; 0: a text that is not stored.");
    visit.required("gets_ticket", self.gets_ticket, "By the policy and the vendor's form.");
    visit.required("reason", self.reason, "A sentence: the rule, or why none.");
    visit.required("rules", self.rules, "All, in their order.");
    visit.optional("shares", self.shares, "What it has in common with others of its ticket.");
    visit.optional("ticket", self.ticket,
                   "As it would be for this finding alone, with the source of values.");
    visit.optional("tickets_now", self.tickets_now, "Keys of the open tickets that it has.");
    visit.optional("due", self.due, "By when it is to be remedied, RFC 3339.");
    visit.required("due_why", self.due_why, "By which line of the table, or why by none.");
    visit.optional("by_hand", self.by_hand, "Why an import makes no ticket of it by itself.");
    visit.required("checked_live", self.checked_live,
                   "Fields and values were held against the vendor's form.");
    visit.optional("note", self.note, "Why they were not.");
  }
};

struct ExplainQuery {
  std::string integration{};               // empty: routing decides
  bool live = true;                        // ask the vendor for its form
  const policy::Policy* edited = nullptr;  // in place of the stored one
};
// Refused with "finding_unknown", and as plans are when no integration can be chosen.
Result<FindingExplanation> explain_finding(Services& services, CompanyId company, FindingId finding,
                                           const ExplainQuery& query);

}  // namespace itsm::host::services
