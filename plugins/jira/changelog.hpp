// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <itsm/json.hpp>

namespace itsm::jira {

// Ids of the fields that a webhook's changelog names, each once. Empty where one of them cannot be told:
// older Data Center names custom fields by what people call them, and half a list would hide a change.
std::vector<std::string> changed_fields(const Json& changelog);

// Where the changelog leads the status to; nothing where it does not speak of it.
std::optional<std::string> status_after(const Json& changelog);

}  // namespace itsm::jira
