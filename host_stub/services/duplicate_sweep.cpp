// SPDX-License-Identifier: Apache-2.0
#include "host_stub/services/duplicate_sweep.hpp"

#include <algorithm>

#include "host_stub/store/companies.hpp"
#include "host_stub/store/intents.hpp"
#include "host_stub/sync/duplicate_alert.hpp"

namespace itsm::host::services {
namespace {

constexpr std::int64_t kKeysInALook = 50;
constexpr std::chrono::hours kRecent{25};

std::vector<sync::SecondTicket> seconds_of(const std::vector<store::KeyedTicket>& known,
                                           const std::vector<Ticket>& found) {
  std::vector<sync::SecondTicket> seconds;
  for (const auto& one : known)
    for (const Ticket& ticket : found) {
      const auto& keys = ticket.correlation_keys;
      const bool same_wish = std::find(keys.begin(), keys.end(), one.correlation_key) != keys.end();
      if (same_wish && ticket.ref.id != one.ticket.id && is_open(ticket.state))
        seconds.push_back({ticket.ref.id, ticket.ref.key, one.ticket.key});
    }
  return seconds;
}

Result<> look(Services& services, CompanyId company, const store::IntegrationRow& integration) {
  const Time since = services.clock.now() - kRecent;
  const sync::Place place{integration.owner, integration.id, integration.name};
  ITSM_TRY(const auto live, services.directory.live(integration.owner, integration.id));
  IntentId after{};
  while (true) {
    ITSM_TRY(const auto known, services.database.in_company(company, [&](store::Transaction& transaction) {
      return store::keyed_tickets(transaction, integration.id, since, after, kKeysInALook);
    }));
    if (known.empty()) return {};
    FindRequest request;
    for (const auto& one : known) request.correlation_keys.push_back(one.correlation_key);
    ITSM_TRY(const auto found, live->find(request));
    ITSM_CHECK(services.database.in_company(company, [&](store::Transaction& transaction) -> Result<> {
      for (const auto& second : seconds_of(known, found.tickets))
        ITSM_CHECK(sync::tell_of_second(transaction, place, second, services.clock.now()));
      return {};
    }));
    after = known.back().intent;
  }
}

Result<> look_of_company(Services& services, CompanyId company) {
  ITSM_TRY(const auto serving, services.directory.serving(company));
  for (const auto& one : serving) {
    if (one.integration.state != store::IntegrationState::enabled) continue;
    if (const auto looked = look(services, company, one.integration); !looked)
      services.log.warning("duplicate_sweep", looked.error().message,
                           {{"company", company.value}, {"integration", one.integration.name}});
  }
  return {};
}

}  // namespace

Result<> sweep_recent(Services& services) {
  ITSM_TRY(const auto companies, services.database.in_house(
                                     [](store::Transaction& house) { return store::list_companies(house); }));
  // What keeps from looking at one company or one vendor keeps from nothing else.
  for (const auto& company : companies)
    if (const auto looked = look_of_company(services, company.id); !looked)
      services.log.warning("duplicate_sweep", looked.error().message,
                           {{"company", company.id.value}, {"code", looked.error().code}});
  return {};
}

}  // namespace itsm::host::services
