// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "tests/simulators/http/message.hpp"

namespace itsm::simulators {

std::string hex_hmac_sha256(std::string_view key, std::string_view text);
std::string base64_hmac_sha256(std::string_view key, std::string_view text);
// A JSON Web Token, HS256.
std::string signed_token(const Json& claims, std::string_view key);
// 32 random bytes as hexadecimal digits.
std::string random_text();

// For a query or a form, and for text in HTML.
std::string percent_encode(std::string_view text);
std::string escape_html(std::string_view text);

}  // namespace itsm::simulators
