// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "host_stub/services/services.hpp"
#include "host_stub/store/alerts.hpp"

namespace itsm::host::services {

// What a person should look at, as commands and routes show it.
struct AlertItem {
  std::int64_t id = 0;
  std::string cause{};
  std::string integration{};
  std::string message{};
  std::string remedy{};
  std::int64_t count = 0;
  std::string first_at{};
  std::string last_at{};
  std::string acknowledged_by{};
  std::string closed_at{};

  static constexpr std::string_view kDocument = "alert";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("id", self.id, "Its number.");
    visit.required("cause", self.cause, "Stable; there is one open alert for each.");
    visit.required("integration", self.integration, "The integration that it is about; empty: it is gone.");
    visit.required("message", self.message, "A sentence, of the last time.");
    visit.optional("remedy", self.remedy, "What to do.");
    visit.required("count", self.count, "How often it was met; for refused tickets, how many of them.");
    visit.required("first_at", self.first_at, "RFC 3339.");
    visit.required("last_at", self.last_at, "RFC 3339.");
    visit.optional("acknowledged_by", self.acknowledged_by, "Who has seen it.");
    visit.optional("closed_at", self.closed_at, "Since when it works again; absent: it is open.");
  }
};

// With the names of their integrations.
Result<std::vector<AlertItem>> items_of(Services& services, CompanyId company,
                                        const std::vector<store::AlertRow>& rows);

struct AlertQuery {
  bool all = false;         // closed ones too
  std::int64_t before = 0;  // 0: from the newest
  std::int64_t limit = 50;
};

// The newest first.
Result<std::vector<AlertItem>> list_alerts(Services& services, CompanyId company, const AlertQuery& query);
Result<> acknowledge_alert(Services& services, CompanyId company, std::int64_t id, const std::string& actor);

}  // namespace itsm::host::services
