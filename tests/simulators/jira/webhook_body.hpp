// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "tests/simulators/jira/site_event.hpp"
#include "tests/simulators/jira/view.hpp"

namespace itsm::simulators::jira {

// The names under which an event is told, each with its body. Data Center tells a comment twice: as an event
// of its own and as an update of the issue.
std::vector<std::pair<std::string, Json>> webhook_bodies(const SiteEvent& event, const View& view);

}  // namespace itsm::simulators::jira
