// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>

#include "host_stub/vault/bytes.hpp"

// Randomness of the system, fit for secrets. Any thread.
namespace itsm::host::vault {

Bytes random_bytes(std::size_t size);

// `size` random bytes as base64url without padding: for API tokens, webhook keys, OAuth states.
std::string random_token(std::size_t size = 32);

}  // namespace itsm::host::vault
