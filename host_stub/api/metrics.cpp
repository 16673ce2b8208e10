// SPDX-License-Identifier: Apache-2.0
#include "host_stub/api/metrics.hpp"

#include <algorithm>

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include "host_stub/services/figures.hpp"
#include "host_stub/store/companies.hpp"

namespace itsm::host::api {
namespace {

constexpr double kSecond = 1000;  // milliseconds

using Labels = std::map<std::string, std::string>;

class Exposition {
 public:
  void set(const std::string& name, const std::string& help, const Labels& labels, double value) {
    prometheus::BuildGauge().Name("itsm_" + name).Help(help).Register(registry_).Add(labels).Set(value);
  }

  void set_durations(const std::string& name, const std::string& help, Labels labels,
                     const services::Durations& durations) {
    if (durations.count == 0) return;
    labels["quantile"] = "0.5";
    set(name, help, labels, static_cast<double>(durations.p50_ms) / kSecond);
    labels["quantile"] = "0.95";
    set(name, help, labels, static_cast<double>(durations.p95_ms) / kSecond);
  }

  void add(const std::string& company, const services::Figures& figures) {
    set_durations("time_to_ticket_seconds", "From a finding's report to its ticket, of today's tickets.",
                  {{"company", company}}, figures.time_to_ticket);
    for (const auto& [channel, lag] : figures.lag)
      set_durations("sync_lag_seconds", "From a change at the vendor to what followed here, of today's.",
                    {{"company", company}, {"channel", channel}}, lag);
    if (figures.delivery.rate)
      set("webhook_delivery_ratio", "Changes of today that a webhook told first, of all that were found.",
          {{"company", company}}, *figures.delivery.rate);
    if (figures.breaches.rate)
      set("sla_breach_ratio", "Linked findings that were not done when due, of those with a due date.",
          {{"company", company}}, *figures.breaches.rate);
    if (figures.predicted_priority.rate)
      set("predicted_priority_ratio",
          "Tickets of today with the priority that the plan had foretold, of those with one.",
          {{"company", company}}, *figures.predicted_priority.rate);
    for (const auto& [integration, share] : figures.false_done)
      if (share.rate)
        set("false_done_ratio", "Findings that came back, of those that scans closed today.",
            {{"company", company}, {"integration", integration}}, *share.rate);
  }

  void add(const std::string& company, const services::AgreementFigures& agreement) {
    const Labels labels{{"company", company}};
    if (agreement.agree.rate)
      set("agreement_ratio", "Linked tickets that agreed with their findings when they were last compared.",
          labels, *agreement.agree.rate);
    if (agreement.worst_staleness_s)
      set("worst_staleness_seconds", "Since the link was confirmed that is known the worst.", labels,
          static_cast<double>(*agreement.worst_staleness_s));
    for (const auto& [cause, count] : agreement.causes)
      set("agreement_differences", "Between findings and tickets, by cause, when they were last compared.",
          {{"company", company}, {"cause", cause}}, static_cast<double>(count));
  }

  void add(const std::string& company, const store::Backlog& waiting) {
    const Labels labels{{"company", company}};
    const auto count = [&](const std::string& name, const std::string& help, std::int64_t value) {
      set(name, help, labels, static_cast<double>(value));
    };
    count("creates_due", "Tickets that are to be made.", waiting.creates_due);
    count("creates_uncertain", "Creates that may have arrived and are looked up.", waiting.creates_uncertain);
    count("jobs_parked", "Work for a vendor that was set aside.", waiting.jobs_parked);
    count("news_due", "News of tickets that nobody has judged yet.", waiting.news_due);
    count("news_parked", "News of tickets that was set aside.", waiting.news_parked);
    count("reviews_open", "Decisions that wait for a person.", waiting.reviews_open);
    count("alerts_open", "Alerts, one for each cause.", waiting.alerts_open);
    count("duplicate_tickets", "Second tickets for the same finding. To be 0.", waiting.duplicates);
    count("channels_degraded", "Integrations whose webhooks miss changes.", waiting.channels_degraded);
  }

  void add(const services::RetentionCount& removed) {
    auto& family = prometheus::BuildCounter()
                       .Name("itsm_retention_removed_total")
                       .Help("What was kept long enough and was removed, since this host was started.")
                       .Register(registry_);
    family.Add({{"kind", "webhooks"}}).Increment(static_cast<double>(removed.deliveries.load()));
    family.Add({{"kind", "exchanges"}}).Increment(static_cast<double>(removed.plans.load()));
  }

  std::string text() const { return prometheus::TextSerializer().Serialize(registry_.Collect()); }

 private:
  prometheus::Registry registry_{};
};

}  // namespace

Result<http::Response> metrics(Backend& backend, const Call& call) {
  auto& database = backend.services.database;
  ITSM_TRY(const auto companies, database.in_house([](store::Transaction& transaction) {
    return store::list_companies(transaction);
  }));
  Exposition exposition;
  for (const auto& company : companies) {
    const auto& allowed = call.caller.companies;
    if (std::find(allowed.begin(), allowed.end(), company.id) == allowed.end()) continue;
    ITSM_TRY(const auto figures, services::figures(backend.services, company.id, 1));
    exposition.add(company.name, figures);
    exposition.add(company.name, figures.agreement);
    ITSM_TRY(const auto waiting, database.in_company(company.id, store::backlog));
    exposition.add(company.name, waiting);
  }
  // Integrations that serve all companies are the house's, and so is what they wait for.
  if (!call.caller.home) {
    ITSM_TRY(const auto waiting, database.in_house(store::backlog));
    exposition.add("", waiting);
    exposition.add(*backend.services.retention);
  }
  http::Response response;
  response.headers.push_back({"Content-Type", "text/plain; version=0.0.4; charset=utf-8"});
  response.body = exposition.text();
  return response;
}

}  // namespace itsm::host::api
