// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <itsm/documents/schema.hpp>

#include "plugins/jira/client.hpp"

namespace itsm::jira {

// The screen on the way from the ticket's present status to the wanted one. Where several lead there, the one
// that demands least. transition_unavailable, with the statuses that can be reached, where none does.
Result<FieldList> transition_fields(const Client& client, const FieldsRequest& request);

}  // namespace itsm::jira
