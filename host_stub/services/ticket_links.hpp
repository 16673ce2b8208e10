// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

#include "host_stub/services/services.hpp"

// Findings and tickets that exist, brought together and apart by a person.
namespace itsm::host::services {

struct TicketOfFinding {
  std::int64_t finding = 0;
  std::string key{};

  static constexpr std::string_view kDocument = "ticket_of_finding";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("finding", self.finding, "Id of the finding.");
    visit.required("key", self.key, "Of a ticket that exists.");
  }
};

struct LinkOrder {
  std::string integration{};
  std::vector<TicketOfFinding> links{};
  bool dry_run = false;

  static constexpr std::string_view kDocument = "link_order";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.optional("integration", self.integration,
                   "Its name; absent: the only one that serves the company.");
    visit.required("links", self.links, "Which finding belongs to which ticket, at most 500.");
    visit.optional("dry_run", self.dry_run, "Only say what would be linked.");
  }
};

enum class LinkOutcome { linked, matched, already_linked, in_flight, ambiguous, missing, unknown };

}  // namespace itsm::host::services

template <>
struct itsm::EnumNames<itsm::host::services::LinkOutcome> {
  using enum itsm::host::services::LinkOutcome;
  static constexpr std::array<std::pair<itsm::host::services::LinkOutcome, std::string_view>, 7> names{
      {{linked, "linked"},
       {matched, "matched"},
       {already_linked, "already_linked"},
       {in_flight, "in_flight"},
       {ambiguous, "ambiguous"},
       {missing, "missing"},
       {unknown, "unknown"}}};
};

namespace itsm::host::services {

struct LinkRecord {
  std::int64_t finding = 0;
  std::string key{};
  LinkOutcome outcome = LinkOutcome::unknown;
  std::string reason{};
  std::string ticket_url{};
  std::string ticket_status{};

  static constexpr std::string_view kDocument = "link_record";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("finding", self.finding, "Id of the finding.");
    visit.required("key", self.key, "Of the ticket, as it was asked for.");
    visit.required("outcome", self.outcome,
                   "linked; matched (a dry run: it would be linked); already_linked; in_flight (a push is "
                   "making a ticket "
                   "for it); ambiguous (several tickets were named for it); missing (no such ticket in a "
                   "project of this "
                   "company); unknown (no such finding).");
    visit.optional("reason", self.reason, "Why, where there is something to say.");
    visit.optional("ticket_url", self.ticket_url, "Of the ticket.");
    visit.optional("ticket_status", self.ticket_status, "As the vendor shows it now.");
  }
};

struct LinkReport {
  std::string integration{};
  std::map<std::string, std::int64_t> counts{};
  std::vector<LinkRecord> records{};

  static constexpr std::string_view kDocument = "link_report";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("integration", self.integration, "Its name.");
    visit.required("counts", self.counts, "Outcome -> how many.");
    visit.required("records", self.records, "One for each link asked for, in their order.");
  }
};

// Reads the tickets at the vendor and links them. A ticket that is another company's does not exist for this
// one. Refused whole, before the vendor is asked: more than 500.
Result<LinkReport> link_tickets(Services& services, CompanyId company, const LinkOrder& order,
                                const std::string& actor);

// The findings and the ticket no longer belong together; the ticket is left as it is. Answers the findings
// that were linked to it. Refused with "link_unknown" when none was.
Result<std::vector<std::int64_t>> unlink_tickets(Services& services, CompanyId company,
                                                 const std::string& key,
                                                 const std::vector<std::int64_t>& findings,
                                                 const std::string& integration, const std::string& actor);

}  // namespace itsm::host::services
