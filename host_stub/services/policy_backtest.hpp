// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "host_stub/services/services.hpp"

// What an edited policy would change, shown on what is stored: findings through both policies on their way
// out, and the states of their tickets on their way back.
namespace itsm::host::services {

struct BacktestChange {
  std::string what{};
  std::string before{};
  std::string after{};

  static constexpr std::string_view kDocument = "backtest_change";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("what", self.what, "ticket, summary, description, field NAME, due, ends as and others.");
    visit.required("before", self.before, "By the active policy; empty: nothing.");
    visit.required("after", self.after, "By the edited one.");
  }
};

struct BacktestRow {
  std::int64_t finding = 0;
  std::string title{};
  std::string ticket_key{};
  std::vector<BacktestChange> changes{};

  static constexpr std::string_view kDocument = "backtest_row";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("finding", self.finding, "Its id.");
    visit.required("title", self.title, "Of the finding.");
    visit.optional("ticket_key", self.ticket_key, "The ticket whose state is judged.");
    visit.required("changes", self.changes, "At least one.");
  }
};

// One direction.
struct BacktestSide {
  std::int64_t judged = 0;
  std::int64_t changed = 0;
  std::map<std::string, std::int64_t> counts{};
  std::vector<BacktestRow> rows{};

  static constexpr std::string_view kDocument = "backtest_side";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("judged", self.judged, "How many.");
    visit.required("changed", self.changed, "Of them.");
    visit.required("counts", self.counts, "What differs -> in how many.");
    visit.required("rows", self.rows, "Those that change, at most as many as were asked for.");
  }
};

struct BacktestReport {
  std::string integration{};
  std::string before{};
  std::string after{};
  std::string since{};
  std::int64_t tickets_before = 0;
  std::int64_t tickets_after = 0;
  BacktestSide to_tickets{};
  BacktestSide to_findings{};
  BacktestSide events{};
  bool checked_live = false;
  std::string note{};

  static constexpr std::string_view kDocument = "backtest_report";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("integration", self.integration, "Whose findings and tickets.");
    visit.required("before", self.before, "The policy that is active.");
    visit.required("after", self.after, "The one that it is compared with.");
    visit.optional("since", self.since, "Findings reported and tickets linked since then, RFC 3339.");
    visit.required("tickets_before", self.tickets_before, "That the findings would have.");
    visit.required("tickets_after", self.tickets_after, "That they would have by the other policy.");
    visit.required("to_tickets", self.to_tickets, "Findings: what their tickets would be.");
    visit.required("to_findings", self.to_findings,
                   "Tickets as they are now: what they would do to findings.");
    visit.required("events", self.events,
                   "Findings with tickets: what has happened to both since then, once more by each policy.");
    visit.required("checked_live", self.checked_live,
                   "Fields and values were held against the vendor's forms.");
    visit.optional("note", self.note, "Why they were not.");
  }
};

// Findings of one backtest: all of them are in memory, since any two may share a ticket.
inline constexpr std::size_t kMostJudged = 25'000;

struct BacktestQuery {
  std::string integration{};  // empty: the only one that serves the company
  std::string since{};        // "30d", or a date; empty: everything
  bool live = true;           // ask the vendor for its forms
  std::size_t rows = 500;     // of each direction
};
// `label` says what the edited policy is, for people. Refused with "since_wrong", and with
// "too_many_findings" beyond kMostJudged.
Result<BacktestReport> backtest(Services& services, CompanyId company, const policy::Policy& edited,
                                const std::string& label, const BacktestQuery& query);

}  // namespace itsm::host::services
