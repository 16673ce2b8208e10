// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include <itsm/documents/manifest.hpp>

// Text as vendors count and take it. Broken UTF-8 is never refused: each byte that does not fit reads as
// U+FFFD.
namespace itsm::common {

// Takes one code point from the front of rest, which must not be empty. A surrogate is no code point.
char32_t take_code_point(std::string_view& rest);
void append_code_point(std::string& out, char32_t code_point);

// How long the vendor finds it. LengthUnit::items counts a text as one.
std::size_t length(std::string_view text, LengthUnit unit);

// The beginning of text, ending in an ellipsis, if it is longer than most; else text. Never longer than most.
std::string cut(std::string_view text, std::size_t most, LengthUnit unit);

// Valid UTF-8 with line feeds as the only line ends and no other control characters but tabs. The brackets
// that are kept for section markers (document.hpp) become square brackets.
std::string clean(std::string_view text);

// Clean, and line ends and runs of blanks are one space; none at either end.
std::string one_line(std::string_view text);

}  // namespace itsm::common
