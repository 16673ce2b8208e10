// SPDX-License-Identifier: Apache-2.0
#include "host_stub/store/paces.hpp"

#include "host_stub/store/alerts.hpp"
#include "host_stub/store/outbox_jobs.hpp"

namespace itsm::host::store {
namespace {

constexpr auto kMakePace = R"(
  INSERT INTO integration_pace (company_id, integration_id) VALUES ($1, $2) ON CONFLICT DO NOTHING)";

constexpr auto kLockPace =
    "SELECT pace FROM integration_pace WHERE company_id = $1 AND integration_id = $2 FOR UPDATE";

constexpr auto kStorePace =
    "UPDATE integration_pace SET pace = $3 WHERE company_id = $1 AND integration_id = $2";

}  // namespace

Result<Json> lock_pace(Transaction& owner, IntegrationId integration) {
  ITSM_CHECK(owner.execute(kMakePace, owner.company(), integration));
  ITSM_TRY(const Rows rows, owner.query(kLockPace, owner.company(), integration));
  return rows.front().get<Json>(0);
}

Result<> store_pace(Transaction& owner, IntegrationId integration, const Json& pace) {
  ITSM_CHECK(owner.execute(kStorePace, owner.company(), integration, pace));
  return {};
}

Result<> forget_pace(Transaction& owner, IntegrationId integration, Time now) {
  ITSM_CHECK(store_pace(owner, integration, Json::object()));
  for (const char* what : {"unreachable", "configuration", "refused/"})
    ITSM_CHECK(close_alerts(owner, integration, alert_cause(integration, what), now));
  return hasten_jobs(owner, integration, now);
}

}  // namespace itsm::host::store
