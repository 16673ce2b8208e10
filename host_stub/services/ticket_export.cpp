// SPDX-License-Identifier: Apache-2.0
#include "host_stub/services/ticket_export.hpp"

#include "host_stub/core/csv_line.hpp"

namespace itsm::host::services {
namespace {

constexpr std::size_t kMostRows = 100'000;
constexpr std::int64_t kExportPage = 200;

struct Heading {
  std::string at{};
  std::string by{};
  std::map<std::string, std::string> filters{};
};

std::string query_text(const std::map<std::string, std::string>& filters) {
  std::string text;
  for (const auto& [key, value] : filters) text += (text.empty() ? "" : "&") + key + "=" + value;
  return text;
}

std::string csv_heading() {
  return csv_line({"ticket",      "ticket_url",  "ticket_state", "ticket_status", "priority", "assignee",
                   "integration", "finding",     "title",        "severity",      "status",   "asset",
                   "due_at",      "linked_at",   "confirmed_at", "confirmed_by",  "findings", "needs_person",
                   "company",     "exported_at", "exported_by",  "filters"});
}

std::string csv_row(const TicketItem& item, const Heading& heading) {
  return csv_line({item.ticket_key,
                   item.ticket_url,
                   item.ticket_state,
                   item.ticket_status,
                   item.priority,
                   item.assignee,
                   item.integration,
                   std::to_string(item.finding),
                   item.title,
                   item.severity,
                   item.status,
                   item.asset,
                   item.due_at,
                   item.linked_at,
                   item.confirmed_at,
                   item.confirmed_by,
                   std::to_string(item.folded ? item.folded->findings : 1),
                   item.needs_person ? "yes" : "",
                   item.company,
                   heading.at,
                   heading.by,
                   query_text(heading.filters)});
}

std::string json_heading(const Heading& heading) {
  return dump({{"export", {{"at", heading.at}, {"by", heading.by}, {"filters", heading.filters}}}}) + "\n";
}

}  // namespace

Result<ExportedTickets> export_tickets(Services& services, const TicketScope& scope, TicketQuery query,
                                       const std::string& format,
                                       const std::map<std::string, std::string>& filters,
                                       const std::string& actor) {
  if (format != "csv" && format != "ndjson")
    return problem(ProblemKind::invalid, "format_unknown", "the list is exported as csv or ndjson",
                   "for example: ?format=csv");
  const bool csv = format == "csv";
  const Heading heading{to_rfc3339(services.clock.now()), actor, filters};
  ExportedTickets file;
  file.media_type = csv ? "text/csv; charset=utf-8" : "application/x-ndjson";
  file.file_name = "tickets-" + heading.at.substr(0, 10) + (csv ? ".csv" : ".ndjson");
  file.body = csv ? csv_heading() : json_heading(heading);
  query.limit = kExportPage;
  std::size_t rows = 0;
  do {
    ITSM_TRY(const TicketPage page, list_tickets(services, scope, query));
    for (const TicketItem& item : page.items)
      file.body += csv ? csv_row(item, heading) : dump(to_document(item)) + "\n";
    rows += page.items.size();
    query.cursor = page.next_cursor;
  } while (!query.cursor.empty() && rows < kMostRows);
  if (query.cursor.empty()) return file;
  return problem(ProblemKind::too_large, "export_too_large",
                 "these filters fit more than " + std::to_string(kMostRows) + " rows",
                 "narrow them, such as by integration, severity or import");
}

}  // namespace itsm::host::services
