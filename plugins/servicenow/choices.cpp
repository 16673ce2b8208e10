// SPDX-License-Identifier: Apache-2.0
#include "plugins/servicenow/choices.hpp"

#include <algorithm>

namespace itsm::servicenow {
namespace {

std::size_t distance(const std::vector<Table>& chain, const std::string& table) {
  const auto at =
      std::find_if(chain.begin(), chain.end(), [&](const Table& one) { return one.name == table; });
  return static_cast<std::size_t>(at - chain.begin());
}

struct Offered {
  std::size_t distance = 0;
  std::vector<Option> options{};
};

void add(Offered& offered, Option option) {
  const bool known = std::any_of(offered.options.begin(), offered.options.end(), [&](const Option& one) {
    return one.id == option.id && one.note == option.note;
  });
  if (!known) offered.options.push_back(std::move(option));
}

}  // namespace

std::string below(const std::string& value) { return value.empty() ? std::string() : "below " + value; }

Result<Choices> choices_of(const Client& client, const std::vector<Table>& chain,
                           const std::vector<std::string>& columns) {
  Query query;
  query.among("name", names_of(chain)).is("inactive", "false").is("language", "en");
  if (!columns.empty()) query.among("element", columns);
  query.ordered_by("element").ordered_by("sequence").ordered_by("sys_id");
  ITSM_TRY(const std::vector<Json> rows,
           client.rows({.table = "sys_choice",
                        .query = std::move(query),
                        .columns = {"name", "element", "value", "label", "dependent_value", "sys_id"},
                        .cache = kDefinitionsLast}));
  std::map<std::string, Offered> by_column;
  for (const Json& row : rows) {
    const std::size_t far = distance(chain, value_of(row, "name"));
    Offered& offered = by_column.try_emplace(value_of(row, "element"), Offered{far, {}}).first->second;
    if (far > offered.distance) continue;
    if (far < offered.distance) offered = {far, {}};
    Option option{.id = value_of(row, "value"), .name = value_of(row, "label")};
    option.note = below(value_of(row, "dependent_value"));
    if (option.name.empty()) option.name = option.id;
    if (!option.id.empty()) add(offered, std::move(option));
  }
  Choices choices;
  for (auto& [column, offered] : by_column) choices[column] = std::move(offered.options);
  return choices;
}

}  // namespace itsm::servicenow
