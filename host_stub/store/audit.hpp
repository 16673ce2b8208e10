// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <itsm/json.hpp>

#include "host_stub/store/database.hpp"

// Who did what. Entries are added and read; the application's role can neither change nor delete them.
namespace itsm::host::store {

struct AuditEntry {
  std::int64_t id = 0;
  Time at{};
  std::string actor{};
  std::string address{};  // where the request came from
  std::string action{};   // a stable name: "integration.enable"
  std::string subject{};  // what it was done to
  Json details = Json::object();
};

Result<> append_audit(Transaction& transaction, const AuditEntry& entry);
// The newest first, at most `limit` of those before `before` (0: from the newest).
Result<std::vector<AuditEntry>> list_audit(Transaction& transaction, std::int64_t before, std::int64_t limit);

}  // namespace itsm::host::store
