// SPDX-License-Identifier: Apache-2.0
#include "host_stub/vault/hash.hpp"

#include "host_stub/vault/sodium.hpp"

namespace itsm::host::vault {
namespace {

Digest hash(std::span<const std::byte> bytes, std::span<const std::byte> key = {}) {
  Digest digest;
  crypto_generichash(octets(digest), digest.size(), octets(bytes), bytes.size(), octets(key), key.size());
  return digest;
}

}  // namespace

Digest token_hash(std::string_view token) { return hash(bytes_of(token)); }

std::string hmac_sha256(std::string_view key, std::string_view bytes) {
  require_sodium();
  crypto_auth_hmacsha256_state state;
  Digest digest;
  crypto_auth_hmacsha256_init(&state, octets(bytes_of(key)), key.size());
  crypto_auth_hmacsha256_update(&state, octets(bytes_of(bytes)), bytes.size());
  crypto_auth_hmacsha256_final(&state, octets(digest));
  sodium_memzero(&state, sizeof(state));
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

std::optional<std::string> from_base64(std::string_view text) {
  std::string bytes(text.size(), '\0');
  std::size_t size = 0;
  // Without a place for the end it refuses whatever is not base64 to the last character.
  if (sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(),
                        text.size(), nullptr, &size, nullptr, sodium_base64_VARIANT_ORIGINAL) != 0)
    return std::nullopt;
  bytes.resize(size);
  return bytes;
}

bool constant_time_equal(std::span<const std::byte> one, std::span<const std::byte> other) {
  require_sodium();
  // Compares hashes, which have one length and, keyed at random, tell nothing by where they differ.
  Digest key;
  randombytes_buf(key.data(), key.size());
  return sodium_memcmp(hash(one, key).data(), hash(other, key).data(), sizeof(Digest)) == 0;
}

bool constant_time_equal(std::string_view one, std::string_view other) {
  return constant_time_equal(bytes_of(one), bytes_of(other));
}

}  // namespace itsm::host::vault
