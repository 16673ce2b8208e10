// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

// Which records of two scans are the same finding. The recipe has a version, which is written in front of
// every fingerprint; changing it is a migration that keeps the links. docs/findings.md is its description for
// people.
namespace itsm::host::findings {

inline constexpr int kFingerprintVersion = 1;

// What makes a finding itself. Not in it: line numbers, severity, texts that scanners improve, package
// versions.
struct Identity {
  std::string asset{};
  std::string scanner{};
  std::string rule{};      // rule or advisory; where the scanner names none, its message
  std::string place{};     // path within the asset; package and manifest; host and port
  std::string evidence{};  // the scanner's own fingerprint; else the source text; else names and message
};

// Computes fingerprints for the records of one file, in its order: equal identities are told apart by their
// number in it, so that the second of two equal lines stays the second. About 12 bytes are kept for every
// identity: a file may have millions of records.
class Fingerprinter {
 public:
  // "1:" and 64 hex digits.
  std::string operator()(const Identity& identity);

 private:
  std::uint32_t ordinal_of(std::uint64_t hash);

  // Hashes of identities, sorted within the shard that their upper bits name: a shard stays so small that
  // inserting in its middle is cheap.
  std::vector<std::vector<std::uint64_t>> seen_{};
  std::unordered_map<std::uint64_t, std::uint32_t> repeated_{};  // how often, of those that come again
};

// Source text with what an edit of the layout changes taken away: every run of white space is one space.
std::string normalised_snippet(std::string_view snippet);

// Text of a message with its numbers taken away, which often are lines and counts.
std::string without_numbers(std::string_view message);

}  // namespace itsm::host::findings
