// SPDX-License-Identifier: Apache-2.0
#include "plugins/servicenow/errors.hpp"

#include <charconv>

#include "plugins/common/reading.hpp"
#include "plugins/servicenow/instance.hpp"

namespace itsm::servicenow {
namespace {

using common::member;
using common::text_of;

constexpr common::Manners kServiceNow{"ServiceNow", &complaint_of, ""};

bool holds(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

void add(Error& error, const std::string& sentence) { error.message += ". " + sentence; }

bool is_asleep(const HttpResponse& answer) {
  return common::is_html(answer) && (holds(answer.body, "hibernat") || holds(answer.body, "Hibernat"));
}

Error asleep(const HttpResponse& answer) {
  return {Status::bad_reply,
          "the ServiceNow instance hibernates, as developer instances do when nobody uses them: it answers "
          "with a "
          "web page. Wake it at https://developer.servicenow.com, and it answers after some minutes",
          answer.status,
          {},
          {},
          {}};
}

void explain_unauthenticated(Error& error, const HttpResponse& answer) {
  if (answer.header("X-MFA_TOKEN"))
    add(error,
        "The account has to give a second factor, which no program can: use an account that is marked 'Web "
        "service access only', without multi-factor authentication");
}

void explain_forbidden(Error& error) {
  if (holds(error.message, "Data Policy")) {
    error.status = Status::invalid_argument;
    add(error, "A data policy of the instance demands fields that are missing or locks one that is given");
  } else if (holds(error.message, "Business Rule") || holds(error.message, "business rule")) {
    error.status = Status::conflict;
    add(error, "A business rule of the instance does not let this pass");
  } else if (holds(error.message, "ACL")) {
    add(error, "The account lacks a role that the instance's access rules (ACL) demand for this");
  }
}

// Seconds since 1970 at which the hour of the limit is over.
std::optional<std::chrono::milliseconds> until_reset(const HttpResponse& answer, common::Time now) {
  const auto text = answer.header("X-RateLimit-Reset").value_or("");
  std::int64_t seconds = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (text.empty() || failed != std::errc{} || end != text.data() + text.size() || seconds < 0 ||
      seconds > 253'402'300'799)  // year 9999
    return std::nullopt;
  return std::clamp<std::chrono::milliseconds>(common::Time(std::chrono::seconds(seconds)) - now,
                                               std::chrono::milliseconds(0), std::chrono::hours(1));
}

}  // namespace

common::Complaint complaint_of(const Json& body) {
  common::Complaint complaint;
  const Json& error = member(body, "error");
  complaint.message = error.is_object() ? text_of(error, "message") : text_of(body, "error_description");
  const std::string detail = text_of(error, "detail");
  if (!detail.empty() && detail != complaint.message)
    complaint.message += (complaint.message.empty() ? "" : ": ") + detail;
  if (complaint.message.empty()) complaint.message = text_of(error);
  return complaint;
}

Error error_of(const HttpResponse& answer, common::Time now) {
  if (is_asleep(answer)) return asleep(answer);
  Error error = common::error_of(kServiceNow, answer, now);
  if (answer.status == 401) {
    explain_unauthenticated(error, answer);
  } else if (answer.status == 403) {
    explain_forbidden(error);
  } else if (answer.status == 400 && holds(error.message, "Invalid table")) {
    error.status = Status::not_found;
    error.fields["project"] = "the instance has no such table; is the application that brings it installed?";
  } else if (answer.status == 404 && !holds(error.message, "No Record found") && !common::is_html(answer)) {
    error.status = Status::outdated;
  } else if (answer.status == 404 && common::is_html(answer)) {
    error.status = Status::misconfigured;
    error.fields[std::string(kInstanceSetting)] =
        "there is no ServiceNow at this address; it is the one you see in the browser, such as "
        "https://example.service-now.com";
  } else if (answer.status == 429 && !error.retry_after) {
    error.retry_after = until_reset(answer, now);
  }
  return error;
}

Result<Json> json_of(const HttpResponse& answer, common::Time now) {
  if (!common::is_success(answer)) return unexpected(error_of(answer, now));
  if (is_asleep(answer)) return unexpected(asleep(answer));
  ITSM_TRY(Json body, common::json_of(kServiceNow, answer, now));
  if (const Json& error = member(body, "error"); !error.is_null())
    return unexpected(Error{Status::unavailable,
                            "ServiceNow gave up in the middle of its answer: " + complaint_of(body).message,
                            answer.status,
                            {},
                            {},
                            {}});
  return body;
}

}  // namespace itsm::servicenow
