// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plugins/common/answer.hpp"

// ServiceNow's ways to say no.
namespace itsm::servicenow {

// {"error": {"message", "detail"}, "status": "failure"}, or the token endpoint's {"error",
// "error_description"}.
common::Complaint complaint_of(const Json& body);

// Of an answer that is not a success. A data policy's 403 is invalid_argument, since other values would pass;
// an ACL's is forbidden; a rule's is conflict.
Error error_of(const HttpResponse& answer, common::Time now);
// The JSON of a success, or why there is none: a sleeping instance's page, and a transaction that ended in
// the middle of its answer, come with 200.
Result<Json> json_of(const HttpResponse& answer, common::Time now);

// Whether ServiceNow may have carried out a request that it answered so.
inline bool may_be_executed(int status) {
  return status == 408 || status == 409 || status == 425 || status >= 500;
}

}  // namespace itsm::servicenow
