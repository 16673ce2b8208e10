// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "host_stub/services/services.hpp"

// Turning an integration on and off, and its end. Each says what it does before and after.
namespace itsm::host::services {

// Tickets of one push that are not made yet.
struct QueuedWork {
  std::string company{};
  std::int64_t push = 0;
  std::int64_t tickets = 0;
  std::int64_t uncertain = 0;
  std::string since{};

  static constexpr std::string_view kDocument = "queued_work";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("company", self.company, "Whose findings they are for.");
    visit.required("push", self.push, "Its number.");
    visit.required("tickets", self.tickets, "How many tickets are not made yet.");
    visit.optional("uncertain", self.uncertain, "Of these: sent, and the outcome is not known yet.");
    visit.required("since", self.since, "RFC 3339.");
  }
};

struct IntegrationCounts {
  std::int64_t queued_tickets = 0;
  std::int64_t open_plans = 0;
  std::int64_t open_consents = 0;
  std::int64_t tickets = 0;
  std::int64_t links = 0;
  std::int64_t archived_tickets = 0;

  static constexpr std::string_view kDocument = "integration_counts";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("queued_tickets", self.queued_tickets, "Wanted and not made yet.");
    visit.required("open_plans", self.open_plans, "That could be pushed.");
    visit.required("open_consents", self.open_consents, "Begun in a browser and not ended.");
    visit.required("tickets", self.tickets, "That stand in lists.");
    visit.required("links", self.links, "Between findings and these tickets.");
    visit.required("archived_tickets", self.archived_tickets, "Kept from before a disconnect.");
  }
};

// What a change does to an integration and to what hangs on it.
struct IntegrationChange {
  std::string integration{};
  bool done = false;
  std::vector<std::string> effects{};
  std::vector<std::string> left_to_do{};
  IntegrationCounts counts{};
  std::vector<QueuedWork> queued{};

  static constexpr std::string_view kDocument = "integration_change";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("integration", self.integration, "Which one.");
    visit.required("done", self.done, "false: nothing was changed, this is what would be.");
    visit.required("effects", self.effects, "What it does, as sentences.");
    visit.optional("left_to_do", self.left_to_do, "What a person must do.");
    visit.required("counts", self.counts, "What there was before.");
    visit.optional("queued", self.queued, "Work that waits, push by push.");
  }
};

// Needs a passed check of exactly its settings, else refused with "check_needed". Archived tickets of the
// same place come back with their links.
Result<IntegrationChange> enable(Services& services, const store::IntegrationRow& integration,
                                 const std::string& actor, bool dry_run);

// Nothing is sent; everything else stays.
Result<IntegrationChange> disable(Services& services, const store::IntegrationRow& integration,
                                  const std::string& actor, bool dry_run);

// What gives access is destroyed here and revoked where the vendor can, consents and plans end, tickets leave
// the lists. Tickets at the vendor stay as they are, and so does the site that was chosen.
Result<IntegrationChange> disconnect(Services& services, const store::IntegrationRow& integration,
                                     const std::string& actor, bool dry_run);

// The same, and nothing of it is kept.
Result<IntegrationChange> remove(Services& services, const store::IntegrationRow& integration,
                                 const std::string& actor, bool dry_run);

}  // namespace itsm::host::services
