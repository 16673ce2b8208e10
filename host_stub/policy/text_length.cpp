// SPDX-License-Identifier: Apache-2.0
#include "host_stub/policy/text_length.hpp"

#include "host_stub/core/text.hpp"

namespace itsm::host::policy {
namespace {

constexpr std::string_view kEllipsis = "\xE2\x80\xA6";

// Bytes of the character that begins with this byte; text has been cleaned.
std::size_t bytes_of(char lead) {
  const auto byte = static_cast<unsigned char>(lead);
  return byte < 0xC0 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

std::size_t units_of(std::size_t bytes, LengthUnit unit) {
  switch (unit) {
    case LengthUnit::bytes:
      return bytes;
    case LengthUnit::utf16:
      return bytes == 4 ? 2 : 1;
    case LengthUnit::code_points:
      return 1;
    case LengthUnit::items:
      return 0;
  }
  return 0;
}

// The longest prefix of whole characters that is no longer than `most`.
std::string_view prefix(std::string_view text, std::size_t most, LengthUnit unit) {
  std::size_t units = 0;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t bytes = std::min(bytes_of(text[at]), text.size() - at);
    units += units_of(bytes, unit);
    if (units > most) break;
    at += bytes;
  }
  return text.substr(0, at);
}

}  // namespace

std::size_t length_of(std::string_view text, LengthUnit unit) {
  std::size_t units = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t bytes = std::min(bytes_of(text[at]), text.size() - at);
    units += units_of(bytes, unit);
    at += bytes;
  }
  return units;
}

std::string cut_to(std::string_view text, std::size_t most, LengthUnit unit) {
  if (length_of(text, unit) <= most) return std::string(text);
  const std::size_t mark = length_of(kEllipsis, unit);
  if (most < mark) return std::string(prefix(text, most, unit));
  return std::string(prefix(text, most - mark, unit)) + std::string(kEllipsis);
}

std::string one_line(std::string_view text) {
  std::string clean = clean_text(text);
  // Line and paragraph separators, which vendors take for line ends too.
  for (const std::string_view separator : {"\xE2\x80\xA8", "\xE2\x80\xA9"})
    for (auto at = clean.find(separator); at != std::string::npos; at = clean.find(separator, at))
      clean.replace(at, separator.size(), " ");
  std::string out;
  for (const char c : clean) {
    if (c != ' ' && c != '\n' && c != '\t') {
      out += c;
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

}  // namespace itsm::host::policy
