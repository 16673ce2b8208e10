// SPDX-License-Identifier: Apache-2.0
#include "host_stub/services/retention.hpp"

#include "host_stub/services/services.hpp"
#include "host_stub/store/companies.hpp"
#include "host_stub/store/retention.hpp"

namespace itsm::host::services {
namespace {

constexpr std::int64_t kDeliveriesAtOnce = 500;
constexpr std::int64_t kPlansAtOnce = 100;

using Step = Result<std::int64_t> (*)(store::Transaction&, Time, std::int64_t);

Result<std::int64_t> remove_all(Services& services, CompanyId owner, Step step, std::chrono::seconds kept,
                                std::int64_t at_once, const std::stop_token& stop) {
  const Time before = services.clock.now() - kept;
  std::int64_t removed = 0;
  while (!stop.stop_requested()) {
    ITSM_TRY(const std::int64_t now,
             services.database.in_company(
                 owner, [&](store::Transaction& transaction) { return step(transaction, before, at_once); }));
    removed += now;
    if (now < at_once) break;
  }
  return removed;
}

}  // namespace

Result<> apply_retention(Services& services, const std::stop_token& stop) {
  ITSM_TRY(auto companies, services.database.in_house(
                               [](store::Transaction& house) { return store::list_companies(house); }));
  companies.push_back(store::CompanyRow{store::kHouse, "house", {}});
  const config::RetentionSettings& kept = services.settings.retention;
  std::int64_t deliveries = 0;
  std::int64_t plans = 0;
  for (const auto& company : companies) {
    ITSM_TRY(const std::int64_t of_inbox, remove_all(services, company.id, store::forget_deliveries,
                                                     kept.webhooks, kDeliveriesAtOnce, stop));
    ITSM_TRY(const std::int64_t of_plans,
             remove_all(services, company.id, store::forget_requests, kept.exchanges, kPlansAtOnce, stop));
    deliveries += of_inbox;
    plans += of_plans;
  }
  services.retention->deliveries += deliveries;
  services.retention->plans += plans;
  if (deliveries + plans > 0)
    services.log.info("retention", "what was kept long enough was removed",
                      {{"deliveries", deliveries}, {"plans", plans}});
  return {};
}

}  // namespace itsm::host::services
