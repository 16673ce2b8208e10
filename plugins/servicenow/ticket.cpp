// SPDX-License-Identifier: Apache-2.0
#include "plugins/servicenow/ticket.hpp"

#include <algorithm>
#include <iterator>

#include "plugins/servicenow/form.hpp"
#include "plugins/servicenow/states.hpp"
#include "plugins/servicenow/values.hpp"

namespace itsm::servicenow {
namespace {

constexpr std::size_t kAtOnce = 200;
constexpr int kMostPages = 200;

const std::vector<std::string>& task_columns() {
  static const std::vector<std::string> kColumns{
      "sys_id",       "number",         "sys_class_name", "short_description",
      "state",        "active",         "priority",       "assigned_to",
      "parent",       "correlation_id", "sys_created_on", "sys_updated_on",
      "sys_mod_count"};
  return kColumns;
}

std::string utc(const std::string& text) {
  const auto time = time_of(text);
  return time ? common::format_time(*time) : std::string();
}

Named named(const Json& row, std::string_view column) {
  const std::string value = value_of(row, column);
  return value.empty() ? Named{} : Named{value, shown_of(row, column)};
}

bool is_number(const std::string& text) {
  return !text.empty() && text.size() < 19 && text.find_first_not_of("0123456789") == std::string::npos;
}

Result<Ticket> read_ticket(const Json& row, const Instance& instance) {
  const std::string table = value_of(row, "sys_class_name");
  const std::string state = value_of(row, "state");
  Ticket ticket;
  ticket.ref = instance.ref(value_of(row, "sys_id"), value_of(row, "number"), table);
  ticket.version = value_of(row, "sys_mod_count");
  ticket.updated_at = utc(value_of(row, "sys_updated_on"));
  ticket.status = {state, shown_of(row, "state")};
  if (!is_sys_id(ticket.ref.id) || ticket.ref.key.empty() || !is_name(table) || ticket.status.name.empty() ||
      !is_number(ticket.version) || ticket.updated_at.empty())
    return failure(
        Status::bad_reply,
        "ServiceNow's answer holds a record without sys_id, number, table, state or time of change; can "
        "the account read these columns of task?");
  ticket.project = {table, shown_of(row, "sys_class_name")};
  ticket.type = ticket.project;
  ticket.summary = value_of(row, "short_description");
  ticket.state = meaning_of(table, state, value_of(row, "active") == "true");
  ticket.priority = named(row, "priority");
  if (const Named who = named(row, "assigned_to"); !who.id.empty())
    ticket.assignee = Person{who.id, who.name, {}};
  if (const Named parent = named(row, "parent"); !parent.id.empty())
    ticket.parent = instance.ref(parent.id, parent.name, kTask);
  ticket.created_at = utc(value_of(row, "sys_created_on"));
  if (std::string key = value_of(row, "correlation_id"); !key.empty())
    ticket.correlation_keys.push_back(std::move(key));
  return ticket;
}

// What is read of a ticket's own table: how it ended, if it has, and further fields.
Result<void> add_details(const Client& client, const std::string& table, const std::vector<Ticket*>& tickets,
                         const std::vector<std::string>& further) {
  Form form;
  if (!further.empty()) {
    ITSM_TRY(form, form_of(client, table));
  }
  const std::string resolution(resolution_column(table));
  RowsWanted wanted{.table = table, .query = {}, .columns = {"sys_id", resolution}, .with_shown = true};
  for (const std::string& field : further)
    if (form.description_of(field) != nullptr) wanted.columns.push_back(field);
  std::vector<std::string> ids;
  for (const Ticket* ticket : tickets) ids.push_back(ticket->ref.id);
  wanted.query.among("sys_id", std::move(ids)).ordered_by("sys_id");
  ITSM_TRY(const std::vector<Json> rows, client.rows(wanted));
  for (const Json& row : rows) {
    const auto ticket = std::find_if(tickets.begin(), tickets.end(), [&](const Ticket* one) {
      return one->ref.id == value_of(row, "sys_id");
    });
    if (ticket == tickets.end()) continue;
    if (!is_open((*ticket)->state)) (*ticket)->resolution = named(row, resolution);
    for (const std::string& field : further)
      if (const auto* const about = form.description_of(field); about != nullptr && row.contains(field))
        (*ticket)->fields[field] = from_wire(*about, row[field]);
  }
  return {};
}

Result<void> add_all_details(const Client& client, std::vector<Ticket>& tickets,
                             const std::vector<std::string>& further) {
  std::map<std::string, std::vector<Ticket*>> by_table;
  for (Ticket& ticket : tickets)
    if (!further.empty() || !is_open(ticket.state)) by_table[ticket.project.id].push_back(&ticket);
  for (const auto& [table, some] : by_table) ITSM_CHECK(add_details(client, table, some, further));
  return {};
}

}  // namespace

Result<TicketsPage> tickets_page(const Client& client, const Query& query, std::size_t start,
                                 std::size_t most, const std::vector<std::string>& further) {
  ITSM_TRY(const RowsPage read,
           client.page(
               {.table = std::string(kTask), .query = query, .columns = task_columns(), .with_shown = true},
               start, most));
  TicketsPage page{{}, read.next, read.more, read.answered_at};
  for (const Json& row : read.rows) {
    ITSM_TRY(Ticket ticket, read_ticket(row, client.instance()));
    page.tickets.push_back(std::move(ticket));
  }
  ITSM_CHECK(add_all_details(client, page.tickets, further));
  return page;
}

Result<std::vector<Ticket>> all_tickets(const Client& client, const Query& query,
                                        const std::vector<std::string>& further) {
  std::vector<Ticket> tickets;
  std::size_t start = 0;
  for (int number = 0; number < kMostPages; ++number) {
    ITSM_TRY(TicketsPage page, tickets_page(client, query, start, kAtOnce, further));
    std::move(page.tickets.begin(), page.tickets.end(), std::back_inserter(tickets));
    if (!page.more) return tickets;
    start = page.next;
  }
  return failure(Status::bad_reply, "ServiceNow's list of records does not end");
}

Result<Ticket> the_ticket(const Client& client, const TicketRef& ref) {
  const Query query = ref.id.empty() ? Query().is("number", ref.key) : Query().is("sys_id", ref.id);
  ITSM_TRY(TicketsPage page, tickets_page(client, query, 0, 2));
  if (page.tickets.size() == 1) return std::move(page.tickets.front());
  const std::string& called = ref.key.empty() ? ref.id : ref.key;
  if (page.tickets.empty())
    return failure(Status::not_found, "there is no record " + called + ", or it is hidden from this account");
  return failure(Status::invalid_argument, "several records have the number " + called);
}

}  // namespace itsm::servicenow
