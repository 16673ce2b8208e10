// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "host_stub/core/problem.hpp"
#include "host_stub/store/connection.hpp"

namespace itsm::host::store {

// One step of the schema: a file of migrations/, numbered. Once released it never changes; it only adds, so
// that hosts of the version before go on working beside it.
struct Migration {
  std::string_view name;  // "0003_findings"
  const char* sql;
};

// Those of this program, in their order.
std::span<const Migration> embedded_migrations();

// Makes the roles, then applies what is missing, each migration in a transaction of its own; answers the
// names of those applied. Several at once are fine. `url` is of a role that may create roles. Refused without
// a change: a migration that is applied already with another text, a database that is not UTF-8.
Result<std::vector<std::string>> migrate(const std::string& url,
                                         std::span<const Migration> migrations = embedded_migrations());

// Whether all of them are applied, with these texts.
Result<> check_migrations(Connection& connection, std::span<const Migration> migrations);

}  // namespace itsm::host::store
