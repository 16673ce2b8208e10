// SPDX-License-Identifier: Apache-2.0
#include "plugins/jira/errors.hpp"

#include "plugins/common/reading.hpp"

namespace itsm::jira {
namespace {

using common::member;
using common::text_of;

constexpr common::Manners kJira{"Jira", &complaint_of, "RateLimit-Reason"};

void join(std::string& sentences, const std::string& next) {
  if (next.empty()) return;
  if (!sentences.empty()) sentences += "; ";
  sentences += next;
}

bool names_an_endpoint(const std::string& message) {
  return message.find("No endpoint ") != std::string::npos;
}

}  // namespace

common::Complaint complaint_of(const Json& body) {
  common::Complaint complaint;
  for (const Json& message : common::array_of(body, "errorMessages"))
    join(complaint.message, text_of(message));
  if (const Json& errors = member(body, "errors"); errors.is_object())
    for (const auto& [field, reason] : errors.items()) {
      complaint.fields[field] = text_of(reason);
      join(complaint.message, field + ": " + complaint.fields[field]);
    }
  for (const char* other : {"detail", "message", "error_description"})
    if (complaint.message.empty()) complaint.message = text_of(body, other);
  return complaint;
}

Error error_of(const HttpResponse& answer, common::Time now) {
  Error error = common::error_of(kJira, answer, now);
  switch (answer.status) {
    case 401:
      if (error.message.find("scope") != std::string::npos) {
        error.status = Status::forbidden;
        error.message +=
            ". The token lacks a scope; the scopes that are needed stand beside the token's field";
      } else {
        error.message =
            "Jira does not accept the e-mail address and API token. Tokens expire, after a year at the "
            "latest: make a "
            "new one at https://id.atlassian.com/manage-profile/security/api-tokens and enter it here [HTTP "
            "401]";
      }
      break;
    case 404:
      if (names_an_endpoint(error.message)) {
        error.status = Status::outdated;
      } else if (answer.header("X-Failure-Category")) {
        error.status = Status::misconfigured;
        error.message = "Atlassian knows no site with this cloud id [HTTP 404]";
        error.fields["cloud_id"] =
            "open https://YOUR-SITE.atlassian.net/_edge/tenant_info to read the right one";
      } else if (common::is_html(answer)) {
        error.status = Status::misconfigured;
        error.message = "there is no Jira at this address [HTTP 404]";
        error.fields["site"] =
            "the address is the one you see in the browser, such as https://example.atlassian.net";
      }
      break;
    default:
      break;
  }
  return error;
}

Result<Json> json_of(const HttpResponse& answer, common::Time now) {
  if (!common::is_success(answer)) return unexpected(error_of(answer, now));
  return common::json_of(kJira, answer, now);
}

std::string refusal_code(int http_status) {
  switch (http_status) {
    case 401:
      return std::string(name_of(Status::unauthenticated));
    case 403:
      return std::string(name_of(Status::forbidden));
    case 404:
      return std::string(name_of(Status::not_found));
    default:
      return std::string(name_of(Status::invalid_argument));
  }
}

}  // namespace itsm::jira
