// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/simulators/sdp/call.hpp"

namespace itsm::simulators::sdp {

// The members of {"request": {...}} put into a ticket, judged as the desk judges them. `with_rules` is false
// for a person at the screen of the control interface who may skip closing rules. Throws Refusal and leaves
// the ticket as it was.
void write(const Store& store, Ticket& ticket, const Json& members, bool with_rules = true);

// What a new ticket must have. Throws Refusal.
void expect_complete(const Store& store, const Ticket& ticket);

}  // namespace itsm::simulators::sdp
