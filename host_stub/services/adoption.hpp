// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>

#include "host_stub/services/ticket_links.hpp"

// Tickets that exist and name what findings are about: another tool, or people, made them before.
namespace itsm::host::services {

enum class AdoptBy { label, cve };

}  // namespace itsm::host::services

template <>
struct itsm::EnumNames<itsm::host::services::AdoptBy> {
  using enum itsm::host::services::AdoptBy;
  static constexpr std::array<std::pair<itsm::host::services::AdoptBy, std::string_view>, 2> names{
      {{label, "label"}, {cve, "cve"}}};
};

namespace itsm::host::services {

struct AdoptionOrder {
  AdoptBy by = AdoptBy::label;
  std::string integration{};
  std::map<std::string, std::string> filter{};
  bool dry_run = false;

  static constexpr std::string_view kDocument = "adoption_order";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required(
        "by", self.by,
        "label: tickets with a label that is a finding's CVE, rule or fingerprint. cve: tickets in "
        "which a finding's CVE is written.");
    visit.optional("integration", self.integration,
                   "Its name; absent: the only one that serves the company.");
    visit.optional("filter", self.filter,
                   "Which findings, as in GET /findings; absent: all that have no ticket.");
    visit.optional("dry_run", self.dry_run, "Only say what would be linked.");
  }
};

// Asks the vendor once for each different word, at most 200; refused with "too_many_words" beyond, before it
// is asked. Findings with a ticket are left out. What is found is linked as link_tickets() does: a finding
// for which several tickets are found is ambiguous.
Result<LinkReport> adopt_tickets(Services& services, CompanyId company, const AdoptionOrder& order,
                                 const std::string& actor);

}  // namespace itsm::host::services
