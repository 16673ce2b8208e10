// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host_stub/core/problem.hpp"
#include "host_stub/store/connection.hpp"

namespace itsm::host::store {

// Refuses what would silently take the walls between companies down: a role that is superuser, bypasses
// row-level security or owns tables, a tenant table that does not force it. Refuses a database that lacks
// migrations.
Result<> check_database(Connection& connection);

}  // namespace itsm::host::store
