// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace itsm::host::http {

// Where a request to a proxy wants to go.
struct Authority {
  std::string host{};  // without brackets
  std::string port{};
  std::string text{};  // host:port, an IPv6 address in brackets
};

// Takes "name:443", "[::1]:443"; the port may be missing where there is a default. Nothing when it is not
// one.
std::optional<Authority> parse_authority(std::string_view text, std::string_view default_port);

}  // namespace itsm::host::http
