// SPDX-License-Identifier: Apache-2.0
#include "host_stub/api/route.hpp"
#include "host_stub/services/outward_writes.hpp"
#include "host_stub/services/ticket_export.hpp"

namespace itsm::host::api {
namespace {

services::TicketQuery ticket_query(const Call& call) {
  services::TicketQuery query;
  query.integration = call.parameter("integration");
  query.severity = call.parameter("severity");
  query.status = call.parameter("status");
  query.text = call.parameter("q");
  query.import = call.parameter("import");
  query.sla = call.parameter("sla");
  return query;
}

Result<http::Response> list_tickets(Backend& backend, const Call& call) {
  services::TicketQuery query = ticket_query(call);
  query.cursor = call.parameter("cursor");
  ITSM_TRY(query.limit, limit_of(call));
  ITSM_TRY(const auto page, services::list_tickets(backend.services, call.company, query));
  return document_answer(page);
}

Result<http::Response> export_list(Backend& backend, const Call& call) {
  auto filters = call.query;
  filters.erase("format");
  ITSM_TRY(auto file, services::export_tickets(backend.services, call.company, ticket_query(call),
                                               call.parameter("format"), filters, call.actor()));
  http::Response response;
  response.headers = {{"Content-Type", file.media_type},
                      {"Content-Disposition", "attachment; filename=\"" + file.file_name + "\""}};
  response.body = std::move(file.body);
  return response;
}

Result<http::Response> show_ticket(Backend& backend, const Call& call) {
  ITSM_TRY(const auto shown, services::show_ticket(backend.services, call.company, call.path.at("id")));
  return document_answer(shown);
}

}  // namespace

std::vector<Route> ticket_routes() {
  return {
      {.method = "GET",
       .path = "/tickets",
       .name = "tickets.list",
       .summary = "Links of findings and tickets, the newest first.",
       .query = {{"integration", "Its name."},
                 {"severity", "Of the finding."},
                 {"status", "Of the finding."},
                 {"q", "In the ticket's key or the finding's title."},
                 {"import", "Number of the import that saw the finding first or last."},
                 {"sla", "breached."},
                 {"limit", "At most 200."},
                 {"cursor", "Of the page before."}},
       .answers = document_type<services::TicketPage>(),
       .handle = list_tickets},
      // Before {id}, which takes every word.
      {.method = "GET",
       .path = "/tickets/export",
       .name = "tickets.export",
       .summary = "Everything that the filters fit, as one file.",
       .query = {{"format", "csv or ndjson."},
                 {"integration", "Its name."},
                 {"severity", "Of the finding."},
                 {"status", "Of the finding."},
                 {"q", "In the ticket's key or the finding's title."},
                 {"import", "Number of the import that saw the finding first or last."},
                 {"sla", "breached."}},
       .handle = export_list},
      {.method = "GET",
       .path = "/tickets/{id}",
       .name = "tickets.show",
       .summary = "One ticket, by number or key, with what we have written to it and what is still to be.",
       .answers = document_type<services::TicketWrites>(),
       .handle = show_ticket}};
}

}  // namespace itsm::host::api
