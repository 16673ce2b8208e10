// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plugins/servicenow/form.hpp"

namespace itsm::servicenow {

// A state that a record can take from where it is.
struct Goal {
  Option state{};
  TicketState meaning = TicketState::todo;
  std::vector<std::string> demands{};  // columns
};

// All of them, by the table's choices and its rules.
Result<std::vector<Goal>> goals_of(const Client& client, const std::vector<Table>& chain,
                                   const Ticket& ticket);

// That none of them is what was wanted.
Error unreachable(const Ticket& ticket, const std::string& wanted, const std::vector<Goal>& goals);

}  // namespace itsm::servicenow
