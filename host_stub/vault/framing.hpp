// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "host_stub/vault/bytes.hpp"

namespace itsm::host::vault {

// Internal to the vault: several members as one run of bytes from which they can be told apart, so that no
// two lists of members hash or authenticate alike. Each is its length as eight bytes, the highest first, and
// itself; a number is eight bytes, the highest first.
class Framing {
 public:
  Framing& add(std::span<const std::byte> member);
  Framing& add(std::string_view member) { return add(bytes_of(member)); }
  Framing& add(std::int64_t number);
  const Bytes& bytes() const noexcept { return bytes_; }

 private:
  void append(std::uint64_t number);

  Bytes bytes_;
};

}  // namespace itsm::host::vault
