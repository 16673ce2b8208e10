// SPDX-License-Identifier: Apache-2.0
#include "host_stub/sync/duplicate_alert.hpp"

#include "host_stub/store/alerts.hpp"

namespace itsm::host::sync {
namespace {

std::string cause_of(IntegrationId integration, const std::string& remote_id) {
  return store::alert_cause(integration, "duplicate/" + remote_id + "/");
}

}  // namespace

Result<> tell_of_second(store::Transaction& transaction, const Place& place, const SecondTicket& second,
                        Time now) {
  store::NewAlert alert;
  alert.cause = cause_of(place.integration, second.remote_id);
  ITSM_TRY(const bool told, store::has_open_alert(transaction, alert.cause));
  if (told) return {};
  alert.owner = place.owner;
  alert.integration = place.integration;
  alert.message = place.name + " has two tickets for the same: " + second.linked_key +
                  ", which is linked, and " + second.key;
  alert.remedy = "close " + second.key + " there as a duplicate, then run: host_stub sweep";
  return store::raise_alert(transaction, alert, now);
}

Result<> close_seconds_but(store::Transaction& transaction, const Place& place,
                           const std::vector<std::string>& remote_ids, Time now) {
  std::vector<std::string> causes;
  for (const std::string& id : remote_ids) causes.push_back(cause_of(place.integration, id));
  return store::close_alerts_but(transaction, place.integration,
                                 store::alert_cause(place.integration, "duplicate/"), causes, now);
}

}  // namespace itsm::host::sync
