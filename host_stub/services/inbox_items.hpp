// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "host_stub/services/services.hpp"

// News of vendors that was set aside, as commands and routes show it: of integrations that the company owns,
// or the house.
namespace itsm::host::services {

struct InboxItem {
  std::int64_t id = 0;
  std::string integration{};
  store::InboxKind kind = store::InboxKind::delivery;
  std::string remote_id{};
  std::int64_t attempts = 0;
  std::string problem{};
  std::string received_at{};
  std::string parked_at{};

  static constexpr std::string_view kDocument = "inbox_item";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("id", self.id, "Its number.");
    visit.required("integration", self.integration, "Whose vendor told it; empty: it is gone.");
    visit.required("kind", self.kind,
                   "A delivery that could not be read, or a ticket that could not be judged.");
    visit.optional("remote_id", self.remote_id, "The vendor's id of the ticket.");
    visit.required("attempts", self.attempts, "How often it was tried.");
    visit.required("problem", self.problem, "Why it was set aside.");
    visit.required("received_at", self.received_at, "RFC 3339: when it came.");
    visit.required("parked_at", self.parked_at, "RFC 3339: when it was set aside.");
  }
};

// The newest first, at most `limit` of those before `before` (0: from the newest).
Result<std::vector<InboxItem>> list_parked_inbox(Services& services, CompanyId owner, std::int64_t before,
                                                 std::int64_t limit);
// It is tried again as if it were new, or never more. Who did it is kept in the audit log.
Result<> retry_inbox(Services& services, CompanyId owner, std::int64_t id, const std::string& actor);
Result<> drop_inbox(Services& services, CompanyId owner, std::int64_t id, const std::string& actor);

}  // namespace itsm::host::services
