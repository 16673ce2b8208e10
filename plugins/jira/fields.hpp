// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <itsm/documents/schema.hpp>

#include "plugins/jira/client.hpp"

namespace itsm::jira {

// The form with which a ticket of this type is made in this project.
Result<FieldList> create_form(const Client& client, const FieldsRequest& request);

}  // namespace itsm::jira
