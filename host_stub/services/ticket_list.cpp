// SPDX-License-Identifier: Apache-2.0
#include "host_stub/services/ticket_list.hpp"

#include <cstdio>

#include "host_stub/services/companies.hpp"
#include "host_stub/services/enum_word.hpp"
#include "host_stub/services/selection.hpp"
#include "host_stub/store/tickets.hpp"

namespace itsm::host::services {
namespace {

// "<milliseconds>.<finding>.<ticket>": the last row of the page before.
std::string cursor_of(const store::LinkRow& row) {
  return std::to_string(row.linked_at.time_since_epoch().count()) + "." + std::to_string(row.finding.value) +
         "." + std::to_string(row.ticket.id.value);
}

Result<store::LinkFilter::Position> position_of(const std::string& cursor) {
  long long time = 0;
  long long finding = 0;
  long long ticket = 0;
  char rest = 0;
  // The count of conversions says whether all three were numbers.
  // NOLINTNEXTLINE(cert-err34-c)
  const int read = std::sscanf(cursor.c_str(), "%lld.%lld.%lld%c", &time, &finding, &ticket, &rest);
  if (cursor.size() > 70 || read != 3)
    return problem(ProblemKind::invalid, "cursor_wrong", "the cursor is none that this host gave",
                   "take next_cursor of the page before, or none");
  return store::LinkFilter::Position{Time(std::chrono::milliseconds(time)), FindingId{finding},
                                     TicketId{ticket}};
}

template <class E>
Result<std::optional<E>> word(const std::string& what, const std::string& text) {
  if (text.empty()) return std::optional<E>();
  ITSM_TRY(const E value, value_named<E>("filter_wrong", what, text));
  return std::optional<E>(value);
}

std::string_view channel_of(store::ConfirmedBy confirmed_by) {
  switch (confirmed_by) {
    case store::ConfirmedBy::own_write:
      return "own_write";
    case store::ConfirmedBy::webhook:
      return "webhook";
    case store::ConfirmedBy::poll:
      return "poll";
    case store::ConfirmedBy::resync:
      return "resync";
    case store::ConfirmedBy::sweep:
      return "sweep";
  }
  return "";
}

TicketItem item_of(const store::LinkRow& row, const std::map<IntegrationId, std::string>& names) {
  TicketItem item;
  item.ticket = row.ticket.id.value;
  item.ticket_key = row.ticket.ref.key;
  item.ticket_url = row.ticket.ref.url;
  item.ticket_state = name_of(row.ticket.state);
  item.ticket_status = row.ticket.status.name;
  item.priority = row.ticket.priority;
  const auto name = names.find(row.ticket.integration);
  if (name != names.end()) item.integration = name->second;
  item.finding = row.finding.value;
  item.title = row.title;
  item.severity = name_of(row.severity);
  item.status = name_of(row.status);
  item.asset = row.asset;
  if (row.due_at) item.due_at = to_rfc3339(*row.due_at);
  if (row.ticket.assignee) item.assignee = row.ticket.assignee->name;
  item.linked_at = to_rfc3339(row.linked_at);
  if (row.ticket.confirmed_at) {
    item.confirmed_at = to_rfc3339(*row.ticket.confirmed_at);
    item.confirmed_by = channel_of(row.ticket.confirmed_by);
  }
  return item;
}

}  // namespace

Result<TicketPage> list_tickets(Services& services, CompanyId company, const TicketQuery& query) {
  store::LinkFilter filter;
  ITSM_TRY(filter.severity, word<Severity>("severity", query.severity));
  ITSM_TRY(filter.status, word<FindingStatus>("status", query.status));
  if (!query.import.empty()) {
    ITSM_TRY(const auto findings, read_filter({{"import", query.import}}));
    filter.import = findings.import;
  }
  filter.text = query.text;
  filter.now = services.clock.now();
  filter.limit = query.limit;
  if (!query.sla.empty() && query.sla != "breached")
    return problem(ProblemKind::invalid, "filter_wrong", "'" + query.sla + "' is no value of sla",
                   "the value is: breached");
  filter.sla_breached = !query.sla.empty();
  if (!query.cursor.empty()) {
    ITSM_TRY(filter.after, position_of(query.cursor));
  }
  ITSM_TRY(const auto serving, services.directory.serving(company));
  std::map<IntegrationId, std::string> names;
  for (const auto& service : serving) names.emplace(service.integration.id, service.integration.name);
  if (!query.integration.empty()) {
    ITSM_TRY(const auto named, services.directory.serving(company, query.integration));
    filter.integration = named.integration.id;
  }
  ITSM_TRY(const auto rows, services.database.in_company(company, [&](store::Transaction& transaction) {
    return store::list_links(transaction, filter);
  }));
  TicketPage page;
  for (const auto& row : rows) page.items.push_back(item_of(row, names));
  if (!rows.empty() &&
      static_cast<std::int64_t>(rows.size()) >= std::clamp<std::int64_t>(query.limit, 1, 200))
    page.next_cursor = cursor_of(rows.back());
  return page;
}

Result<TicketPage> list_tickets(Services& services, const TicketQuery& query) {
  ITSM_TRY(const CompanyId company, company_named(services, query.company));
  return list_tickets(services, company, query);
}

}  // namespace itsm::host::services
