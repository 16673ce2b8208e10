// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace itsm::common {

using Time = std::chrono::sys_time<std::chrono::milliseconds>;

// RFC 3339, and the same with an offset that has no colon ("+0200"). Digits beyond milliseconds are cut off.
std::optional<Time> parse_time(std::string_view text);

// "2026-11-21T10:20:30.000" and the given spelling of an offset of zero.
std::string format_time(Time time, std::string_view zero_offset = "Z");

// The date of an HTTP header, "Sun, 06 Nov 1994 08:49:37 GMT".
std::optional<Time> parse_http_date(const std::string& text);

}  // namespace itsm::common
