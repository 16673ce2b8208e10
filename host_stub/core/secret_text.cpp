// SPDX-License-Identifier: Apache-2.0
#include "host_stub/core/secret_text.hpp"

#include <algorithm>

#include "host_stub/core/text.hpp"

namespace itsm::host {
namespace {

constexpr std::size_t kShortestKey = 16;
constexpr std::string_view kQuotes = "\"'`";

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_key_character(char c) {
  return is_digit(c) || is_letter(c) || c == '+' || c == '_' || c == '=' || c == '-';
}

bool has_digit(std::string_view word) { return std::any_of(word.begin(), word.end(), is_digit); }
bool has_letter(std::string_view word) { return std::any_of(word.begin(), word.end(), is_letter); }

// Long runs of letters and digits that have both.
std::string without_keys(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && is_key_character(text[end])) ++end;
    const std::string_view word = text.substr(at, end - at);
    if (word.size() >= kShortestKey && has_digit(word) && has_letter(word)) {
      out += kSecretMask;
    } else {
      out += word;
    }
    if (end < text.size()) out += text[end];
    at = end + 1;
  }
  return out;
}

// password: 'hunter2' becomes password: '****'.
std::string without_quoted_values(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    out += text[at];
    if (text[at] != ':' && text[at] != '=') continue;
    const std::size_t quote = text.find_first_not_of(' ', at + 1);
    if (quote == std::string_view::npos || kQuotes.find(text[quote]) == std::string_view::npos) continue;
    const std::size_t end = text.find(text[quote], quote + 1);
    out += text.substr(at + 1, quote - at);
    out += kSecretMask;
    if (end == std::string_view::npos) return out;
    out += text[end];
    at = end;
  }
  return out;
}

}  // namespace

std::string without_likely_secrets(std::string_view text) {
  return without_keys(without_quoted_values(text));
}

}  // namespace itsm::host
