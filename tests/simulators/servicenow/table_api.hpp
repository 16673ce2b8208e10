// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/simulators/servicenow/records.hpp"

namespace itsm::simulators::servicenow {

// "/api/now/table/...", with or without a version in it. Throws Refusal.
Answer answer_table(Records& records, const Request& request, const Caller& caller);

}  // namespace itsm::simulators::servicenow
