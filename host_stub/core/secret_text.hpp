// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace itsm::host {

// What stands in a text instead of a secret.
inline constexpr std::string_view kSecretMask = "****";

// The text without what looks like a secret: what is quoted behind a colon or an equals sign, and long runs
// of letters and digits that have both. It would rather mask a harmless word than let a password through.
std::string without_likely_secrets(std::string_view text);

}  // namespace itsm::host
