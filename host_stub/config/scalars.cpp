// SPDX-License-Identifier: Apache-2.0
#include "host_stub/config/scalars.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace itsm::host::config {
namespace {

const Json kText = {{"type", "string"}};

std::optional<std::uint64_t> whole_number(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

bool is_network(const std::string& text) {
  const auto slash = text.find('/');
  const std::string address = text.substr(0, slash);
  std::array<unsigned char, sizeof(in6_addr)> bytes{};
  std::uint64_t bits = 0;
  if (inet_pton(AF_INET, address.c_str(), bytes.data()) == 1) {
    bits = 32;
  } else if (inet_pton(AF_INET6, address.c_str(), bytes.data()) == 1) {
    bits = 128;
  } else {
    return false;
  }
  if (slash == std::string::npos) return true;
  const auto length = whole_number(std::string_view(text).substr(slash + 1));
  return length && *length <= bits;
}

struct Unit {
  char letter;
  std::int64_t seconds;
};
constexpr std::array<Unit, 4> kDurations{{{'w', 604'800}, {'d', 86'400}, {'h', 3'600}, {'m', 60}}};
constexpr std::uint64_t kLongestDuration = 3'650ULL * 86'400;

}  // namespace

bool is_name(std::string_view text) {
  return !text.empty() && text.size() <= 64 && text.front() != '-' && text.front() != '_' &&
         text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-_") == std::string_view::npos;
}

void read_name(Element element, std::string& out) {
  if (element.describes({{"type", "string"}, {"pattern", "^[a-z0-9][a-z0-9_-]{0,63}$"}})) return;
  const std::string* text = element.scalar("a name");
  if (text == nullptr) return;
  if (!is_name(*text)) return element.expected("a name of lower-case letters, digits, '-' and '_'");
  out = *text;
}

void read_line(Element element, std::string& out) {
  if (element.describes({{"type", "string"}, {"minLength", 1}})) return;
  const std::string* text = element.scalar("text");
  if (text == nullptr) return;
  if (text->empty() || text->find('\n') != std::string::npos) return element.expected("one line of text");
  out = *text;
}

void read_path(Element element, std::filesystem::path& out) {
  if (element.describes(kText)) return;
  std::string text;
  read_line(element, text);
  if (text.empty()) return;
  out = (std::filesystem::path(element.file()).parent_path() / text).lexically_normal();
}

void read_base_url(Element element, std::string& out) {
  if (element.describes({{"type", "string"}, {"pattern", "^https?://[^/ ]+"}})) return;
  const std::string* text = element.scalar("an address");
  if (text == nullptr) return;
  const std::size_t scheme = text->starts_with("https://") ? 8 : text->starts_with("http://") ? 7 : 0;
  const bool fits = scheme != 0 && text->size() > scheme && (*text)[scheme] != '/' && text->back() != '/' &&
                    text->find_first_of(" \t\n?#") == std::string::npos;
  if (!fits)
    return element.expected("an address such as https://tickets.example.com, without a slash at the end");
  out = *text;
}

void read_network(Element element, std::string& out) {
  if (element.describes(kText)) return;
  const std::string* text = element.scalar("a network");
  if (text == nullptr) return;
  if (!is_network(*text)) return element.expected("a network such as 10.0.0.0/8, or one address");
  out = *text;
}

void read_size(Element element, std::uint64_t& out) {
  if (element.describes({{"type", "string"}, {"pattern", "^[1-9][0-9]* (KiB|MiB|GiB)$"}})) return;
  constexpr std::array<std::pair<std::string_view, unsigned>, 3> kUnits{
      {{" KiB", 10}, {" MiB", 20}, {" GiB", 30}}};
  const std::string* text = element.scalar("a size");
  if (text == nullptr) return;
  for (const auto& [unit, shift] : kUnits) {
    if (!text->ends_with(unit)) continue;
    const auto count = whole_number(std::string_view(*text).substr(0, text->size() - unit.size()));
    if (!count || *count == 0 || *count > (std::uint64_t{1} << 20)) break;
    out = *count << shift;
    return;
  }
  element.expected("a size such as 512 KiB, 1 MiB or 2 GiB");
}

void read_duration(Element element, std::chrono::seconds& out) {
  if (element.describes({{"type", "string"}, {"pattern", "^[1-9][0-9]*[mhdw]$"}})) return;
  const std::string* text = element.scalar("a duration");
  if (text == nullptr) return;
  const auto duration = duration_of(*text);
  if (!duration) return element.expected("a duration such as 30m, 12h, 7d or 2w");
  out = *duration;
}

std::optional<std::chrono::seconds> duration_of(std::string_view text) {
  for (const auto& [letter, seconds] : kDurations) {
    if (text.empty() || text.back() != letter || text.front() == '0') continue;
    const auto count = whole_number(text.substr(0, text.size() - 1));
    const auto length = static_cast<std::uint64_t>(seconds);
    if (!count || *count == 0 || *count > kLongestDuration / length) break;
    return std::chrono::seconds(*count * length);
  }
  return std::nullopt;
}

std::string to_text(std::chrono::seconds duration) {
  for (const auto& [letter, seconds] : kDurations)
    if (letter != 'w' && duration.count() % seconds == 0)
      return std::to_string(duration.count() / seconds) + letter;
  return std::to_string(duration.count()) + "s";
}

}  // namespace itsm::host::config
