// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "host_stub/services/caller.hpp"
#include "host_stub/services/services.hpp"
#include "host_stub/store/companies.hpp"

namespace itsm::host::services {

// A list of tickets, in the words of command lines and queries.
struct TicketQuery {
  std::string company{};
  std::string integration{};
  std::string severity{};
  std::string status{};
  std::string text{};
  std::string import{};  // number of the import that saw the finding first or last
  std::string sla{};     // empty or "breached"
  std::string ticket_state{};
  std::string assignee{};  // how the name begins, or "nobody"
  std::string needs{};     // empty or "person"
  std::string group{};     // empty, or "ticket": one row for each
  std::string cursor{};
  std::int64_t limit = 50;
};

// What a row stands for where the rows of one ticket are folded.
struct TicketMembers {
  std::int64_t findings = 0;
  std::int64_t open = 0;
  std::vector<std::int64_t> finding_ids{};

  static constexpr std::string_view kDocument = "ticket_members";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("findings", self.findings, "How many there are that fit the filters.");
    visit.required("open", self.open, "How many of them have not ended.");
    visit.required("finding_ids", self.finding_ids, "Their numbers, at most 500.");
  }
};

struct TicketItem {
  std::string company{};
  std::int64_t ticket = 0;
  std::string ticket_key{};
  std::string ticket_url{};
  std::string ticket_state{};
  std::string ticket_status{};
  std::string priority{};
  std::string assignee{};
  std::string integration{};
  std::int64_t finding = 0;
  std::string title{};
  std::string severity{};
  std::string status{};
  std::string asset{};
  std::string due_at{};
  std::string linked_at{};
  std::string confirmed_at{};
  std::string confirmed_by{};
  bool needs_person = false;
  std::optional<TicketMembers> folded{};

  static constexpr std::string_view kDocument = "ticket_item";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.optional("company", self.company, "Whose the row is, where several companies are listed.");
    visit.required("ticket", self.ticket, "Its number in this host.");
    visit.required("ticket_key", self.ticket_key, "As the vendor calls it.");
    visit.required("ticket_url", self.ticket_url, "Where people read it.");
    visit.required("ticket_state", self.ticket_state, "todo, doing, done, cancelled or gone.");
    visit.optional("ticket_status", self.ticket_status, "The vendor's word.");
    visit.optional("priority", self.priority, "The vendor's word.");
    visit.optional("assignee", self.assignee, "Whose the ticket is; absent: nobody's.");
    visit.required("integration", self.integration, "Its name.");
    visit.required("finding", self.finding, "Number of the finding; of a folded row the newest.");
    visit.required("title", self.title, "Of the finding.");
    visit.required("severity", self.severity, "Of the finding; of a folded row the gravest.");
    visit.required("status", self.status, "Of the finding.");
    visit.optional("asset", self.asset, "Of the finding.");
    visit.optional("due_at", self.due_at,
                   "Of the finding, RFC 3339; of a folded row the earliest of open ones.");
    visit.required("linked_at", self.linked_at, "RFC 3339.");
    visit.optional("confirmed_at", self.confirmed_at, "When the ticket was last seen to be so.");
    visit.optional("confirmed_by", self.confirmed_by, "How: own_write, webhook, poll, resync or sweep.");
    visit.optional("needs_person", self.needs_person,
                   "A review of its finding is open, or a re-test is due.");
    visit.optional("folded", self.folded, "All findings of the ticket, where rows are grouped by ticket.");
  }
};

struct TicketPage {
  std::vector<TicketItem> items{};
  std::string next_cursor{};
  std::int64_t not_yours = 0;

  static constexpr std::string_view kDocument = "ticket_page";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("items", self.items, "A row is a link of a finding and a ticket, the newest first.");
    visit.optional("next_cursor", self.next_cursor, "Absent on the last page.");
    visit.optional("not_yours", self.not_yours, "Companies that were named and are not yours to see.");
  }
};

Result<TicketPage> list_tickets(Services& services, const TicketQuery& query);

// Whose tickets are listed together. No filter widens what the caller may see.
struct TicketScope {
  std::vector<store::CompanyRow> companies{};
  bool several = false;        // rows say whose they are
  std::int64_t not_yours = 0;  // of those that were named
};
// `named`: companies with commas; none: the one that the request acts in.
Result<TicketScope> ticket_scope(Services& services, const Caller& caller, CompanyId company,
                                 const std::string& named);
Result<TicketPage> list_tickets(Services& services, const TicketScope& scope, const TicketQuery& query);

}  // namespace itsm::host::services
