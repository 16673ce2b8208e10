// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iterator>

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
  query.ticket_state = call.parameter("ticket_state");
  query.assignee = call.parameter("assignee");
  query.needs = call.parameter("needs");
  query.group = call.parameter("group");
  return query;
}

Result<services::TicketScope> scope_of(Backend& backend, const Call& call) {
  return services::ticket_scope(backend.services, call.caller, call.company, call.parameter("companies"));
}

// What both the list and its export take.
std::vector<QueryParameter> with_filters(std::vector<QueryParameter> own) {
  std::vector<QueryParameter> all{
      {"integration", "Its name."},
      {"severity", "Of the finding."},
      {"status", "Of the finding."},
      {"q", "In the ticket's key or the finding's title."},
      {"import", "Number of the import that saw the finding first or last."},
      {"sla", "breached."},
      {"ticket_state", "todo, doing, done, cancelled or gone."},
      {"assignee", "How the name of the ticket's assignee begins; nobody: it has none."},
      {"needs", "person: a review of the finding is open, or its re-test is due."},
      {"group", "ticket: one row for each ticket."},
      {"companies",
       "Names with commas: rows of these in the place of the company's; those that are not "
       "yours are counted."}};
  std::ranges::move(own, std::back_inserter(all));
  return all;
}

Result<http::Response> list_tickets(Backend& backend, const Call& call) {
  services::TicketQuery query = ticket_query(call);
  query.cursor = call.parameter("cursor");
  ITSM_TRY(query.limit, limit_of(call));
  ITSM_TRY(const auto scope, scope_of(backend, call));
  ITSM_TRY(const auto page, services::list_tickets(backend.services, scope, query));
  return document_answer(page);
}

Result<http::Response> export_list(Backend& backend, const Call& call) {
  auto filters = call.query;
  filters.erase("format");
  ITSM_TRY(const auto scope, scope_of(backend, call));
  ITSM_TRY(auto file, services::export_tickets(backend.services, scope, ticket_query(call),
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
       .query = with_filters({{"limit", "At most 200."}, {"cursor", "Of the page before."}}),
       .answers = document_type<services::TicketPage>(),
       .handle = list_tickets},
      // Before {id}, which takes every word.
      {.method = "GET",
       .path = "/tickets/export",
       .name = "tickets.export",
       .summary = "Everything that the filters fit, as one file.",
       .query = with_filters({{"format", "csv or ndjson."}}),
       .handle = export_list},
      {.method = "GET",
       .path = "/tickets/{id}",
       .name = "tickets.show",
       .summary = "One ticket, by number or key, with what we have written to it and what is still to be.",
       .answers = document_type<services::TicketWrites>(),
       .handle = show_ticket}};
}

}  // namespace itsm::host::api
