// SPDX-License-Identifier: Apache-2.0
#include "plugins/servicenow/base64.hpp"

#include <cstdint>

namespace itsm::servicenow {
namespace {

constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

}  // namespace

std::string to_base64(std::string_view bytes) {
  std::string out;
  out.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const auto byte = [&](std::size_t at) {
      return at < bytes.size() ? std::uint32_t{static_cast<unsigned char>(bytes[at])} : 0U;
    };
    const std::uint32_t three = byte(i) << 16U | byte(i + 1) << 8U | byte(i + 2);
    out += kDigits[three >> 18U];
    out += kDigits[three >> 12U & 63U];
    out += i + 1 < bytes.size() ? kDigits[three >> 6U & 63U] : '=';
    out += i + 2 < bytes.size() ? kDigits[three & 63U] : '=';
  }
  return out;
}

std::optional<std::string> from_base64(std::string_view text) {
  std::string out;
  std::uint32_t bits = 0;
  int digits = 0;
  int padding = 0;
  for (const char c : text) {
    if (c == '\r' || c == '\n') continue;
    const auto digit = kDigits.find(c);
    if (c == '=' ? digits < 2 : (digit == std::string_view::npos || padding != 0)) return std::nullopt;
    if (c == '=') ++padding;
    bits = bits << 6U | (c == '=' ? 0U : static_cast<std::uint32_t>(digit));
    if (++digits < 4) continue;
    for (int i = 0; i < 3 - padding; ++i) out += static_cast<char>(bits >> (16 - 8 * i) & 0xFFU);
    digits = 0;
    bits = 0;
  }
  return digits == 0 && padding <= 2 ? std::optional(std::move(out)) : std::nullopt;
}

}  // namespace itsm::servicenow
