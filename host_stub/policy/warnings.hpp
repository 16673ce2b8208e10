// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "host_stub/policy/policy.hpp"

namespace itsm::host::policy {

// What is allowed in a policy and still worth a word, "file:line:column: sentence".
std::vector<std::string> warnings_of(const Policy& policy);

}  // namespace itsm::host::policy
