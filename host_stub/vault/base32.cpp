// SPDX-License-Identifier: Apache-2.0
#include "host_stub/vault/base32.hpp"

#include <string_view>

namespace itsm::host::vault {

std::string base32(std::span<const std::byte> bytes) {
  constexpr std::string_view kAlphabet = "abcdefghijklmnopqrstuvwxyz234567";
  std::string text;
  unsigned waiting = 0;  // bits that are not written yet, the lowest `count` of it
  int count = 0;
  for (const std::byte byte : bytes) {
    waiting = waiting << 8 | std::to_integer<unsigned>(byte);
    for (count += 8; count >= 5; count -= 5) text += kAlphabet[waiting >> (count - 5) & 31U];
    waiting &= (1U << count) - 1;
  }
  if (count > 0) text += kAlphabet[waiting << (5 - count) & 31U];
  return text;
}

}  // namespace itsm::host::vault
