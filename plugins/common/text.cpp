// SPDX-License-Identifier: Apache-2.0
#include "plugins/common/text.hpp"

namespace itsm::common {
namespace {

constexpr char32_t kReplacement = U'\uFFFD';
constexpr char32_t kEllipsis = U'\u2026';

bool is_line_end(char32_t c) {
  return c == U'\n' || c == U'\r' || c == U'\v' || c == U'\f' || c == U'\u0085' || c == U'\u2028' ||
         c == U'\u2029';
}

bool is_control(char32_t c) {
  return (c < 0x20 && c != U'\t') || (c >= 0x7F && c < 0xA0) || c == U'\uFFFE' || c == U'\uFFFF';
}

std::size_t units_of(char32_t c, LengthUnit unit) {
  switch (unit) {
    case LengthUnit::utf16:
      return c > 0xFFFF ? 2 : 1;
    case LengthUnit::bytes:
      return c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    case LengthUnit::code_points:
      return 1;
    case LengthUnit::items:
      return 0;
  }
  return 1;
}

}  // namespace

char32_t take_code_point(std::string_view& rest) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(rest[i]); };
  const unsigned char lead = byte(0);
  const std::size_t size = lead < 0x80   ? 1
                           : lead < 0xC2 ? 0
                           : lead < 0xE0 ? 2
                           : lead < 0xF0 ? 3
                           : lead < 0xF5 ? 4
                                         : 0;
  char32_t code_point = size == 1 ? lead : lead & (0x7Fu >> size);
  bool good = size != 0 && size <= rest.size();
  for (std::size_t i = 1; good && i < size; ++i) {
    good = (byte(i) & 0xC0u) == 0x80u;
    code_point = (code_point << 6) | (byte(i) & 0x3Fu);
  }
  constexpr char32_t kSmallest[] = {0, 0, 0x80, 0x800, 0x10000};
  good = good && code_point >= kSmallest[size] && code_point <= 0x10FFFF &&
         (code_point < 0xD800 || code_point > 0xDFFF);
  rest.remove_prefix(good ? size : 1);
  return good ? code_point : kReplacement;
}

void append_code_point(std::string& out, char32_t c) {
  const auto put = [&](char32_t byte) { out += static_cast<char>(byte); };
  if (c < 0x80) {
    put(c);
  } else if (c < 0x800) {
    put(0xC0 | (c >> 6));
    put(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    put(0xE0 | (c >> 12));
    put(0x80 | ((c >> 6) & 0x3F));
    put(0x80 | (c & 0x3F));
  } else {
    put(0xF0 | (c >> 18));
    put(0x80 | ((c >> 12) & 0x3F));
    put(0x80 | ((c >> 6) & 0x3F));
    put(0x80 | (c & 0x3F));
  }
}

std::size_t length(std::string_view text, LengthUnit unit) {
  if (unit == LengthUnit::items) return 1;
  std::size_t units = 0;
  while (!text.empty()) units += units_of(take_code_point(text), unit);
  return units;
}

std::string cut(std::string_view text, std::size_t most, LengthUnit unit) {
  if (length(text, unit) <= most) return std::string(text);
  const std::size_t ellipsis = units_of(kEllipsis, unit);
  if (most < ellipsis) return {};
  std::string out;
  std::size_t units = ellipsis;
  while (!text.empty()) {
    const char32_t c = take_code_point(text);
    units += units_of(c, unit);
    if (units > most) break;
    append_code_point(out, c);
  }
  append_code_point(out, kEllipsis);
  return out;
}

std::string clean(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const char32_t c = take_code_point(text);
    if (c == U'\r' && !text.empty() && text.front() == '\n') continue;
    if (is_line_end(c)) {
      out += '\n';
    } else if (c == U'\u27E6' || c == U'\u27E7') {
      out += c == U'\u27E6' ? '[' : ']';
    } else if (!is_control(c)) {
      append_code_point(out, c);
    }
  }
  return out;
}

std::string one_line(std::string_view text) {
  std::string out;
  bool blank = false;
  for (const char c : clean(text)) {
    if (c == '\n' || c == '\t' || c == ' ') {
      blank = true;
      continue;
    }
    if (blank && !out.empty()) out += ' ';
    blank = false;
    out += c;
  }
  return out;
}

}  // namespace itsm::common
