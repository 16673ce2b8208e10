// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/simulators/servicenow/records.hpp"
#include "tests/simulators/servicenow/refusal.hpp"

namespace itsm::simulators::servicenow {

// As values, or as people see them (sysparm_input_display_value).
enum class Input { stored, shown };

// What an instance makes of values that somebody sends: columns that it does not have or that are read-only
// are left out in silence, references that lead nowhere are stored blank, texts are cut, the priority is
// computed, journals get an entry; access rules, data policies, business rules and state models are asked.
// Throw Refusal.
const Record& insert(Records& records, const std::string& table, const Json& body, const Caller& caller,
                     Input input = Input::stored);
const Record& update(Records& records, const Record& record, const Json& body, const Caller& caller,
                     Input input = Input::stored);

}  // namespace itsm::simulators::servicenow
