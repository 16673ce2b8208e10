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
