// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "host_stub/store/database.hpp"

// Alerts: what a person should look at, once per cause and with a count. All functions act in the
// transaction's company.
namespace itsm::host::store {

struct NewAlert {
  std::string cause{};  // what makes it the same alert again
  CompanyId owner{};    // of the integration
  IntegrationId integration{};
  std::string message{};
  std::string remedy{};
  std::int64_t count = 1;
};

struct AlertRow {
  std::int64_t id = 0;
  std::string cause{};
  IntegrationId integration{};
  std::string message{};
  std::string remedy{};
  std::int64_t count = 0;
  Time first_at{};
  Time last_at{};
  std::string acknowledged_by{};
  std::optional<Time> closed_at{};
};

// What makes an alert about an integration the same one again. All of one integration have a beginning of
// their own, and so have those about one of its projects.
std::string alert_cause(IntegrationId integration, const std::string& what);

// Opens it, or counts on in the one that is open.
Result<> raise_alert(Transaction& transaction, const NewAlert& alert, Time now);
// Those of the integration whose cause begins so: it works again.
Result<> close_alerts(Transaction& transaction, IntegrationId integration, const std::string& cause,
                      Time now);
// Of those whose cause begins so, all but these: what has been looked at as a whole is told as it was found.
Result<> close_alerts_but(Transaction& transaction, IntegrationId integration, const std::string& cause,
                          const std::vector<std::string>& still_true, Time now);
// Whether there is an open one of exactly this cause.
Result<bool> has_open_alert(Transaction& transaction, const std::string& cause);
// Whether one whose cause begins so was met later than that.
Result<bool> was_met_since(Transaction& transaction, const std::string& cause, Time since);
// Those that are open, or all; the last one first, at most `limit` of those before `before` (0: from the
// newest).
Result<std::vector<AlertRow>> list_alerts(Transaction& transaction, bool open_only, std::int64_t before,
                                          std::int64_t limit);
// False when there is none of that number.
Result<bool> acknowledge_alert(Transaction& transaction, std::int64_t id, const std::string& actor, Time now);

}  // namespace itsm::host::store
