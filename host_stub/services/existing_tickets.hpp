// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "host_stub/services/services.hpp"
#include "host_stub/store/policies.hpp"

// What a version of a policy would do to tickets that exist.
namespace itsm::host::services {

struct ExistingTickets {
  std::int64_t tickets = 0;
  std::int64_t would_change = 0;
  std::int64_t would_stay = 0;
  std::int64_t unknown = 0;
  std::map<std::string, std::int64_t> fields{};
  std::string note{};

  // "12 tickets exist: 5 would change (Priority 5, summary 2), 7 would not".
  std::string sentence() const;

  static constexpr std::string_view kDocument = "existing_tickets";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("tickets", self.tickets, "Open ones for which the policy decides.");
    visit.required("would_change", self.would_change,
                   "Of them, to which fields would be written. Texts of people stay theirs.");
    visit.required("would_stay", self.would_stay, "Of them, that hold already what the version says.");
    visit.required("unknown", self.unknown, "Of them, of which it shows only when they are read.");
    visit.required("fields", self.fields, "Field -> in how many tickets it would be written.");
    visit.optional("note", self.note, "Why some are unknown.");
  }
};

// Where a version decides once it is active: a company, and an integration that serves it.
struct Deciding {
  CompanyId company{};
  store::IntegrationRow integration{};
  std::vector<Named> projects{};  // allowed; empty: all
};
// A company's version decides there, the house's wherever no company has a version of its own.
Result<std::vector<Deciding>> where_it_decides(Services& services, const store::PolicyVersion& version);

// How many open tickets there are, in all companies.
Result<std::int64_t> count_existing(Services& services, const store::PolicyVersion& version);
// By what is stored of tickets, on the forms as they were seen last; the vendor is asked for a few others.
// within: of this company alone.
Result<ExistingTickets> existing_tickets(Services& services, const store::PolicyVersion& version,
                                         std::optional<CompanyId> within = {});

}  // namespace itsm::host::services
