// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace itsm::host::policy {

// Whether a pattern covers all of the text. `*` stands for anything within one part of a path, `**` crosses
// '/' too. Takes time proportional to the product of both lengths at most.
bool glob_matches(std::string_view pattern, std::string_view text);

}  // namespace itsm::host::policy
