// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/simulators/jira/site.hpp"

namespace itsm::simulators::jira_cloud {

// Finds who calls and what they want, and answers as Jira's front does: unknown paths, methods, media types
// and credentials, and the headers that every answer has.
Answer route(const Request& request, jira::Site& site);

// The body that goes with a status which no handler has chosen.
Answer bare_failure(int status);

}  // namespace itsm::simulators::jira_cloud
