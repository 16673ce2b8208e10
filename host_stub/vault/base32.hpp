// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <string>

namespace itsm::host::vault {

// RFC 4648 base32 in lower case and without padding. libsodium has none.
std::string base32(std::span<const std::byte> bytes);

}  // namespace itsm::host::vault
