// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plugins/common/answer.hpp"
#include "plugins/jira/site.hpp"

// Jira's ways to say no.
namespace itsm::jira {

// An error body: {"errorMessages": [...], "errors": {field: reason}}, a problem document, or the gateway's
// own form.
common::Complaint complaint_of(const Json& body);

// Of an answer that is not a success. What a refusal of the caller means depends on how the site is used.
Error error_of(const HttpResponse& answer, common::Time now, const Site& site);
Result<Json> json_of(const HttpResponse& answer, common::Time now, const Site& site);

// Jira says of an answer that it is one for nobody, however well it looks: it knows no such credential, and
// much may be read without one.
bool is_anonymous(const HttpResponse& answer);

// Jira answered, but as if nobody had logged in.
Error not_logged_in(const Site& site);

// The name of the status for a refused element, from the HTTP status that Jira gives it.
std::string refusal_code(int http_status);

}  // namespace itsm::jira
