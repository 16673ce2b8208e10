// SPDX-License-Identifier: Apache-2.0
#include "host_stub/vault/random.hpp"

#include "host_stub/vault/secret_bytes.hpp"
#include "host_stub/vault/sodium.hpp"

namespace itsm::host::vault {

Bytes random_bytes(std::size_t size) {
  require_sodium();
  Bytes bytes(size);
  if (size > 0) randombytes_buf(bytes.data(), size);  // takes no null pointer
  return bytes;
}

std::string random_token(std::size_t size) {
  require_sodium();
  SecretBytes bytes(size);
  randombytes_buf(bytes.writable().data(), bytes.size());
  constexpr int kVariant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
  std::string text(sodium_base64_encoded_len(size, kVariant), '\0');
  sodium_bin2base64(text.data(), text.size(), octets(bytes.bytes()), bytes.size(), kVariant);
  text.pop_back();  // the terminating NUL
  return text;
}

}  // namespace itsm::host::vault
