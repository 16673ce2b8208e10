// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>

#include "plugins/servicenow/client.hpp"

namespace itsm::servicenow {

// Named roles and readable tables that set-up pages talk about.
std::vector<Permission> permissions();

// What the account is found to have. `roles` is absent where it may not see its own: then a role counts as
// given when the table can be read, and the report says so.
struct Rights {
  std::optional<std::set<std::string>> roles{};
  std::set<std::string> readable{};  // tables
};
Result<Rights> rights_of(const Client& client, const std::string& user);

// Whether one is granted for a table of tickets, else the reason and what to do.
PermissionAnswer answer_for(const Permission& permission, const Rights& rights, const std::string& table,
                            const std::string& account);

}  // namespace itsm::servicenow
