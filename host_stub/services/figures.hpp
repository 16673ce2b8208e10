// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

#include "host_stub/services/services.hpp"
#include "host_stub/store/figures.hpp"

// How well findings and tickets are kept together, as commands and routes show it.
namespace itsm::host::services {

// How long something took.
struct Durations {
  std::int64_t count = 0;
  std::int64_t mean_ms = 0;
  std::int64_t p50_ms = 0;
  std::int64_t p95_ms = 0;

  static constexpr std::string_view kDocument = "durations";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("count", self.count, "How many were measured; without any the times are 0.");
    visit.required("mean_ms", self.mean_ms, "Milliseconds on average.");
    visit.required("p50_ms", self.p50_ms, "Milliseconds that half of them took at most.");
    visit.required("p95_ms", self.p95_ms, "Milliseconds that 95 of 100 took at most.");
  }
};

// A part of a whole.
struct Share {
  std::int64_t part = 0;
  std::int64_t whole = 0;
  std::optional<double> rate{};

  static constexpr std::string_view kDocument = "share";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("part", self.part, "How many.");
    visit.required("whole", self.whole, "Of how many.");
    visit.optional("rate", self.rate, "The one by the other, 0 to 1; absent: of nothing.");
  }
};

// What the last comparisons of links with their vendors found, of all integrations together.
struct AgreementFigures {
  Share agree{};
  std::map<std::string, std::int64_t> causes{};
  std::string as_of{};
  std::optional<std::int64_t> worst_staleness_s{};

  static constexpr std::string_view kDocument = "agreement_figures";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("agree", self.agree,
                   "Linked tickets that agree with their findings, of all that were compared.");
    visit.required("causes", self.causes, "Cause -> differences.");
    visit.optional("as_of", self.as_of,
                   "When the oldest of them came to its end, RFC 3339; absent: none has.");
    visit.optional("worst_staleness_s", self.worst_staleness_s,
                   "Seconds since the link was confirmed that is known the worst.");
  }
};

struct DayFigures {
  std::string day{};
  Durations time_to_ticket{};
  std::map<std::string, Durations> lag{};
  Share delivery{};
  Share breaches{};

  static constexpr std::string_view kDocument = "day_figures";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("day", self.day, "Of UTC, as 2026-11-21.");
    visit.required("time_to_ticket", self.time_to_ticket, "Of the tickets that were made on this day.");
    visit.required("lag", self.lag, "Of the changes that were told on this day, by channel.");
    visit.required("delivery", self.delivery, "Of the changes that were told on this day.");
    visit.required("breaches", self.breaches, "Of the linked findings that are due on this day.");
  }
};

struct Figures {
  std::string from{};
  std::string to{};
  Durations time_to_ticket{};
  std::map<std::string, Durations> time_to_ticket_by_severity{};
  std::map<std::string, Durations> lag{};
  Share delivery{};
  Share breaches{};
  std::map<std::string, Share> false_done{};
  Share predicted_priority{};
  AgreementFigures agreement{};
  std::vector<DayFigures> days{};

  static constexpr std::string_view kDocument = "figures";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("from", self.from, "The first moment that is counted, RFC 3339.");
    visit.required("to", self.to, "The moment up to which is counted, RFC 3339.");
    visit.required(
        "time_to_ticket", self.time_to_ticket,
        "From a finding's report to its ticket's creation at the vendor, of tickets that were made "
        "in this time.");
    visit.required("time_to_ticket_by_severity", self.time_to_ticket_by_severity,
                   "The same by the finding's severity.");
    visit.required(
        "lag", self.lag,
        "From a change at the vendor to what followed for the finding, by the channel that told it "
        "first: webhook, poll, resync or sweep.");
    visit.required("delivery", self.delivery,
                   "Changes that a webhook told before anything else found them, of all changes found.");
    visit.required("breaches", self.breaches,
                   "Linked findings that were not done when they were due, of all linked findings with a due "
                   "date, whenever that is.");
    visit.required(
        "false_done", self.false_done,
        "By integration: findings that a scan has shown again, of those that were closed in this time "
        "because complete scans no longer showed them.");
    visit.required(
        "predicted_priority", self.predicted_priority,
        "Tickets of this time that got the priority which the plan had foretold, of all for which one "
        "had.");
    visit.required("agreement", self.agreement,
                   "Whether findings and tickets agree, as the last sweeps found.");
    visit.required("days", self.days, "Day by day, those on which something happened.");
  }
};

inline constexpr std::int64_t kMostFigureDays = 366;

// Of the last so many days, today's included.
Result<Figures> figures(Services& services, CompanyId company, std::int64_t days);

}  // namespace itsm::host::services
