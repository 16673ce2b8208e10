// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

// What text from outside needs before it is stored or shown.
namespace itsm::host {

// The length of the valid UTF-8 sequence that begins at `at`, or 0: no overlong forms, no surrogates, nothing
// above U+10FFFF.
std::size_t utf8_sequence(std::string_view text, std::size_t at);

// Valid UTF-8 without control characters: a broken sequence becomes U+FFFD, a line end "\n"; tab and line end
// stay, every other control character (NUL among them, which PostgreSQL refuses) goes.
std::string clean_text(std::string_view text);

// At most `limit` bytes, cut between characters, with "…" for what is missing.
std::string shortened(std::string_view text, std::size_t limit);

// ASCII letters only: for words of formats and protocols, not for people's text.
std::string to_lower(std::string_view text);

// ASCII only, unlike std::isdigit no matter where the program runs.
constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Without the white space around it.
std::string_view trimmed(std::string_view text);

// "a, b, c"
std::string joined(const std::vector<std::string>& words, std::string_view separator = ", ");
// A list in a cell of a table or a form: "a; b; c". What is empty is left out.
std::vector<std::string> split_list(std::string_view text);

}  // namespace itsm::host
