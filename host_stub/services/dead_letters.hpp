// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "host_stub/services/services.hpp"

namespace itsm::host::services {

// Work for a vendor that was set aside, as commands and routes show it.
struct DeadLetter {
  std::int64_t id = 0;
  std::string integration{};
  std::int64_t tickets = 0;
  std::int64_t attempts = 0;
  std::string reason{};
  std::string parked_at{};

  static constexpr std::string_view kDocument = "dead_letter";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("id", self.id, "Its number.");
    visit.required("integration", self.integration, "Whose vendor it is for; empty: it is gone.");
    visit.required("tickets", self.tickets, "How many tickets wait for it.");
    visit.required("attempts", self.attempts, "How often it was tried.");
    visit.required("reason", self.reason, "Why it was set aside.");
    visit.required("parked_at", self.parked_at, "RFC 3339.");
  }
};

// The newest first, at most `limit` of those before `before` (0: from the newest).
Result<std::vector<DeadLetter>> list_dead_letters(Services& services, CompanyId company, std::int64_t before,
                                                  std::int64_t limit);
// It is due again. Who did it, and why, is kept in the audit log.
Result<> replay_dead_letter(Services& services, CompanyId company, std::int64_t id, const std::string& reason,
                            const std::string& actor);

}  // namespace itsm::host::services
