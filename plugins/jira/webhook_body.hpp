// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <itsm/documents/sync.hpp>

#include "plugins/jira/site.hpp"

namespace itsm::jira {

// What the body of a webhook tells, of either kind of Jira: at least one event. What does not concern a
// ticket, or cannot be read, is an ignored event with the reason.
std::vector<WebhookEvent> read_webhook(std::string_view body, const Site& site);

}  // namespace itsm::jira
