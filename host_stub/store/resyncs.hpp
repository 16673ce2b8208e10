// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "host_stub/store/database.hpp"

// Reads of everything that a set of integrations has of a company, one at a time. In the company's scope.
namespace itsm::host::store {

struct ResyncRun {
  std::string actor{};
  Time started_at{};
  std::optional<Time> finished_at{};
  Json outcome{};
};

// Locked until the end of the transaction; nothing when there was none yet.
Result<std::optional<ResyncRun>> lock_resync(Transaction& transaction, const std::string& scope);
Result<std::optional<ResyncRun>> load_resync(Transaction& transaction, const std::string& scope);
// In the place of the one before. False when somebody else began one in between.
Result<bool> begin_resync(Transaction& transaction, const std::string& scope, const std::string& actor,
                          Time now);
Result<> finish_resync(Transaction& transaction, const std::string& scope, const Json& outcome, Time now);

}  // namespace itsm::host::store
