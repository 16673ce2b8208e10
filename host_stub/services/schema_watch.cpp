// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "host_stub/services/integration_scope.hpp"
#include "host_stub/services/schema_drift.hpp"
#include "host_stub/store/alerts.hpp"
#include "host_stub/store/vendor_forms.hpp"

namespace itsm::host::services {
namespace {

constexpr std::chrono::hours kBetweenLooks{6};
constexpr std::chrono::minutes kBetweenAttempts{15};

// Refusals are what a change that nobody has seen looks like.
Result<bool> has_refused_since(Services& services, const store::IntegrationRow& integration, Time seen) {
  const std::string cause = store::alert_cause(integration.id, "refused/");
  ITSM_TRY(const auto served, companies_served(services, integration));
  for (const Served& company : served) {
    ITSM_TRY(const bool met,
             services.database.in_company(company.company.id, [&](store::Transaction& transaction) {
               return store::was_met_since(transaction, cause, seen);
             }));
    if (met) return true;
  }
  return false;
}

Result<bool> is_due(Services& services, const store::IntegrationRow& integration, Time looked_at) {
  ITSM_TRY(const auto forms, services.database.in_company(integration.owner, [&](store::Transaction& owner) {
    return store::load_vendor_forms(owner, integration.id);
  }));
  // One look sees all that are in use; others are left over from an earlier policy.
  Time seen{};
  for (const auto& form : forms) seen = std::max(seen, form.seen_at);
  const Time now = services.clock.now();
  if (looked_at > seen && now - looked_at < kBetweenAttempts) return false;
  if (now - seen >= kBetweenLooks) return true;
  return has_refused_since(services, integration, seen);
}

}  // namespace

Result<int> look_where_due(Services& services, Looks& looks) {
  ITSM_TRY(const auto all, services.directory.all());
  int looked = 0;
  for (const auto& integration : all) {
    if (integration.state != store::IntegrationState::enabled) continue;
    ITSM_TRY(const bool due, is_due(services, integration, looks[integration.id]));
    if (!due) continue;
    looks[integration.id] = services.clock.now();
    // One vendor that does not answer keeps nobody from looking at the others.
    if (const auto drifts = look_for_drift(services, integration); !drifts)
      services.log.warning("schema_watch", drifts.error().message,
                           {{"integration", integration.name}, {"code", drifts.error().code}});
    else
      ++looked;
  }
  return looked;
}

}  // namespace itsm::host::services
