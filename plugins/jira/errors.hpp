// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plugins/common/answer.hpp"

// Jira's ways to say no.
namespace itsm::jira {

inline constexpr std::string_view kNotLoggedIn =
    "Jira answered, but as if nobody had logged in: the e-mail address and the API token do not belong "
    "together, or "
    "the token has expired. Make a new token at https://id.atlassian.com/manage-profile/security/api-tokens "
    "and "
    "enter it here";

// An error body: {"errorMessages": [...], "errors": {field: reason}}, a problem document, or the gateway's
// own form.
common::Complaint complaint_of(const Json& body);

Error error_of(const HttpResponse& answer, common::Time now);
Result<Json> json_of(const HttpResponse& answer, common::Time now);

// The name of the status for a refused element, from the HTTP status that Jira gives it.
std::string refusal_code(int http_status);

}  // namespace itsm::jira
