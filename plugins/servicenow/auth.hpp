// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include <itsm/documents/manifest.hpp>

namespace itsm::servicenow {

// Ways to authenticate, best first. Tokens are the host's to fetch and renew.
std::vector<AuthScheme> auth_schemes();

}  // namespace itsm::servicenow
