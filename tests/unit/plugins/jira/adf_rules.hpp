// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <itsm/json.hpp>

namespace itsm::jira::testing {

// The first breach of the Atlassian Document Format's structure in a document, as a path and a reason; empty
// for a valid one. Knows the nodes that a renderer of ours may use and refuses every other.
std::string adf_breach(const Json& document);

// All text of a document in reading order.
std::string adf_text(const Json& node);

}  // namespace itsm::jira::testing
