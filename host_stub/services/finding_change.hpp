// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>

#include "host_stub/services/services.hpp"

namespace itsm::host::services {

// What a person changes about a finding; what is absent stays.
struct FindingChange {
  std::string status{};
  std::string reason{};
  std::string severity{};
  std::optional<std::string> due_at{};
  std::optional<std::string> owner{};
  std::map<std::string, Json> custom{};

  static constexpr std::string_view kDocument = "finding_change";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.optional("status", self.status, "What it becomes.");
    visit.optional("reason", self.reason, "Why; needed for a status that ends the finding.");
    visit.optional("severity", self.severity, "The effective one; the scanner's stays beside it.");
    visit.optional("due_at", self.due_at, "A date or RFC 3339; empty: none.");
    visit.optional("owner", self.owner, "Of its asset.");
    visit.optional("custom", self.custom, "Key of a declared field -> value; null takes it away.");
  }
};

// Its tickets follow by themselves, as the policy says. Refused: an illegal transition, a value that is none.
Result<> change_finding(Services& services, CompanyId company, FindingId finding, const FindingChange& change,
                        const std::string& actor);

// The same for a status alone, in a transaction. why: for the feed, where the person gives no reason.
Result<> change_status(store::Transaction& transaction, FindingId finding, FindingStatus to,
                       const std::string& reason, const std::string& why, const std::string& actor, Time now,
                       Cause cause = Cause::person);

}  // namespace itsm::host::services
