// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <itsm/plugin_abi.h>
#include <itsm/result.hpp>

namespace itsm {

// The closed set of ways in which a call can fail; plugin_abi.h says what each means.
enum class Status : itsm_status {
  invalid_argument = ITSM_INVALID_ARGUMENT,
  unauthenticated = ITSM_UNAUTHENTICATED,
  forbidden = ITSM_FORBIDDEN,
  not_found = ITSM_NOT_FOUND,
  gone = ITSM_GONE,
  conflict = ITSM_CONFLICT,
  rate_limited = ITSM_RATE_LIMITED,
  unavailable = ITSM_UNAVAILABLE,
  uncertain = ITSM_UNCERTAIN,
  bad_reply = ITSM_BAD_REPLY,
  transition_unavailable = ITSM_TRANSITION_UNAVAILABLE,
  outdated = ITSM_OUTDATED,
  misconfigured = ITSM_MISCONFIGURED,
  cancelled = ITSM_CANCELLED,
  unsupported = ITSM_UNSUPPORTED,
  recorded = ITSM_RECORDED,
  internal = ITSM_INTERNAL,
};

// A code that the caller can act on and a message that an operator can act on.
struct Error {
  Status status = Status::internal;
  std::string message{};       // never holds a credential
  int vendor_http_status = 0;  // 0: no vendor answer was involved
  std::optional<std::chrono::milliseconds> retry_after{};
  std::map<std::string, std::string> fields{};  // field id -> reason
  std::vector<std::string> reachable{};  // with transition_unavailable: the statuses that can be reached
};

inline Unexpected<Error> failure(Status status, std::string message) {
  return unexpected(Error{status, std::move(message), 0, std::nullopt, {}, {}});
}

// The stable lower-case name, as in documents and logs: "rate_limited".
constexpr std::string_view name_of(Status status) {
  switch (status) {
    case Status::invalid_argument:
      return "invalid_argument";
    case Status::unauthenticated:
      return "unauthenticated";
    case Status::forbidden:
      return "forbidden";
    case Status::not_found:
      return "not_found";
    case Status::gone:
      return "gone";
    case Status::conflict:
      return "conflict";
    case Status::rate_limited:
      return "rate_limited";
    case Status::unavailable:
      return "unavailable";
    case Status::uncertain:
      return "uncertain";
    case Status::bad_reply:
      return "bad_reply";
    case Status::transition_unavailable:
      return "transition_unavailable";
    case Status::outdated:
      return "outdated";
    case Status::misconfigured:
      return "misconfigured";
    case Status::cancelled:
      return "cancelled";
    case Status::unsupported:
      return "unsupported";
    case Status::recorded:
      return "recorded";
    case Status::internal:
      return "internal";
  }
  return "internal";
}

// The status of a code that crossed the boundary; codes that this version does not know are internal errors.
constexpr Status status_from(itsm_status code) {
  return code >= ITSM_INVALID_ARGUMENT && code <= ITSM_INTERNAL ? static_cast<Status>(code)
                                                                : Status::internal;
}

}  // namespace itsm
