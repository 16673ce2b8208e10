// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "host_stub/services/services.hpp"

// The last line behind "at most one ticket": a vendor that shows a ticket only after its settle time, or was
// brought back from a backup, may have two for one wish.
namespace itsm::host::services {

struct DuplicateTicket {
  std::string linked_key{};
  std::string linked_url{};
  std::string extra_key{};
  std::string extra_url{};

  static constexpr std::string_view kDocument = "duplicate_ticket";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("linked_key", self.linked_key, "The ticket that the findings are linked to.");
    visit.required("linked_url", self.linked_url, "Where people read it.");
    visit.required("extra_key", self.extra_key, "The other one that was made for the same, and is open.");
    visit.required("extra_url", self.extra_url, "Where people read it.");
  }
};

struct SweepReport {
  std::string integration{};
  std::int64_t checked = 0;
  std::vector<DuplicateTicket> duplicates{};
  std::string failure{};

  static constexpr std::string_view kDocument = "sweep_report";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("integration", self.integration, "Its name.");
    visit.required("checked", self.checked, "How many tickets were looked for by their keys.");
    visit.required("duplicates", self.duplicates, "Must be none.");
    visit.optional("failure", self.failure, "Why it ended early.");
  }
};

// Looks for second tickets with the keys of those that were linked since then (Time(): of all). Each that is
// found is an alert until a sweep of all no longer finds it. Reads only. An empty name: every enabled
// integration of the company.
Result<std::vector<SweepReport>> sweep_duplicates(Services& services, CompanyId company,
                                                  const std::string& integration, Time since);

// The tickets of the last day, of all companies: what the vendor's index was slow to show. What could not be
// looked at is logged.
Result<> sweep_recent(Services& services);

}  // namespace itsm::host::services
