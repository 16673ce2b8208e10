// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plugins/jira/client.hpp"

namespace itsm::jira {

// What came of a write: the JSON of its answer, null where that is empty, or why it failed. What Jira may
// have carried out all the same is uncertain.
Result<Json> written(const Client& client, const Result<HttpResponse>& answer);

// "/issue/10001" and what follows: a ticket by its id, else by its key.
std::string issue_path(const TicketRef& ticket, std::string_view rest = {});

}  // namespace itsm::jira
