// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "tests/simulators/http/message.hpp"

// The HTML that a Data Center answers with where clients expect JSON.
namespace itsm::simulators::jira_dc {

// Of the web server below Jira.
Answer server_page(int status, const std::string& message);
// Of Jira, for credentials that it refuses. reason: as in X-Seraph-LoginReason.
Answer refused_page(int status, const std::string& reason);
// Where a person signs in; with status 200.
Answer login_page();

}  // namespace itsm::simulators::jira_dc
