// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "host_stub/vault/bytes.hpp"

namespace itsm::host::vault {

// What is stored of an API token: BLAKE2b with 32 bytes (b2sum -l 256). No salt and no slow hash: the token
// is 32 random bytes, which nobody guesses.
Digest token_hash(std::string_view token);

// HMAC-SHA-256, 32 bytes, for a key of any length: what webhooks are signed with.
std::string hmac_sha256(std::string_view key, std::string_view bytes);
// RFC 4648 with padding; nothing when it is anything else.
std::optional<std::string> from_base64(std::string_view text);

// Takes the same time wherever, and in which lengths, the two differ.
bool constant_time_equal(std::span<const std::byte> one, std::span<const std::byte> other);
bool constant_time_equal(std::string_view one, std::string_view other);

}  // namespace itsm::host::vault
