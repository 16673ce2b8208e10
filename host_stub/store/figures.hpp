// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "host_stub/core/finding.hpp"
#include "host_stub/store/database.hpp"

// How well findings and tickets are kept together, counted from what is stored. In the transaction's company;
// spans of time are [from, to), and days those of UTC, as "2026-11-21".
namespace itsm::host::store {

// How long something took. Without anything to count, the times are 0.
struct Spread {
  std::int64_t count = 0;
  double mean_ms = 0;
  double p50_ms = 0;
  double p95_ms = 0;
};

// From the report of a finding to its ticket's creation at the vendor, of tickets that were linked in the
// span because the host made them. Where the vendor has not been read since, the host's own time of the link.
struct TicketTimes {
  std::string day{};  // empty: of all days
  std::optional<Severity> severity{};
  Spread spread{};
};
// Of everything, of each day and of each severity.
Result<std::vector<TicketTimes>> times_to_ticket(Transaction& transaction, Time from, Time to);

// From a change at the vendor to what followed for a finding, by the channel that told it first.
struct ChannelLag {
  std::string day{};  // empty: of all days
  std::string channel{};
  Spread spread{};
};
Result<std::vector<ChannelLag>> channel_lags(Transaction& transaction, Time from, Time to);

// Findings with an active link and a due date, by the day on which they are due, and those of them that were
// not done by then: at the vendor, or, where no ticket says so, in the finding. What was accepted or refuted
// has no due date any more.
struct DueFindings {
  std::string day{};
  std::int64_t count = 0;
  std::int64_t breached = 0;
};
Result<std::vector<DueFindings>> due_findings(Transaction& transaction, Time now);

// Findings that were closed in the span because complete scans no longer showed them, and those of them that
// a later scan has shown again. 0: of an integration that nobody knows.
struct FalseDone {
  IntegrationId integration{};
  std::int64_t closed = 0;
  std::int64_t came_back = 0;
};
Result<std::vector<FalseDone>> false_done(Transaction& transaction, Time from, Time to);

// Tickets of the span whose priority a plan had foretold, and those of them that got it. Of those that the
// vendor has said something about.
struct Foretelling {
  std::int64_t count = 0;
  std::int64_t came_true = 0;
};
Result<Foretelling> foretelling(Transaction& transaction, Time from, Time to);

// What waits, at this moment.
struct Backlog {
  std::int64_t creates_due = 0;
  std::int64_t creates_uncertain = 0;  // sent, and not known to have arrived
  std::int64_t jobs_parked = 0;
  std::int64_t news_due = 0;
  std::int64_t news_parked = 0;
  std::int64_t reviews_open = 0;
  std::int64_t alerts_open = 0;
  std::int64_t duplicates = 0;  // second tickets that a sweep has found and nobody has closed
  std::int64_t channels_degraded = 0;
};
Result<Backlog> backlog(Transaction& transaction);

}  // namespace itsm::host::store
