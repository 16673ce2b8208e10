// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace itsm::common {

// Everything but RFC 3986's unreserved characters as %XX: fits a path segment and a query value alike.
std::string percent_encode(std::string_view text);

using Query = std::vector<std::pair<std::string, std::string>>;

// path, which is taken as it is, with the encoded parameters behind it.
std::string with_query(std::string path, const Query& parameters);

}  // namespace itsm::common
