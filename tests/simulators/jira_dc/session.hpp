// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "tests/simulators/jira/call.hpp"
#include "tests/simulators/jira_dc/sign_in.hpp"

// Sessions: the REST resource for programs and the log-in page for people.
namespace itsm::simulators::jira_dc {

// The session that a request's cookie names.
std::optional<std::string> session_id(const Request& request);

bool is_session_resource(const Request& request);
// POST logs in, GET says who is logged in, DELETE logs out.
Answer serve_session(const jira::Call& call, SignIn& sign_in, const Settings& settings);

// The only way back after too many failures: the form with a solved CAPTCHA.
Answer log_in_by_page(const Request& request, SignIn& sign_in, const Settings& settings,
                      const std::string& origin);

}  // namespace itsm::simulators::jira_dc
