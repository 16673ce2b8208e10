// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <itsm/documents/ticket.hpp>

#include "plugins/jira/site.hpp"

namespace itsm::jira {

// invalid_argument, which names what is missing, for a draft that says too little for its mode.
Result<void> expect_complete(const TicketDraft& draft);

// One element of a bulk create: everything that Jira is to write with the ticket, our key, label and property
// included. Fails with invalid_argument, which names the field, for a draft that Jira could not be told.
Result<Json> issue_body(const Site& site, const TicketDraft& draft);

}  // namespace itsm::jira
