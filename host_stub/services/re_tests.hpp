// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "host_stub/services/services.hpp"
#include "host_stub/store/finding_list.hpp"

// Findings that are said to be mended, until somebody or something has seen that they are.
namespace itsm::host::services {

struct ReTestItem {
  std::int64_t finding = 0;
  std::string title{};
  Severity severity = Severity::info;
  std::string asset{};
  std::string application{};
  std::string branch{};
  std::string scanner{};
  std::string since{};
  std::string why{};
  std::string ticket_key{};
  std::string ticket_url{};
  std::string not_seen_since{};
  std::int64_t not_seen_scans = 0;
  std::int64_t scans_needed = 0;

  static constexpr std::string_view kDocument = "re_test_item";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("finding", self.finding, "Its number.");
    visit.required("title", self.title, "Of the finding.");
    visit.required("severity", self.severity, "The effective one.");
    visit.required("asset", self.asset, "Where it was found.");
    visit.optional("application", self.application, "Where it was found.");
    visit.optional("branch", self.branch, "Where it was found.");
    visit.required("scanner", self.scanner, "Who has to scan again.");
    visit.optional("since", self.since, "Since when it waits, RFC 3339.");
    visit.optional("why", self.why, "What said that it is mended.");
    visit.optional("ticket_key", self.ticket_key, "The ticket that was made last for it.");
    visit.optional("ticket_url", self.ticket_url, "Where people read it.");
    visit.optional("not_seen_since", self.not_seen_since,
                   "The first of the scans that no longer show it, RFC 3339.");
    visit.optional("not_seen_scans", self.not_seen_scans, "How many complete scans in a row do not.");
    visit.optional("scans_needed", self.scans_needed,
                   "So many of them close it by themselves, says the policy; absent: a person does.");
  }
};

struct ReTestPage {
  std::vector<ReTestItem> items{};
  std::optional<store::FindingCursor> next{};
};
// The one that came last first.
Result<ReTestPage> list_re_tests(Services& services, CompanyId company,
                                 const std::optional<store::FindingCursor>& after, std::int64_t limit);

enum class ReTestOutcome { pass, fail };

}  // namespace itsm::host::services

template <>
struct itsm::EnumNames<itsm::host::services::ReTestOutcome> {
  using enum itsm::host::services::ReTestOutcome;
  static constexpr std::array<std::pair<itsm::host::services::ReTestOutcome, std::string_view>, 2> names{
      {{pass, "pass"}, {fail, "fail"}}};
};

namespace itsm::host::services {

struct ReTestDecision {
  ReTestOutcome outcome = ReTestOutcome::fail;
  std::string evidence{};

  static constexpr std::string_view kDocument = "re_test_decision";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("outcome", self.outcome, "pass: it is mended. fail: it is still there.");
    visit.optional("evidence", self.evidence, "What was seen; needed for fail, and told to the ticket.");
  }
};

// pass: it is closed. fail: it is in progress again, and its ticket is opened again or what else the policy's
// reopen says; the ticket is told the evidence. Refused: the finding does not wait for a re-test, or one that
// failed has no evidence.
Result<> decide_re_test(Services& services, CompanyId company, FindingId finding,
                        const ReTestDecision& decision, const std::string& actor);

}  // namespace itsm::host::services
