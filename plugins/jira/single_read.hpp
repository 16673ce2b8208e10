// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plugins/jira/client.hpp"

namespace itsm::jira {

// One ticket by id or key, with its correlation key and further fields: for a Jira that has no bulk read, and
// whose search does not show the property that holds the key. not_found where it is not there or hidden.
Result<Ticket> read_single(const Client& client, const TicketRef& ref,
                           const std::vector<std::string>& further);

}  // namespace itsm::jira
