// SPDX-License-Identifier: Apache-2.0
#include "plugins/common/answer.hpp"

#include <charconv>

#include "plugins/common/text.hpp"

namespace itsm::common {
namespace {

constexpr std::chrono::seconds kLongestWait{3600};
constexpr std::size_t kLongestComplaint = 500;

Status status_of(int http) {
  switch (http) {
    case 401:
      return Status::unauthenticated;
    case 402:
    case 403:
      return Status::forbidden;
    case 404:
      return Status::not_found;
    case 408:
    case 425:
      return Status::unavailable;
    case 409:
    case 412:
      return Status::conflict;
    case 410:
      return Status::outdated;
    case 429:
      return Status::rate_limited;
    default:
      break;
  }
  if (http >= 500) return Status::unavailable;
  if (http >= 400) return Status::invalid_argument;
  if (http >= 300) return Status::misconfigured;
  return Status::bad_reply;
}

std::string verdict_of(int http, const HttpResponse& answer) {
  if (http >= 300 && http < 400)
    return " sends requests on to " + std::string(answer.header("Location").value_or("another address")) +
           "; enter the address that it really has";
  switch (status_of(http)) {
    case Status::unauthenticated:
      return " does not accept the credential";
    case Status::forbidden:
      return " does not allow this account to do that";
    case Status::not_found:
      return " has no such thing, or hides it from this account";
    case Status::outdated:
      return " no longer has this part of its API; the plugin needs an update";
    case Status::conflict:
      return " reports a conflict";
    case Status::rate_limited:
      return " limits requests";
    case Status::unavailable:
      return " has trouble";
    default:
      return " refuses the request";
  }
}

}  // namespace

bool is_html(const HttpResponse& answer) {
  const auto type = answer.header("Content-Type").value_or("");
  if (type.substr(0, 9) == "text/html") return true;
  const auto first = answer.body.find_first_not_of(" \t\r\n");
  return first != std::string::npos && answer.body[first] == '<';
}

std::optional<std::chrono::milliseconds> retry_after(const HttpResponse& answer, Time now) {
  const auto header = answer.header("Retry-After");
  if (!header) return std::nullopt;
  std::chrono::milliseconds wait{};
  std::int64_t seconds = 0;
  const auto [end, error] = std::from_chars(header->data(), header->data() + header->size(), seconds);
  if (error == std::errc{} && end == header->data() + header->size()) {
    wait = std::chrono::seconds(std::clamp<std::int64_t>(seconds, 0, kLongestWait.count()));
  } else if (const auto date = parse_http_date(std::string(*header))) {
    wait = *date - now;
  } else {
    return std::nullopt;
  }
  return std::clamp<std::chrono::milliseconds>(wait, std::chrono::milliseconds(0), kLongestWait);
}

Error error_of(const Manners& manners, const HttpResponse& answer, Time now) {
  Error error;
  error.status = status_of(answer.status);
  error.vendor_http_status = answer.status;
  error.retry_after = retry_after(answer, now);
  error.message = std::string(manners.vendor) + verdict_of(answer.status, answer);
  if (error.status == Status::rate_limited && !manners.rate_limit_reason.empty())
    if (const auto reason = answer.header(manners.rate_limit_reason))
      error.message += " (" + one_line(*reason) + ")";
  if (const auto body = parse_json(answer.body)) {
    Complaint complaint = manners.complaint(*body);
    error.fields = std::move(complaint.fields);
    if (!complaint.message.empty())
      error.message += ": " + cut(one_line(complaint.message), kLongestComplaint, LengthUnit::code_points);
  }
  error.message += " [HTTP " + std::to_string(answer.status) + "]";
  return error;
}

Result<Json> json_of(const Manners& manners, const HttpResponse& answer, Time now) {
  if (!is_success(answer)) return unexpected(error_of(manners, answer, now));
  const std::string vendor(manners.vendor);
  Error bad{Status::bad_reply, {}, answer.status, {}, {}, {}};
  if (is_html(answer)) {
    bad.message = vendor +
                  " answered with a web page where its API was asked: a log-in or maintenance page, or the "
                  "address is not " +
                  vendor + "'s";
    return unexpected(std::move(bad));
  }
  auto json = parse_json(answer.body);
  if (json) return *std::move(json);
  bad.message = vendor + "'s answer is " + json.error();
  return unexpected(std::move(bad));
}

}  // namespace itsm::common
