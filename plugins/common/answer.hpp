// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <itsm/host.hpp>

#include "plugins/common/time.hpp"

// What an HTTP answer means, whoever the vendor is.
namespace itsm::common {

// What the body of an error says, in the vendor's own words.
struct Complaint {
  std::string message{};
  std::map<std::string, std::string> fields{};  // field id -> reason
};

// The part that only a vendor's plugin knows.
struct Manners {
  std::string_view vendor;                   // for messages
  Complaint (*complaint)(const Json& body);  // reads the body of an error; never throws
  std::string_view rate_limit_reason;        // header that says which limit was hit; may be empty
};

inline bool is_success(const HttpResponse& answer) { return answer.status >= 200 && answer.status < 300; }

// A page for people: a log-in, a proxy's or a maintenance page.
bool is_html(const HttpResponse& answer);

// From Retry-After, seconds or date, at most an hour; absent where it is missing or makes no sense.
std::optional<std::chrono::milliseconds> retry_after(const HttpResponse& answer, Time now);

// Of an answer that is not a success. A server's failure is unavailable: whoever made a write calls it
// uncertain.
Error error_of(const Manners& manners, const HttpResponse& answer, Time now);

// The JSON of a success, or why there is none: the vendor's error, or bad_reply.
Result<Json> json_of(const Manners& manners, const HttpResponse& answer, Time now);

}  // namespace itsm::common
