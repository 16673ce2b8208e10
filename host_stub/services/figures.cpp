// SPDX-License-Identifier: Apache-2.0
#include "host_stub/services/figures.hpp"

#include <cmath>

#include "host_stub/store/agreement_sweeps.hpp"
#include "host_stub/sync/sweep_progress.hpp"

namespace itsm::host::services {
namespace {

constexpr std::string_view kWebhook = "webhook";

Durations durations_of(const store::Spread& spread) {
  return {spread.count, std::llround(spread.mean_ms), std::llround(spread.p50_ms),
          std::llround(spread.p95_ms)};
}

void add(Share& share, std::int64_t part, std::int64_t whole) {
  share.part += part;
  share.whole += whole;
  if (share.whole > 0) share.rate = static_cast<double>(share.part) / static_cast<double>(share.whole);
}

// Puts what the store has counted in its place: the whole span, or one of its days.
class Sorting {
 public:
  explicit Sorting(Figures& figures) : figures_(figures) {}

  void take(const store::TicketTimes& times) {
    const Durations durations = durations_of(times.spread);
    if (times.severity)
      figures_.time_to_ticket_by_severity[std::string(name_of(*times.severity))] = durations;
    else if (times.day.empty())
      figures_.time_to_ticket = durations;
    else
      day(times.day).time_to_ticket = durations;
  }

  void take(const store::ChannelLag& lag) {
    auto& lags = lag.day.empty() ? figures_.lag : day(lag.day).lag;
    auto& delivery = lag.day.empty() ? figures_.delivery : day(lag.day).delivery;
    lags[lag.channel] = durations_of(lag.spread);
    add(delivery, lag.channel == kWebhook ? lag.spread.count : 0, lag.spread.count);
  }

  void take(const store::DueFindings& due) {
    add(figures_.breaches, due.breached, due.count);
    // Both are days of UTC with their largest part in front.
    if (due.day >= figures_.from.substr(0, due.day.size()) &&
        due.day <= figures_.to.substr(0, due.day.size()))
      add(day(due.day).breaches, due.breached, due.count);
  }

  void finish() {
    for (auto& [name, figures] : days_) figures_.days.push_back(std::move(figures));
  }

 private:
  DayFigures& day(const std::string& name) {
    DayFigures& found = days_[name];
    found.day = name;
    return found;
  }

  Figures& figures_;
  std::map<std::string, DayFigures> days_{};
};

// The worst of several integrations is the worst of all.
void add_sweep(AgreementFigures& agreement, const store::SweepRow& row, Time now) {
  if (row.result.empty()) return;
  const auto found = from_document<sync::SweepProgress>(row.result);
  add(agreement.agree, found.agree, found.linked);
  for (const auto& [cause, count] : found.causes) agreement.causes[cause] += count;
  if (agreement.as_of.empty() || found.as_of < agreement.as_of) agreement.as_of = found.as_of;
  const auto oldest = from_rfc3339(found.oldest_confirmed_at);
  if (!oldest) return;
  const auto age = std::chrono::floor<std::chrono::seconds>(now - *oldest).count();
  agreement.worst_staleness_s = std::max(agreement.worst_staleness_s.value_or(0), age);
}

}  // namespace

Result<Figures> figures(Services& services, CompanyId company, std::int64_t days) {
  const Time now = services.clock.now();
  const Time from = std::chrono::floor<std::chrono::days>(now) - std::chrono::days(days - 1);
  // The moment of the question counts.
  const Time to = now + std::chrono::milliseconds(1);
  ITSM_TRY(const auto serving, services.directory.serving(company));
  std::map<IntegrationId, std::string> names;  // empty: it is gone
  for (const auto& one : serving) names.emplace(one.integration.id, one.integration.name);
  Figures counted;
  ITSM_CHECK(services.database.in_company(company, [&](store::Transaction& transaction) -> Result<> {
    counted = {.from = to_rfc3339(from), .to = to_rfc3339(now)};
    Sorting sorting(counted);
    ITSM_TRY(const auto times, store::times_to_ticket(transaction, from, to));
    for (const auto& one : times) sorting.take(one);
    ITSM_TRY(const auto lags, store::channel_lags(transaction, from, to));
    for (const auto& one : lags) sorting.take(one);
    ITSM_TRY(const auto due, store::due_findings(transaction, now));
    for (const auto& one : due) sorting.take(one);
    sorting.finish();
    ITSM_TRY(const auto closures, store::false_done(transaction, from, to));
    for (const auto& one : closures)
      add(counted.false_done[names[one.integration]], one.came_back, one.closed);
    ITSM_TRY(const auto foretold, store::foretelling(transaction, from, to));
    add(counted.predicted_priority, foretold.came_true, foretold.count);
    ITSM_TRY(const auto sweeps, store::list_sweeps(transaction));
    for (const auto& row : sweeps) add_sweep(counted.agreement, row, now);
    return {};
  }));
  return counted;
}

}  // namespace itsm::host::services
