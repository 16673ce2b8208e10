// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>

#include "host_stub/core/problem.hpp"
#include "host_stub/vault/bytes.hpp"
#include "host_stub/vault/framing.hpp"
#include "host_stub/vault/key.hpp"
#include "host_stub/vault/secret_bytes.hpp"

// Internal to the vault: the one format of everything sealed.
//
//   offset  bytes  format version 1
//        0      4  "ITS" and the kind
//        4      1  format version
//        5     16  id of the key
//       21     24  nonce, random
//       45      n  ciphertext, and behind it the tag of 16 bytes
//
// The tag covers the first 21 bytes and the context besides the ciphertext. What version 1 sealed opens for
// ever; fixtures in the tests hold us to it.
namespace itsm::host::vault {

enum class Kind : char { field = 'F', data_key = 'K' };

// Longer than any credential, short enough to be held in memory many times over.
constexpr std::size_t kLongestSecret = 64 * 1024;

// Refused: "secret_too_long".
Result<Bytes> seal_envelope(Kind kind, const Key& key, const Framing& context,
                            std::span<const std::byte> plaintext);

// `what` names the content in messages, as the begin of a sentence. Refused: "sealed_damaged" (not one of
// ours), "sealed_by_newer_version", "sealed_with_other_key", "sealed_refused" (changed, or sealed for another
// context).
Result<SecretBytes> open_envelope(Kind kind, const Key& key, const Framing& context, const std::string& what,
                                  std::span<const std::byte> blob);

}  // namespace itsm::host::vault
