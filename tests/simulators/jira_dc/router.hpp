// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/simulators/jira/call.hpp"
#include "tests/simulators/jira_dc/settings.hpp"

namespace itsm::simulators::jira_dc {

// Finds the REST resource that a call asks for among those of the version, and answers as Jira does for those
// that are not there.
Answer route(const jira::Call& call, const Version& version);

}  // namespace itsm::simulators::jira_dc
