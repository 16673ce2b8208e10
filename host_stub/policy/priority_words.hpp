// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace itsm::host::policy {

// The vendor's priority for each severity, critical first: by its name, else by its place among the others.
std::vector<std::string> priorities_for_severities(const std::vector<std::string>& offered);

}  // namespace itsm::host::policy
