// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace itsm::host::vault {

// Bytes that anybody may read: sealed blobs, hashes, key ids. Opened secrets are SecretBytes.
using Bytes = std::vector<std::byte>;
using Digest = std::array<std::byte, 32>;

inline std::span<const std::byte> bytes_of(std::string_view text) {
  return std::as_bytes(std::span(text.data(), text.size()));
}

}  // namespace itsm::host::vault
