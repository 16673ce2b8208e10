// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "host_stub/outbox/pace.hpp"
#include "host_stub/store/database.hpp"

// The pace of an integration as all hosts share it. In the scope of its owner.
namespace itsm::host::outbox {

// Lets the holder in for at most `longest`, or says until when it has to wait.
Result<std::optional<Wait>> enter_stored(store::Database& database, CompanyId owner,
                                         IntegrationId integration, const PaceLimits& limits,
                                         const std::string& holder, std::chrono::milliseconds longest,
                                         Time now);
// With what it saw of the vendor, if it saw anything. True: from now on nobody is let in, for a reason that a
// person should hear of.
Result<bool> leave_stored(store::Database& database, CompanyId owner, IntegrationId integration,
                          const std::string& holder, const std::optional<Experience>& seen, Time now,
                          double random);

}  // namespace itsm::host::outbox
