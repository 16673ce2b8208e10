// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "host_stub/services/services.hpp"
#include "host_stub/store/policies.hpp"

// Bringing tickets that exist in step with a version that was activated so. A run only makes tickets due,
// some at a time and behind everything else; the outbox's jobs do the work.
namespace itsm::host::services {

struct BackfillProgress {
  std::int64_t tickets = 0;
  std::int64_t looked_at = 0;
  std::string started_at{};
  std::string ended_at{};
  bool superseded = false;

  static constexpr std::string_view kDocument = "policy_backfill";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("tickets", self.tickets, "Open ones when it began.");
    visit.required("looked_at", self.looked_at, "Of them, compared with their findings since.");
    visit.required("started_at", self.started_at, "RFC 3339.");
    visit.optional("ended_at", self.ended_at, "RFC 3339; absent: it is under way.");
    visit.optional("superseded", self.superseded, "It ended because another version decides.");
  }
};

// One run for each company where the version decides; before it is activated at that time, so that none is
// forgotten.
Result<> begin_backfills(Services& services, const store::PolicyVersion& version, Time activated_at);

// Makes the next tickets of all runs due; answers how many.
Result<std::int64_t> carry_on_backfills(Services& services);

// Of the version's last activation, in one company or (absent) in all. Nothing: tickets that existed were
// left.
Result<std::optional<BackfillProgress>> backfill_progress(Services& services,
                                                          std::optional<CompanyId> company,
                                                          const store::PolicyVersion& version);

}  // namespace itsm::host::services
