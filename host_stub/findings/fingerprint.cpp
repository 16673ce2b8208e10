// SPDX-License-Identifier: Apache-2.0
#include "host_stub/findings/fingerprint.hpp"

#include "host_stub/core/digest.hpp"

namespace itsm::host::findings {
namespace {

bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

// With its length in front, so that no two lists of texts look alike.
void append(std::string& out, std::string_view text) {
  out += std::to_string(text.size());
  out += ':';
  out += text;
}

}  // namespace

std::string Fingerprinter::operator()(const Identity& identity) {
  std::string text;
  for (const std::string* part :
       {&identity.asset, &identity.scanner, &identity.rule, &identity.place, &identity.evidence})
    append(text, *part);
  const std::uint32_t ordinal = seen_[std::hash<std::string>{}(text)]++;
  append(text, std::to_string(ordinal));
  return std::to_string(kFingerprintVersion) + ':' + sha256_hex(text);
}

std::string normalised_snippet(std::string_view snippet) {
  std::string out;
  bool gap = false;
  for (const char c : snippet) {
    if (is_space(c)) {
      gap = true;
      continue;
    }
    if (gap && !out.empty()) out += ' ';
    gap = false;
    out += c;
  }
  return out;
}

std::string without_numbers(std::string_view message) {
  std::string out;
  for (const char c : message) {
    if (!is_digit(c)) {
      out += c;
    } else if (out.empty() || out.back() != '#') {
      out += '#';
    }
  }
  return out;
}

}  // namespace itsm::host::findings
