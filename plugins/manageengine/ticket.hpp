// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "plugins/manageengine/client.hpp"

namespace itsm::manageengine {

// What a status means: {"name", "internal_name", "in_progress"}.
TicketState state_of(const Json& status);

// An additional field of a request, wherever this build has it.
const Json& udf_of(const Json& request, const std::string& field);

// The fields that a list has to be asked for so that read_ticket can read its rows.
std::vector<std::string> row_fields(const Desk& desk);

// A request of an answer as a ticket, with further fields. bad_reply where it lacks id, status or time.
Result<Ticket> read_ticket(const Json& request, const Desk& desk, const std::vector<std::string>& further);

// "/requests/17" and what follows.
std::string request_path(const TicketRef& ref, std::string_view rest = {});

// A request as it is now. A reference by key alone is looked for first.
Result<Json> read_request(const Client& client, const TicketRef& ref);

}  // namespace itsm::manageengine
