// SPDX-License-Identifier: Apache-2.0
#include "host_stub/outbox/stored_pace.hpp"

#include "host_stub/store/paces.hpp"

namespace itsm::host::outbox {
namespace {

Result<Pace> locked_pace(store::Transaction& owner, IntegrationId integration) {
  ITSM_TRY(const Json stored, store::lock_pace(owner, integration));
  return stored.empty() ? Pace{} : from_document<Pace>(stored);
}

}  // namespace

Result<std::optional<Wait>> enter_stored(store::Database& database, CompanyId owner,
                                         IntegrationId integration, const PaceLimits& limits,
                                         const std::string& holder, std::chrono::milliseconds longest,
                                         Time now) {
  return database.in_company(owner, [&](store::Transaction& transaction) -> Result<std::optional<Wait>> {
    ITSM_TRY(Pace pace, locked_pace(transaction, integration));
    auto wait = enter(pace, limits, holder, longest, now);
    ITSM_CHECK(store::store_pace(transaction, integration, to_document(pace)));
    return wait;
  });
}

Result<bool> leave_stored(store::Database& database, CompanyId owner, IntegrationId integration,
                          const std::string& holder, const std::optional<Experience>& seen, Time now,
                          double random) {
  return database.in_company(owner, [&](store::Transaction& transaction) -> Result<bool> {
    ITSM_TRY(Pace pace, locked_pace(transaction, integration));
    bool alarming = false;
    if (seen)
      alarming = leave(pace, holder, *seen, now, random);
    else
      leave(pace, holder);
    ITSM_CHECK(store::store_pace(transaction, integration, to_document(pace)));
    return alarming;
  });
}

}  // namespace itsm::host::outbox
