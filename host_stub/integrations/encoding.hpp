// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace itsm::host::integrations {

std::string base64(std::string_view bytes);
// RFC 4648, URL-safe alphabet, without padding.
std::string base64url(std::string_view bytes);

using Parameters = std::vector<std::pair<std::string, std::string>>;
// "a=1&b=2", escaped.
std::string form_encoded(const Parameters& parameters);

}  // namespace itsm::host::integrations
