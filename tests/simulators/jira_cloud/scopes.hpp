// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>
#include <string>

#include "tests/simulators/jira/routes.hpp"

namespace itsm::simulators::jira_cloud {

// Whether a token with these scopes may call the route; the classic scopes that Atlassian's specification
// names.
bool allows(const std::set<std::string>& scopes, const jira::Route& route);

}  // namespace itsm::simulators::jira_cloud
