// SPDX-License-Identifier: Apache-2.0
#include "host_stub/findings/fingerprint.hpp"

#include <algorithm>

#include "host_stub/core/digest.hpp"
#include "host_stub/core/text.hpp"

namespace itsm::host::findings {
namespace {

bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
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
  append(text, std::to_string(ordinal_of(std::hash<std::string>{}(text))));
  return std::to_string(kFingerprintVersion) + ':' + sha256_hex(text);
}

std::uint32_t Fingerprinter::ordinal_of(std::uint64_t hash) {
  constexpr unsigned kShardBits = 12;
  if (seen_.empty()) seen_.resize(std::size_t{1} << kShardBits);
  auto& shard = seen_[hash >> (64U - kShardBits)];
  const auto place = std::lower_bound(shard.begin(), shard.end(), hash);
  if (place != shard.end() && *place == hash) return ++repeated_[hash];
  shard.insert(place, hash);
  return 0;
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
