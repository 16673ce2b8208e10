// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plugins/servicenow/client.hpp"

// Tables that extend task: each kind of ticket is one.
namespace itsm::servicenow {

inline constexpr std::string_view kTask = "task";
// Definitions change when somebody develops on the instance.
inline constexpr std::chrono::minutes kDefinitionsLast{10};

struct Table {
  std::string name{};
  std::string label{};
};

// All tables below task, by label.
Result<std::vector<Table>> ticket_tables(const Client& client);

// The table and those that it extends, itself first. not_found, for the field 'project', where there is no
// such table, or it is none of tickets.
Result<std::vector<Table>> table_chain(const Client& client, const std::string& table);

std::vector<std::string> names_of(const std::vector<Table>& tables);

}  // namespace itsm::servicenow
