// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>

#include "plugins/jira/client.hpp"

namespace itsm::jira {

// Which of the permissions our account has on a ticket. An answer may be some minutes old.
Result<std::set<std::string>> rights_on(const Client& client, const TicketRef& ticket,
                                        const std::vector<std::string>& permissions);

}  // namespace itsm::jira
