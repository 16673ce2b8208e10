// SPDX-License-Identifier: Apache-2.0
#include "host_stub/vault/framing.hpp"

namespace itsm::host::vault {

Framing& Framing::add(std::span<const std::byte> member) {
  append(member.size());
  bytes_.insert(bytes_.end(), member.begin(), member.end());
  return *this;
}

Framing& Framing::add(std::int64_t number) {
  append(sizeof number);
  append(static_cast<std::uint64_t>(number));
  return *this;
}

void Framing::append(std::uint64_t number) {
  for (int shift = 56; shift >= 0; shift -= 8) bytes_.push_back(static_cast<std::byte>(number >> shift));
}

}  // namespace itsm::host::vault
