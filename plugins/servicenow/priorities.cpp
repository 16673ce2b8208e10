// SPDX-License-Identifier: Apache-2.0
#include "plugins/servicenow/priorities.hpp"

#include <array>

#include "plugins/servicenow/states.hpp"

namespace itsm::servicenow {
namespace {

constexpr std::array<const char*, 2> kInputs{"impact", "urgency"};

std::string lookup_of(std::string_view table) {
  return table == "problem" ? "dl_problem_priority" : "dl_u_priority";
}

}  // namespace

Named named_choice(const Choices& choices, const std::string& column, const std::string& value) {
  Named named{value, value};
  if (const auto offered = choices.find(column); offered != choices.end())
    for (const Option& option : offered->second)
      if (option.id == value) named.name = option.name;
  return named;
}

Result<std::vector<DerivedField>> derived_priority(const Client& client, const std::string& table,
                                                   const Choices& choices) {
  if (!computes_priority(table)) return std::vector<DerivedField>{};
  const auto rules =
      client.rows({.table = lookup_of(table),
                   .query = Query().is("active", "true").ordered_by("order").ordered_by("sys_id"),
                   .columns = {"impact", "urgency", "priority"},
                   .cache = kDefinitionsLast});
  if (!rules) {
    const Status why = rules.error().status;
    const bool hidden =
        why == Status::forbidden || why == Status::not_found || why == Status::invalid_argument;
    if (hidden) return std::vector<DerivedField>{};
    return unexpected(rules.error());
  }
  DerivedField priority{"priority", "Priority", FieldRole::priority, {}};
  for (const Json& rule : *rules) {
    const std::string result = value_of(rule, "priority");
    if (result.empty()) continue;
    DerivedValue line{{}, named_choice(choices, "priority", result)};
    // A rule that leaves one open holds for all of its values.
    for (const char* const input : kInputs)
      if (std::string held = value_of(rule, input); !held.empty()) line.when[input] = std::move(held);
    priority.values.push_back(std::move(line));
  }
  if (priority.values.empty()) return std::vector<DerivedField>{};
  return std::vector{std::move(priority)};
}

}  // namespace itsm::servicenow
