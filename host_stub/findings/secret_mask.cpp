// SPDX-License-Identifier: Apache-2.0
#include "host_stub/findings/secret_mask.hpp"

#include <algorithm>
#include <array>

#include "host_stub/core/digest.hpp"
#include "host_stub/core/secret_text.hpp"
#include "host_stub/core/text.hpp"

namespace itsm::host::findings {
namespace {

constexpr std::size_t kShortestSecret = 4;
constexpr std::size_t kShortestPiece = 6;
constexpr std::size_t kShortestKey = 16;
constexpr std::array<std::string_view, 7> kNamedBy{"secret", "offender", "match", "raw",
                                                   "value",  "password", "token"};
constexpr std::string_view kBreaks = " \t\r\n\"'`,;()[]{}<>";

bool has_digit(std::string_view word) {
  return std::any_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
}

void replace_all(std::string& text, std::string_view what) {
  for (std::size_t at = text.find(what); at != std::string::npos;
       at = text.find(what, at + kSecretMask.size()))
    text.replace(at, what.size(), kSecretMask);
}

// The text between the columns when the snippet holds whole lines; the whole snippet when it is just the
// region.
std::string_view marked(const sarif::Region& region) {
  const std::string_view snippet = region.snippet.text;
  if (region.startColumn < 1 || region.endColumn <= region.startColumn) return {};
  if (region.endLine > region.startLine) return {};
  const auto begin = static_cast<std::size_t>(region.startColumn - 1);
  const auto length = static_cast<std::size_t>(region.endColumn - region.startColumn);
  if (snippet.size() <= length) return snippet;
  return begin < snippet.size() ? snippet.substr(begin, length) : std::string_view();
}

}  // namespace

SecretMask::SecretMask(const sarif::Region& region, const Json& properties) {
  learn(marked(region));
  if (properties.is_object()) {
    for (const auto& [key, value] : properties.items())
      if (value.is_string() && std::find(kNamedBy.begin(), kNamedBy.end(), to_lower(key)) != kNamedBy.end())
        learn(value.get_ref<const std::string&>());
  }
  std::string_view rest = region.snippet.text;
  const bool is_key_block = rest.find("-----BEGIN") != std::string_view::npos;
  std::vector<std::string> lines;
  while (!rest.empty()) {
    const auto end = std::min(rest.find('\n'), rest.size());
    std::string line = masked_line(rest.substr(0, end));
    lines.push_back(is_key_block ? std::string(kSecretMask) : std::move(line));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  std::sort(secrets_.begin(), secrets_.end(),
            [](const std::string& a, const std::string& b) { return a.size() > b.size(); });
  for (const std::string& line : lines) {
    if (!snippet_.empty()) snippet_ += '\n';
    snippet_ += masked(line);
  }
}

std::string SecretMask::masked(std::string_view text) const {
  std::string out(text);
  for (const std::string& secret : secrets_) replace_all(out, secret);
  return without_likely_secrets(out);
}

void SecretMask::learn(std::string_view secret) {
  secret = trimmed(secret);
  if (secret.size() >= kShortestSecret) secrets_.emplace_back(secret);
}

// All words, or those that hardly are words of a language.
void SecretMask::learn_words(std::string_view text, bool all) {
  while (!text.empty()) {
    const auto begin = text.find_first_not_of(kBreaks);
    if (begin == std::string_view::npos) return;
    text.remove_prefix(begin);
    const auto end = std::min(text.find_first_of(kBreaks), text.size());
    const std::string_view word = text.substr(0, end);
    if (all || has_digit(word) || word.size() >= kShortestKey) learn(word);
    if (all) learn_pieces(word);
    text.remove_prefix(end);
  }
}

// The parts of an address: its password may be quoted without the rest.
void SecretMask::learn_pieces(std::string_view word) {
  while (!word.empty()) {
    const auto end = std::min(word.find_first_of("/:@?&="), word.size());
    if (end >= kShortestPiece) learn(word.substr(0, end));
    word.remove_prefix(std::min(end + 1, word.size()));
  }
}

// What stands in front of the first assignment is a name, unless nothing is assigned: "c2VjcmV0==" is no
// name.
std::string SecretMask::masked_line(std::string_view line) {
  const auto assignment = line.find_first_of("=:");
  const auto value_at = std::min(line.find_first_not_of("=:> \t\r", assignment), line.size());
  const std::string_view value = line.substr(value_at);
  const bool is_heading = value.empty() && trimmed(line).ends_with(':');
  if (assignment == std::string_view::npos || (value.empty() && !is_heading)) {
    learn_words(line, false);
    return trimmed(line).empty() ? std::string() : std::string(kSecretMask);
  }
  learn(value);
  learn_words(value, true);
  const std::string_view name = line.substr(0, assignment + 1);
  return is_heading ? std::string(name) : std::string(name) + " " + std::string(kSecretMask);
}

bool is_about_secret(const Finding& finding) {
  return finding.category == Category::secret ||
         std::any_of(finding.cwe.begin(), finding.cwe.end(), [](const std::string& cwe) {
           return cwe == "CWE-259" || cwe == "CWE-321" || cwe == "CWE-798";
         });
}

void mask_secret(ScannedFinding& scanned) { mask_secret(scanned, {}, Json::object()); }

void mask_secret(ScannedFinding& scanned, sarif::Region region, const Json& properties) {
  Finding& finding = scanned.finding;
  region.snippet.text = finding.location.snippet;
  const SecretMask mask(region, properties);
  finding.location.snippet = mask.snippet();
  for (std::string* text : {&finding.title, &finding.description, &finding.recommendation, &finding.solution,
                            &scanned.justification})
    *text = mask.masked(*text);
  if (!finding.scanner_fingerprint.empty())
    finding.scanner_fingerprint = "sha256=" + sha256_hex(finding.scanner_fingerprint);
}

}  // namespace itsm::host::findings
