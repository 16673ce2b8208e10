// SPDX-License-Identifier: Apache-2.0
#include "host_stub/services/duplicate_sweep.hpp"

#include <algorithm>

#include "host_stub/store/alerts.hpp"
#include "host_stub/store/companies.hpp"
#include "host_stub/store/intents.hpp"

namespace itsm::host::services {
namespace {

constexpr std::int64_t kKeysInALook = 50;
constexpr std::chrono::hours kRecent{25};

// One integration of one company; lives for one call.
class Sweep {
 public:
  Sweep(Services& services, CompanyId company, const store::IntegrationRow& integration, Time since)
      : services_(services), company_(company), integration_(integration), since_(since) {}

  Result<SweepReport> run() {
    report_.integration = integration_.name;
    const auto swept = look();
    if (!swept) report_.failure = swept.error().message;
    ITSM_CHECK(services_.database.in_company(
        company_, [&](store::Transaction& transaction) { return tell(transaction, swept.has_value()); }));
    return std::move(report_);
  }

 private:
  Result<> look() {
    ITSM_TRY(const auto live, services_.directory.live(integration_.owner, integration_.id));
    IntentId after{};
    while (true) {
      ITSM_TRY(const auto known,
               services_.database.in_company(company_, [&](store::Transaction& transaction) {
                 return store::keyed_tickets(transaction, integration_.id, since_, after, kKeysInALook);
               }));
      if (known.empty()) return {};
      FindRequest request;
      for (const auto& one : known) request.correlation_keys.push_back(one.correlation_key);
      ITSM_TRY(const auto found, live->find(request));
      for (const auto& one : known) compare(one, found.tickets);
      report_.checked += static_cast<std::int64_t>(known.size());
      after = known.back().intent;
    }
  }

  void compare(const store::KeyedTicket& known, const std::vector<Ticket>& found) {
    for (const Ticket& ticket : found) {
      const auto& keys = ticket.correlation_keys;
      const bool same_wish = std::find(keys.begin(), keys.end(), known.correlation_key) != keys.end();
      if (!same_wish || ticket.ref.id == known.ticket.id || !is_open(ticket.state)) continue;
      report_.duplicates.push_back({known.ticket.key, known.ticket.url, ticket.ref.key, ticket.ref.url});
      causes_.push_back(store::alert_cause(integration_.id, "duplicate/" + ticket.ref.id + "/"));
    }
  }

  Result<> tell(store::Transaction& transaction, bool complete) {
    const Time now = services_.clock.now();
    // Who has looked at some only knows nothing of the others.
    if (complete && since_ == Time())
      ITSM_CHECK(store::close_alerts_but(transaction, integration_.id,
                                         store::alert_cause(integration_.id, "duplicate/"), causes_, now));
    for (std::size_t i = 0; i < causes_.size(); ++i) {
      ITSM_TRY(const bool told, store::has_open_alert(transaction, causes_[i]));
      if (told) continue;
      const DuplicateTicket& duplicate = report_.duplicates[i];
      store::NewAlert alert;
      alert.cause = causes_[i];
      alert.owner = integration_.owner;
      alert.integration = integration_.id;
      alert.message = integration_.name + " has two tickets for the same: " + duplicate.linked_key +
                      ", which is linked, and " + duplicate.extra_key;
      alert.remedy = "close " + duplicate.extra_key + " there as a duplicate, then run: host_stub sweep";
      ITSM_CHECK(store::raise_alert(transaction, alert, now));
    }
    return {};
  }

  Services& services_;
  const CompanyId company_;
  const store::IntegrationRow& integration_;
  const Time since_;
  SweepReport report_{};
  std::vector<std::string> causes_{};  // of the report's duplicates
};

}  // namespace

Result<std::vector<SweepReport>> sweep_duplicates(Services& services, CompanyId company,
                                                  const std::string& integration, Time since) {
  std::vector<integrations::Serving> serving;
  if (integration.empty()) {
    ITSM_TRY(serving, services.directory.serving(company));
    std::erase_if(serving, [](const integrations::Serving& one) {
      return one.integration.state != store::IntegrationState::enabled;
    });
  } else {
    ITSM_TRY(auto named, services.directory.serving(company, integration));
    serving.push_back(std::move(named));
  }
  std::vector<SweepReport> reports;
  for (const auto& one : serving) {
    ITSM_TRY(auto report, Sweep(services, company, one.integration, since).run());
    reports.push_back(std::move(report));
  }
  return reports;
}

Result<> sweep_recent(Services& services) {
  ITSM_TRY(const auto companies, services.database.in_house(
                                     [](store::Transaction& house) { return store::list_companies(house); }));
  // What keeps from looking at one company or one vendor keeps from nothing else.
  for (const auto& company : companies) {
    const auto reports = sweep_duplicates(services, company.id, {}, services.clock.now() - kRecent);
    if (!reports) {
      services.log.warning("duplicate_sweep", reports.error().message,
                           {{"company", company.id.value}, {"code", reports.error().code}});
      continue;
    }
    for (const SweepReport& report : *reports)
      if (!report.failure.empty())
        services.log.warning("duplicate_sweep", report.failure,
                             {{"company", company.id.value}, {"integration", report.integration}});
  }
  return {};
}

}  // namespace itsm::host::services
