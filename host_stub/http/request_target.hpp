// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace itsm::host::http {

struct Target {
  std::string path{};   // percent-decoded
  std::string query{};  // raw, without '?'
};

// Takes a request line's target apart: "/path?query", "http://host/path?query" or "*". Nothing when it is
// none of these, holds a broken percent escape, an encoded NUL or a character that no URL has.
std::optional<Target> parse_target(std::string_view target);

// Undoes percent encoding; nothing when an escape is broken. In a query '+' stands for a blank.
std::optional<std::string> percent_decode(std::string_view text, bool plus_is_blank = false);

}  // namespace itsm::host::http
