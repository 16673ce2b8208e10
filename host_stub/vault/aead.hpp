// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>
#include <span>

#include "host_stub/vault/bytes.hpp"
#include "host_stub/vault/key.hpp"
#include "host_stub/vault/secret_bytes.hpp"

// Internal to the vault: XChaCha20-Poly1305 as of the IETF, and nothing else.
namespace itsm::host::vault {

using Nonce = std::array<std::byte, 24>;
constexpr std::size_t kTagSize = 16;

// The ciphertext with its tag behind it. A nonce is used once with a key: take a random one, which is long
// enough never to meet again.
Bytes encrypt(const Key& key, const Nonce& nonce, std::span<const std::byte> associated,
              std::span<const std::byte> plaintext);

// Nothing when anything differs from what was encrypted.
std::optional<SecretBytes> decrypt(const Key& key, const Nonce& nonce, std::span<const std::byte> associated,
                                   std::span<const std::byte> ciphertext);

}  // namespace itsm::host::vault
