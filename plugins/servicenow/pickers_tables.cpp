// SPDX-License-Identifier: Apache-2.0
// What the dictionary tells: tables and their columns.
#include "plugins/servicenow/form.hpp"
#include "plugins/servicenow/pickers.hpp"

namespace itsm::servicenow::pickers {
namespace {

Option table_option(const Table& table) { return {.id = table.name, .name = table.label, .key = table.name}; }

Option column_option(const Column& column) {
  return {.id = column.about.id, .name = column.about.name, .note = column.about.vendor_type};
}

}  // namespace

Result<OptionsPage> project(const Client& client, const OptionsRequest& request) {
  ITSM_TRY(const std::vector<Table> tables, ticket_tables(client));
  if (tables.empty())
    return failure(
        Status::forbidden,
        "the account sees no table of tickets: it needs read access to sys_db_object, which lists tables");
  std::vector<Option> all;
  for (const Table& table : tables) all.push_back(table_option(table));
  return page_of_whole(std::move(all), request);
}

// Each table has one kind of tickets: what else divides them, such as the type of a change, is a field.
Result<OptionsPage> type(const Client& client, const OptionsRequest& request) {
  ITSM_TRY(const std::vector<Table> chain, table_chain(client, chosen(request, "project")));
  return page_of_whole({table_option(chain.front())}, request);
}

Result<OptionsPage> field(const Client& client, const OptionsRequest& request) {
  ITSM_TRY(const Form form, form_of(client, chosen(request, "project")));
  std::vector<Option> all;
  for (const Column& column : form.columns) all.push_back(column_option(column));
  return page_of_whole(std::move(all), request);
}

Result<OptionsPage> link_type(const Client& client, const OptionsRequest& request) {
  ITSM_TRY(const Form form, form_of(client, chosen(request, "project")));
  std::vector<Option> all;
  for (const Column& column : form.columns)
    if (column.about.kind == FieldKind::parent) all.push_back(column_option(column));
  return page_of_whole(std::move(all), request);
}

}  // namespace itsm::servicenow::pickers
