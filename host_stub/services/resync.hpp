// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stop_token>
#include <string>
#include <vector>

#include "host_stub/services/services.hpp"

// Tickets that are read now because somebody wants to know, with what that changed.
namespace itsm::host::services {

// By its number, or by the key that people call it by.
Result<store::TicketRow> ticket_named(Services& services, CompanyId company, const std::string& id_or_key);

// What a ticket's row shows.
struct TicketGlance {
  std::string key{};
  std::string status{};
  std::string resolution{};
  TicketState state = TicketState::todo;
  std::string priority{};
  std::string assignee{};

  static constexpr std::string_view kDocument = "ticket_glance";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("key", self.key, "As the vendor calls it.");
    visit.required("status", self.status, "The vendor's word.");
    visit.optional("resolution", self.resolution, "The vendor's word; absent: none.");
    visit.required("state", self.state, "What that means.");
    visit.optional("priority", self.priority, "The vendor's word.");
    visit.optional("assignee", self.assignee, "Whose it is; absent: nobody's.");
  }
};

struct ResyncedTicket {
  std::int64_t ticket = 0;
  TicketGlance before{};
  TicketGlance after{};
  bool changed = false;
  std::string changed_at{};
  std::string sentence{};
  std::vector<std::string> reviews{};

  static constexpr std::string_view kDocument = "resynced_ticket";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("ticket", self.ticket, "Its number in this host.");
    visit.required("before", self.before, "As it was known.");
    visit.required("after", self.after, "As it is.");
    visit.required("changed", self.changed, "Whether that is something new.");
    visit.optional("changed_at", self.changed_at, "Of its last change, by the vendor's clock.");
    visit.required("sentence", self.sentence, "What happened, for a person.");
    visit.optional("reviews", self.reviews, "What needs a decision now.");
  }
};

// One ticket, by its number or its key; at once, and the next poll of its integration with it. Refused: a key
// that several integrations have, and a vendor that does not answer.
Result<ResyncedTicket> resync_ticket(Services& services, CompanyId company, const std::string& id_or_key);

struct ResyncedIntegration {
  std::string integration{};
  std::int64_t updated = 0;
  std::int64_t same = 0;
  std::int64_t needs_person = 0;
  std::int64_t not_shown = 0;
  std::string failed{};

  static constexpr std::string_view kDocument = "resynced_integration";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("integration", self.integration, "Its name.");
    visit.required("updated", self.updated, "Tickets that had changed.");
    visit.required("same", self.same, "Tickets that had not.");
    visit.required("needs_person", self.needs_person, "Of the updated: those that need a decision.");
    visit.required("not_shown", self.not_shown,
                   "Tickets that the vendor does not show; they are asked for again.");
    visit.optional("failed", self.failed, "Why the rest was not read.");
  }
};

struct ResyncReport {
  std::string actor{};
  std::string started_at{};
  std::string finished_at{};
  bool joined = false;
  std::vector<ResyncedIntegration> integrations{};

  static constexpr std::string_view kDocument = "resync_report";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("actor", self.actor, "Who began it.");
    visit.required("started_at", self.started_at, "RFC 3339.");
    visit.optional("finished_at", self.finished_at, "RFC 3339; absent: it runs.");
    visit.optional("joined", self.joined, "Somebody else had begun it.");
    visit.required("integrations", self.integrations, "What came of it, one by one.");
  }
};

// Every ticket of these integrations; without names, of all that are enabled. A run of the same set that is
// under way is joined. For a minute after one it is refused as `throttled`, with its outcome in the words and
// the seconds that are left as the only complaint's text.
Result<ResyncReport> resync_all(Services& services, CompanyId company,
                                const std::vector<std::string>& integrations, const std::string& actor,
                                const std::stop_token& stop);

}  // namespace itsm::host::services
