// SPDX-License-Identifier: Apache-2.0
#include "plugins/servicenow/tables.hpp"

#include <algorithm>
#include <set>

namespace itsm::servicenow {
namespace {

// Deeper than any table stands.
constexpr int kMostLevels = 8;

RowsWanted definitions(Query query) {
  return {.table = "sys_db_object",
          .query = query.ordered_by("name"),
          .columns = {"name", "label", "super_class.name"},
          .cache = kDefinitionsLast};
}

Unexpected<Error> no_such_table(const std::string& table, std::string reason) {
  Error error{Status::not_found, "the table '" + table + "' " + reason, 0, {}, {}, {}};
  error.fields["project"] = error.message;
  return unexpected(std::move(error));
}

}  // namespace

Result<std::vector<Table>> ticket_tables(const Client& client) {
  std::vector<Table> tables;
  std::set<std::string> known;
  std::vector<std::string> level{std::string(kTask)};
  for (int depth = 0; depth < kMostLevels && !level.empty(); ++depth) {
    ITSM_TRY(const std::vector<Json> rows,
             client.rows(definitions(Query().among("super_class.name", std::exchange(level, {})))));
    for (const Json& row : rows) {
      Table table{value_of(row, "name"), value_of(row, "label")};
      if (!is_name(table.name) || !known.insert(table.name).second) continue;
      if (table.label.empty()) table.label = table.name;
      level.push_back(table.name);
      tables.push_back(std::move(table));
    }
  }
  std::sort(tables.begin(), tables.end(), [](const Table& one, const Table& other) {
    return std::tie(one.label, one.name) < std::tie(other.label, other.name);
  });
  return tables;
}

Result<std::vector<Table>> table_chain(const Client& client, const std::string& table) {
  std::vector<Table> chain;
  std::string next = table;
  while (!next.empty() && chain.size() < kMostLevels) {
    if (!is_name(next)) return no_such_table(table, "is not named as tables are, such as incident");
    ITSM_TRY(const std::vector<Json> rows, client.rows(definitions(Query().is("name", next))));
    if (rows.empty()) break;
    chain.push_back({next, value_of(rows.front(), "label")});
    if (next == kTask) break;
    next = value_of(rows.front(), "super_class.name");
  }
  if (chain.empty())
    return no_such_table(table,
                         "does not exist, or the account may not read sys_db_object, which lists tables");
  if (chain.back().name != kTask) return no_such_table(table, "does not extend task: it holds no tickets");
  return chain;
}

std::vector<std::string> names_of(const std::vector<Table>& tables) {
  std::vector<std::string> names;
  for (const Table& table : tables) names.push_back(table.name);
  return names;
}

}  // namespace itsm::servicenow
