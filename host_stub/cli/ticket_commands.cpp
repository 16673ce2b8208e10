// SPDX-License-Identifier: Apache-2.0
#include <memory>
#include <ostream>

#include <CLI/CLI.hpp>

#include "host_stub/cli/commands.hpp"
#include "host_stub/cli/context.hpp"
#include "host_stub/services/companies.hpp"
#include "host_stub/services/outward_writes.hpp"
#include "host_stub/services/ticket_list.hpp"

namespace itsm::host::cli {
namespace {

void tell(std::ostream& out, const services::TicketWrites& ticket) {
  out << ticket.ticket_key << ": " << ticket.ticket_state
      << (ticket.ticket_status.empty() ? std::string() : " (" + ticket.ticket_status + ")") << "  "
      << ticket.ticket_url << '\n';
  if (ticket.pending)
    out << "  still to be compared and written, from " << ticket.pending->due_at
        << (ticket.pending->reason.empty() ? std::string() : ": " + ticket.pending->reason) << '\n';
}

std::string findings_of(const services::TicketItem& item) {
  if (!item.folded || item.folded->findings == 1) return std::to_string(item.finding);
  return std::to_string(item.finding) + " and " + std::to_string(item.folded->findings - 1) + " more";
}

void add_show(CLI::App& tickets, Context& context) {
  auto* showing = tickets.add_subcommand("show", "What we have written to one, and what is still to be");
  showing->footer("Example: host_stub tickets show SEC-12 --company acme");
  auto key = std::make_shared<std::string>();
  auto company = std::make_shared<std::string>();
  showing->add_option("ticket", *key, "Its key or number")->required();
  showing->add_option("--company", *company, "Whose; not needed when there is one company only");
  showing->callback([&context, key, company] {
    context.with_services([&](services::Services& services) -> Result<int> {
      ITSM_TRY(const CompanyId acting, services::company_named(services, *company));
      ITSM_TRY(const auto ticket, services::show_ticket(services, acting, *key));
      context.print(to_document(ticket), [&] {
        tell(context.out(), ticket);
        std::vector<std::vector<std::string>> rows;
        for (const auto& write : ticket.writes)
          rows.push_back({write.sent_at, std::string(name_of(write.kind)), std::string(name_of(write.state)),
                          write.what, write.problem});
        context.table({"SENT", "KIND", "STATE", "WHAT", "WHY NOT"}, rows);
      });
      return kDone;
    });
  });
}

}  // namespace

void add_ticket_commands(CLI::App& app, Context& context) {
  auto* tickets = app.add_subcommand("tickets", "Findings with their tickets");
  tickets->require_subcommand(1);
  add_resync_command(*tickets, context);
  add_show(*tickets, context);
  auto* listing = tickets->add_subcommand("list", "The newest link first");
  listing->footer(
      "Examples:\n  host_stub tickets list --company acme --severity critical\n"
      "  host_stub tickets list --company acme --csv > tickets.csv");
  auto query = std::make_shared<services::TicketQuery>();
  listing->add_option("--company", query->company, "Whose; not needed when there is one company only");
  listing->add_option("--integration", query->integration, "Of this integration only");
  listing->add_option("--severity", query->severity, "Of findings with this severity");
  listing->add_option("--status", query->status, "Of findings in this status");
  listing->add_option("--q", query->text, "Text in the ticket's key or the finding's title");
  listing->add_option("--import", query->import, "Of findings that this import saw first or last");
  listing->add_option("--sla", query->sla, "breached: past the due date, and not ended");
  listing->add_option("--state", query->ticket_state,
                      "Of tickets that are todo, doing, done, cancelled or gone");
  listing->add_option("--assignee", query->assignee, "Of people whose name begins so; nobody: of no one");
  listing->add_option("--needs", query->needs, "person: a review is open, or a re-test is due");
  listing->add_option("--group", query->group, "ticket: one row for each ticket");
  listing->add_option("--limit", query->limit, "Rows, at most 200");
  listing->add_option("--cursor", query->cursor, "Of the page before");
  auto csv = std::make_shared<bool>(false);
  listing->add_flag("--csv", *csv, "Answers as CSV, for spreadsheets");
  listing->callback([&context, query, csv] {
    context.with_services([&](services::Services& services) -> Result<int> {
      ITSM_TRY(const services::TicketPage page, services::list_tickets(services, *query));
      context.print(to_document(page), [&] {
        std::vector<std::vector<std::string>> rows;
        for (const auto& item : page.items)
          rows.push_back({item.ticket_key, item.ticket_state, item.priority, findings_of(item), item.severity,
                          item.status, item.title});
        const std::vector<std::string> heading{"TICKET",   "STATE",  "PRIORITY", "FINDING",
                                               "SEVERITY", "STATUS", "TITLE"};
        *csv ? context.csv(heading, rows) : context.table(heading, rows);
        if (!page.next_cursor.empty())
          (*csv ? context.err() : context.out()) << "more with: --cursor " << page.next_cursor << '\n';
      });
      return kDone;
    });
  });
}

}  // namespace itsm::host::cli
