// SPDX-License-Identifier: Apache-2.0
#include <memory>
#include <ostream>

#include <CLI/CLI.hpp>

#include "host_stub/cli/commands.hpp"
#include "host_stub/cli/context.hpp"
#include "host_stub/services/ticket_list.hpp"

namespace itsm::host::cli {

void add_ticket_commands(CLI::App& app, Context& context) {
  auto* tickets = app.add_subcommand("tickets", "Findings with their tickets");
  tickets->require_subcommand(1);
  add_resync_command(*tickets, context);
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
          rows.push_back({item.ticket_key, item.ticket_state, item.priority, std::to_string(item.finding),
                          item.severity, item.status, item.title});
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
