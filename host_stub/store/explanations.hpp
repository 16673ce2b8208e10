// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "host_stub/store/activity.hpp"
#include "host_stub/store/intents.hpp"
#include "host_stub/store/own_writes.hpp"

// What is stored about how a finding came to be as it is. All functions act in the transaction's company.
namespace itsm::host::store {

// That it came, each change of its status, and that it got or lost a ticket; the newest first.
Result<std::vector<Activity>> turning_points(Transaction& transaction, FindingId finding, std::int64_t limit);

// A create of a ticket for it.
struct CreateOf {
  IntegrationId integration{};
  IntentState state = IntentState::wanted;
  std::string ticket_key{};
  std::string problem{};
  std::optional<std::int64_t> policy_version{};
  Time at{};  // when it was sent, or wished for
  Time updated_at{};
};
Result<std::vector<CreateOf>> creates_for(Transaction& transaction, FindingId finding, std::int64_t limit);

// "default, version 3", of those that belong to the transaction's company or house.
Result<std::map<std::int64_t, std::string>> version_names(Transaction& transaction,
                                                          const std::vector<std::int64_t>& versions);

// Writes to its tickets, the newest first.
struct WriteFor {
  OwnWrite write{};
  std::string ticket_key{};
  IntegrationId integration{};
};
Result<std::vector<WriteFor>> writes_for(Transaction& transaction, FindingId finding, std::int64_t limit);

}  // namespace itsm::host::store
