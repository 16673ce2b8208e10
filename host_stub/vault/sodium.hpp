// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sodium.h>

#include <iterator>
#include <type_traits>

// Internal to the vault: what every use of libsodium needs.
namespace itsm::host::vault {

// Before the first use of libsodium's memory or randomness. Any thread. Ends the process on a system without
// randomness, as libsodium itself does later on.
void require_sodium();

// The bytes of a span, array or vector as libsodium takes them; const when they are.
template <class Range>
auto* octets(Range&& bytes) {
  using Byte = std::remove_pointer_t<decltype(std::data(bytes))>;
  using Octet = std::conditional_t<std::is_const_v<Byte>, const unsigned char, unsigned char>;
  return reinterpret_cast<Octet*>(std::data(bytes));
}

}  // namespace itsm::host::vault
