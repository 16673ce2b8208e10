// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <itsm/documents/ticket.hpp>

// What the states of the tables that come with ServiceNow mean, and which way leads from one to the other.
namespace itsm::servicenow {

// The value of the column `state`. An instance can have states of its own: those go by whether the record
// counts as active, and what has ended otherwise never passes for fixed.
TicketState meaning_of(std::string_view table, std::string_view state, bool active);

// Whether the instance's own rules let a record go from one state to the other. They exist for changes and
// problems; every other table takes any state.
bool is_step(std::string_view table, std::string_view from, std::string_view to);

// The columns without which a record does not get into a state, by the data policies that come with
// ServiceNow.
std::vector<std::string> demanded_for(std::string_view table, std::string_view state);

// The column that says how a record ended: close_code, but for problems.
std::string_view resolution_column(std::string_view table);

// Whether look-up rules compute the priority from impact and urgency, and overwrite any other.
bool computes_priority(std::string_view table);

}  // namespace itsm::servicenow
