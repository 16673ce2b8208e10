// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace itsm::common {

// The offered word that somebody who wrote `word` may have meant: it differs by upper and lower case, or by
// as few slips as a third of its letters (one at least). The first of equals; empty where none is near.
std::string nearest(std::string_view word, const std::vector<std::string>& offered);

}  // namespace itsm::common
