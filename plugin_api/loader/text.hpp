// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace itsm::loader {

bool is_utf8(std::string_view text);

// At most so many bytes of a text that somebody else wrote, with U+FFFD where it was not UTF-8.
std::string printable(std::string_view text, std::size_t most_bytes);

}  // namespace itsm::loader
