// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "plugins/common/time.hpp"
#include "plugins/jira/site.hpp"

namespace itsm::jira {

// The members of a request body that ask for what read_ticket reads, and for further fields.
Json ticket_fields(const std::vector<std::string>& further);
Json ticket_properties();

// What a status of this category means, and the version that a ticket has since its last change.
TicketState state_of(const std::string& category, const Json& resolution);
std::string version_of(common::Time updated);

// An issue of an answer as a ticket. `further` fields are read by the schemas that came with the issue or,
// where the answer has them once for all issues, in `schemas`. bad_reply where there is no id, key, status or
// time.
Result<Ticket> read_ticket(const Json& issue, const Json& schemas, const std::vector<std::string>& further,
                           const Site& site);

}  // namespace itsm::jira
