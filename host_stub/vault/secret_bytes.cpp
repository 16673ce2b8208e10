// SPDX-License-Identifier: Apache-2.0
#include "host_stub/vault/secret_bytes.hpp"

#include <algorithm>

#include "host_stub/vault/bytes.hpp"
#include "host_stub/vault/sodium.hpp"

namespace itsm::host::vault {

void SecretBytes::Wipe::operator()(std::byte* data) const noexcept {
  sodium_memzero(data, size);
  delete[] data;
}

SecretBytes::SecretBytes(std::size_t size) : data_(new std::byte[size]{}, Wipe{size}) {}

SecretBytes SecretBytes::copy_of(std::span<const std::byte> bytes) {
  SecretBytes secret(bytes.size());
  std::copy(bytes.begin(), bytes.end(), secret.writable().begin());
  return secret;
}

SecretBytes SecretBytes::copy_of(std::string_view text) { return copy_of(bytes_of(text)); }

}  // namespace itsm::host::vault
