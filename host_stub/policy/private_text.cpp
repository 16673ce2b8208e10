// SPDX-License-Identifier: Apache-2.0
#include "host_stub/policy/private_text.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <vector>

#include "host_stub/core/text.hpp"

namespace itsm::host::policy {
namespace {

constexpr std::string_view kHostMask = "(internal host)";
// Zones that are never delegated in public: RFC 6762, RFC 8375, ICANN's .internal, and what companies use.
constexpr std::array<std::string_view, 8> kInternalZones{".local",    ".internal",    ".lan",       ".corp",
                                                         ".intranet", ".localdomain", ".home.arpa", ".home"};

bool is_host_character(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' || c == '-' ||
         c == ':';
}

bool is_private_v4(const std::string& text) {
  in_addr address{};
  if (inet_pton(AF_INET, text.c_str(), &address) != 1) return false;
  const std::uint32_t bits = ntohl(address.s_addr);
  return (bits >> 24) == 10 || (bits >> 20) == 0xAC1 || (bits >> 16) == 0xC0A8 || (bits >> 24) == 127 ||
         (bits >> 16) == 0xA9FE || (bits >> 22) == 0x191;
}

// Unique local, link-local and loopback.
bool is_private_v6(const std::string& text) {
  in6_addr address{};
  if (inet_pton(AF_INET6, text.c_str(), &address) != 1) return false;
  const auto first = address.s6_addr[0];
  return (first & 0xFE) == 0xFC || (first == 0xFE && (address.s6_addr[1] & 0xC0) == 0x80) || text == "::1";
}

// What of a word is a port or the end of a sentence.
std::string_view without_tail(std::string_view word) {
  while (!word.empty() && (word.back() == '.' || word.back() == ':' || word.back() == '-'))
    word.remove_suffix(1);
  const auto colon = word.rfind(':');
  const bool port = colon != std::string_view::npos && word.find(':') == colon &&
                    word.find_first_not_of("0123456789", colon + 1) == std::string_view::npos;
  return port ? word.substr(0, colon) : word;
}

// The level of a heading, 7 for a line that only names what follows, 0 for anything else; and its words.
struct Title {
  int level = 0;
  std::string_view words{};
};
Title title_of(std::string_view line) {
  line = trimmed(line);
  const auto marks = std::min(line.find_first_not_of('#'), line.size());
  if (marks >= 1 && marks <= 6 && marks < line.size() && line[marks] == ' ') {
    std::string_view words = line.substr(marks);
    while (!words.empty() && (words.back() == '#' || words.back() == ' ')) words.remove_suffix(1);
    return {static_cast<int>(marks), trimmed(words)};
  }
  std::string_view words = line;
  const bool labelled = words.ends_with(':') || words.ends_with(":**") || words.ends_with(":__");
  const bool bold = (words.starts_with("**") && words.ends_with("**")) ||
                    (words.starts_with("__") && words.ends_with("__"));
  if (words.size() > 60 || !(labelled || bold)) return {};
  const auto first = std::min(words.find_first_not_of("*_ "), words.size());
  words.remove_prefix(first);
  while (!words.empty() && std::string_view("*_: ").find(words.back()) != std::string_view::npos)
    words.remove_suffix(1);
  return {words.empty() ? 0 : 7, words};
}

bool is_fence(std::string_view line) {
  line = trimmed(line);
  return line.starts_with("```") || line.starts_with("~~~");
}

// A line of = or - under a line of text makes that text a heading.
bool is_underline(std::string_view line) {
  line = trimmed(line);
  return line.size() >= 3 && (line.find_first_not_of('=') == std::string_view::npos ||
                              line.find_first_not_of('-') == std::string_view::npos);
}

}  // namespace

bool is_internal_host(std::string_view host) {
  const std::string name = to_lower(host);
  if (name == "localhost" || is_private_v4(name) || is_private_v6(name)) return true;
  return std::any_of(kInternalZones.begin(), kInternalZones.end(), [&](std::string_view zone) {
    return name.size() > zone.size() && name.ends_with(zone) && name[name.size() - zone.size() - 1] != '.';
  });
}

std::string without_internal_hosts(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && is_host_character(text[end])) ++end;
    const std::string_view host = without_tail(text.substr(at, end - at));
    if (!host.empty() && is_internal_host(host)) {
      out += kHostMask;
      out += text.substr(at + host.size(), end - at - host.size());
    } else {
      out += text.substr(at, end - at);
    }
    if (end < text.size()) out += text[end];
    at = end + 1;
  }
  return out;
}

bool is_proof_of_concept_title(std::string_view title) {
  constexpr std::array<std::string_view, 8> kTitles{
      "proof of concept", "proof-of-concept",   "proof_of_concept", "poc",
      "exploit",          "steps to reproduce", "reproduction",     "payload"};
  const std::string words = to_lower(title);
  return std::any_of(kTitles.begin(), kTitles.end(), [&](std::string_view known) {
    const auto at = words.find(known);
    if (at == std::string::npos) return false;
    const auto is_letter = [](char c) { return c >= 'a' && c <= 'z'; };
    const auto end = at + known.size();
    return (at == 0 || !is_letter(words[at - 1])) && (end == words.size() || !is_letter(words[end]));
  });
}

std::string without_proof_of_concept(std::string_view markdown) {
  std::vector<std::string_view> lines;
  while (!markdown.empty()) {
    const auto end = std::min(markdown.find('\n'), markdown.size() - 1) + 1;
    lines.push_back(markdown.substr(0, end));
    markdown.remove_prefix(end);
  }
  std::string out;
  bool in_code = false;
  int withheld_level = 0;  // of the title whose part is left out
  for (std::size_t i = 0; i < lines.size(); ++i) {
    Title title = in_code ? Title{} : title_of(lines[i]);
    const bool underlined =
        !in_code && i + 1 < lines.size() && is_underline(lines[i + 1]) && !trimmed(lines[i]).empty();
    if (underlined) title = {trimmed(lines[i + 1]).front() == '=' ? 1 : 2, trimmed(lines[i])};
    if (is_fence(lines[i])) in_code = !in_code;
    if (title.level > 0 && (withheld_level == 0 || title.level <= withheld_level))
      withheld_level = is_proof_of_concept_title(title.words) ? title.level : 0;
    if (withheld_level == 0) out += lines[i];
  }
  return out;
}

std::string without_passwords_in_addresses(std::string_view text) {
  std::string out(text);
  for (std::size_t at = out.find("://"); at != std::string::npos; at = out.find("://", at + 3)) {
    const std::size_t begin = at + 3;
    const std::size_t end = std::min(out.find_first_of("/?# \t\r\n\"'<>`", begin), out.size());
    const std::size_t sign = out.substr(begin, end - begin).rfind('@');
    if (sign != std::string::npos) out.erase(begin, sign + 1);
  }
  return out;
}

}  // namespace itsm::host::policy
