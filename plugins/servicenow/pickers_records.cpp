// SPDX-License-Identifier: Apache-2.0
// Records to choose from, searched and paged by the instance.
#include "plugins/servicenow/pickers.hpp"
#include "plugins/servicenow/tables.hpp"

namespace itsm::servicenow::pickers {
namespace {

Query search(const OptionsRequest& request, std::vector<std::string> columns) {
  Query query;
  if (request.query.empty()) return query;
  if (request.exact)
    query.called(std::move(columns), request.query);
  else
    query.containing(std::move(columns), request.query);
  return query;
}

}  // namespace

Result<OptionsPage> user(const Client& client, const OptionsRequest& request) {
  RowsWanted wanted{.table = "sys_user",
                    .query = search(request, {"name", "user_name", "email"}),
                    .columns = {"sys_id", "name", "user_name", "email"}};
  wanted.query.is("active", "true").ordered_by("name").ordered_by("sys_id");
  return page_of_rows(client, std::move(wanted), request, [](const Json& row) {
    return Option{.id = value_of(row, "sys_id"),
                  .name = value_of(row, "name"),
                  .key = value_of(row, "user_name"),
                  .note = value_of(row, "email")};
  });
}

Result<OptionsPage> group(const Client& client, const OptionsRequest& request) {
  RowsWanted wanted{.table = "sys_user_group",
                    .query = search(request, {"name"}),
                    .columns = {"sys_id", "name", "description"}};
  wanted.query.is("active", "true").ordered_by("name").ordered_by("sys_id");
  return page_of_rows(client, std::move(wanted), request, [](const Json& row) {
    return Option{
        .id = value_of(row, "sys_id"), .name = value_of(row, "name"), .note = value_of(row, "description")};
  });
}

Result<OptionsPage> ci(const Client& client, const OptionsRequest& request) {
  RowsWanted wanted{.table = "cmdb_ci",
                    .query = search(request, {"name", "fqdn", "ip_address"}),
                    .columns = {"sys_id", "name", "fqdn", "ip_address", "sys_class_name"}};
  wanted.query.ordered_by("name").ordered_by("sys_id");
  return page_of_rows(client, std::move(wanted), request, [](const Json& row) {
    const std::string host = value_of(row, "fqdn");
    Option option{.id = value_of(row, "sys_id"),
                  .name = value_of(row, "name"),
                  .note = host.empty() ? value_of(row, "sys_class_name") : host};
    for (const char* const column : {"fqdn", "ip_address"})
      if (std::string alias = value_of(row, column); !alias.empty())
        option.aliases.push_back(std::move(alias));
    return option;
  });
}

Result<OptionsPage> ticket(const Client& client, const OptionsRequest& request) {
  RowsWanted wanted{.table = std::string(kTask),
                    .query = search(request, {"number", "short_description"}),
                    .columns = {"sys_id", "number", "short_description"}};
  wanted.query.newest_first("number").ordered_by("sys_id");
  return page_of_rows(client, std::move(wanted), request, [](const Json& row) {
    return Option{.id = value_of(row, "sys_id"),
                  .name = value_of(row, "short_description"),
                  .key = value_of(row, "number")};
  });
}

}  // namespace itsm::servicenow::pickers
