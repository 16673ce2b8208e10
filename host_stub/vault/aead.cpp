// SPDX-License-Identifier: Apache-2.0
#include "host_stub/vault/aead.hpp"

#include "host_stub/vault/sodium.hpp"

namespace itsm::host::vault {

static_assert(crypto_aead_xchacha20poly1305_ietf_KEYBYTES == Key::kSize);
static_assert(crypto_aead_xchacha20poly1305_ietf_NPUBBYTES == std::tuple_size_v<Nonce>);
static_assert(crypto_aead_xchacha20poly1305_ietf_ABYTES == kTagSize);

Bytes encrypt(const Key& key, const Nonce& nonce, std::span<const std::byte> associated,
              std::span<const std::byte> plaintext) {
  Bytes ciphertext(plaintext.size() + kTagSize);
  crypto_aead_xchacha20poly1305_ietf_encrypt(octets(ciphertext), nullptr, octets(plaintext), plaintext.size(),
                                             octets(associated), associated.size(), nullptr, octets(nonce),
                                             octets(key.bytes()));
  return ciphertext;
}

std::optional<SecretBytes> decrypt(const Key& key, const Nonce& nonce, std::span<const std::byte> associated,
                                   std::span<const std::byte> ciphertext) {
  if (ciphertext.size() < kTagSize) return std::nullopt;
  SecretBytes plaintext(ciphertext.size() - kTagSize);
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(octets(plaintext.writable()), nullptr, nullptr,
                                                 octets(ciphertext), ciphertext.size(), octets(associated),
                                                 associated.size(), octets(nonce), octets(key.bytes())) != 0)
    return std::nullopt;
  return plaintext;
}

}  // namespace itsm::host::vault
