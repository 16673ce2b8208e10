// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plugins/servicenow/choices.hpp"

namespace itsm::servicenow {

// The priority of the table's records as the look-up rules of incidents (dl_u_priority) or of problems
// (dl_problem_priority) give it, in their order. Nothing where no rules compute it, or the account may not
// read them.
Result<std::vector<DerivedField>> derived_priority(const Client& client, const std::string& table,
                                                   const Choices& choices);

// By the label that people see.
Named named_choice(const Choices& choices, const std::string& column, const std::string& value);

}  // namespace itsm::servicenow
