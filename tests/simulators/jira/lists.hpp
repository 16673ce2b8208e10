// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>

#include "tests/simulators/jira/call.hpp"

// Lists that both deployments show, each in its own way.
namespace itsm::simulators::jira {

// The priorities that the schemes of these projects offer, or all schemes without projects; a project that
// nobody knows offers nothing.
std::vector<Json> offered_priorities(const Call& call, const std::vector<std::string>& project_ids,
                                     bool only_default = false);
// The labels of the issues that the caller may see.
std::set<std::string> visible_labels(const Call& call);

// What a search offers while somebody types; of Cloud alone.
Answer get_suggestions(const Call& call);

}  // namespace itsm::simulators::jira
