// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

// Passwords of people, and of nothing else: what has 32 random bytes needs no slow hash.
namespace itsm::host::vault {

// argon2id at libsodium's interactive cost, with salt and cost in the text: about 70 ms and 64 MiB. Two at a
// time in a process, so that many who sign in at once wait instead of taking all memory. Throws
// std::bad_alloc without memory.
std::string password_hash(std::string_view password);

// Takes as long for a hash that is none as for one that does not fit: who asks learns nothing of it.
bool password_fits(std::string_view hash, std::string_view password);

// For one sign-in: five groups of five letters and digits that nobody mistakes for one another, 125 bits.
std::string one_time_password();

}  // namespace itsm::host::vault
