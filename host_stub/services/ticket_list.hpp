// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "host_stub/services/services.hpp"

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
  std::string cursor{};
  std::int64_t limit = 50;
};

struct TicketItem {
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

  static constexpr std::string_view kDocument = "ticket_item";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("ticket", self.ticket, "Its number in this host.");
    visit.required("ticket_key", self.ticket_key, "As the vendor calls it.");
    visit.required("ticket_url", self.ticket_url, "Where people read it.");
    visit.required("ticket_state", self.ticket_state, "todo, doing, done, cancelled or gone.");
    visit.optional("ticket_status", self.ticket_status, "The vendor's word.");
    visit.optional("priority", self.priority, "The vendor's word.");
    visit.optional("assignee", self.assignee, "Whose the ticket is; absent: nobody's.");
    visit.required("integration", self.integration, "Its name.");
    visit.required("finding", self.finding, "Number of the finding.");
    visit.required("title", self.title, "Of the finding.");
    visit.required("severity", self.severity, "Of the finding.");
    visit.required("status", self.status, "Of the finding.");
    visit.optional("asset", self.asset, "Of the finding.");
    visit.optional("due_at", self.due_at, "Of the finding, RFC 3339.");
    visit.required("linked_at", self.linked_at, "RFC 3339.");
    visit.optional("confirmed_at", self.confirmed_at, "When the ticket was last seen to be so.");
    visit.optional("confirmed_by", self.confirmed_by, "How: own_write, webhook, poll, resync or sweep.");
  }
};

struct TicketPage {
  std::vector<TicketItem> items{};
  std::string next_cursor{};

  static constexpr std::string_view kDocument = "ticket_page";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("items", self.items, "A row is a link of a finding and a ticket, the newest first.");
    visit.optional("next_cursor", self.next_cursor, "Absent on the last page.");
  }
};

Result<TicketPage> list_tickets(Services& services, const TicketQuery& query);
// The same in a company that is known already.
Result<TicketPage> list_tickets(Services& services, CompanyId company, const TicketQuery& query);

}  // namespace itsm::host::services
