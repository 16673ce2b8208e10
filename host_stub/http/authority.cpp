// SPDX-License-Identifier: Apache-2.0
#include "host_stub/http/authority.hpp"

#include <charconv>
#include <cstdint>

namespace itsm::host::http {

std::optional<Authority> parse_authority(std::string_view text, std::string_view default_port) {
  if (text.find('@') != std::string_view::npos) return std::nullopt;
  const auto bracket = text.rfind(']');
  const auto colon = text.find(':', bracket == std::string_view::npos ? 0 : bracket);
  auto host = text.substr(0, colon);
  const auto port = colon == std::string_view::npos ? default_port : text.substr(colon + 1);
  const auto full = std::string(host) + ":" + std::string(port);
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  std::uint16_t number = 0;
  const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), number);
  if (host.empty() || error != std::errc() || end != port.data() + port.size() || number == 0)
    return std::nullopt;
  return Authority{std::string(host), std::string(port), full};
}

}  // namespace itsm::host::http
