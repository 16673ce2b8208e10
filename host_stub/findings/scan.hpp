// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "host_stub/core/finding.hpp"
#include "host_stub/core/problem.hpp"

// What an importer makes of a scan file, whatever its format, before it meets what is stored.
namespace itsm::host::findings {

// Which word or number a severity came from.
enum class SeveritySource { result_score, rule_score, result_level, rule_level, format_default };

}  // namespace itsm::host::findings

template <>
struct itsm::EnumNames<itsm::host::findings::SeveritySource> {
  using enum itsm::host::findings::SeveritySource;
  static constexpr std::array<std::pair<itsm::host::findings::SeveritySource, std::string_view>, 5> names{
      {{result_score, "result_score"},
       {rule_score, "rule_score"},
       {result_level, "result_level"},
       {rule_level, "rule_level"},
       {format_default, "format_default"}}};
};

namespace itsm::host::findings {

// What the person who imports says about the file. Empty members are taken from the file where it says so.
struct ScanTarget {
  Asset asset{};
  std::string application{};
  std::string branch{};
};

// One scanner's part of a file. Findings of the same scope that it does not show are gone.
struct ScanRun {
  std::size_t index = 0;
  std::string scanner{};
  Asset asset{};
  std::string branch{};
  bool complete = true;  // false: the scanner said that it failed
};

// One finding as the scan shows it: without ids and times, its status `open`, or what its suppression says.
struct ScannedFinding {
  Finding finding{};
  SeveritySource severity_source = SeveritySource::format_default;
  std::string justification{};  // of the suppression
  std::uint64_t record = 0;     // generic formats: which one of the file's records it was, from 0
};

// A record that was not imported, and where it is.
struct Refusal {
  std::optional<std::size_t> run{};
  std::string pointer{};
  std::uint64_t offset = 0;  // in bytes
  std::string reason{};

  static constexpr std::string_view kDocument = "refusal";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.optional("run", self.run, "Which scan of the file, from 0; absent when that cannot be known.");
    visit.required("pointer", self.pointer, "Where it is: a JSON pointer, an XPath, or a line.");
    visit.required("offset", self.offset, "Where the record begins, in bytes.");
    visit.required("reason", self.reason, "What is wrong with it.");
  }
};

// Takes what an importer reads, in the order of the file. A failure that it returns ends the reading.
class ScanSink {
 public:
  virtual ~ScanSink() = default;
  virtual Result<> run(const ScanRun& run) = 0;  // before its findings; also when it has none
  virtual Result<> found(ScannedFinding&& finding) = 0;
  virtual void refused(Refusal&& refusal) = 0;
  // Read and left out on purpose: the format's word for why ("pass", "absent").
  virtual void skipped(const std::string& why) = 0;
  // A member of a record that the format does not know, most likely a slip. The record is imported without
  // it.
  virtual void unknown_member(const std::string& name) = 0;
};

}  // namespace itsm::host::findings
