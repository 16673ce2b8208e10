// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sstream>
#include <string>

#include "host_stub/findings/importers.hpp"
#include "tests/fuzz/target.hpp"

// A scanner's file: what kind of file it is, and then as one of this format.
namespace itsm::fuzz {

// What every finding has, whatever the file was.
struct ScanPromises final : host::findings::ScanSink {
  host::Result<> run(const host::findings::ScanRun& run) override {
    promise(!run.scanner.empty());
    promise(!run.asset.name.empty());
    return {};
  }
  host::Result<> found(host::findings::ScannedFinding&& scanned) override {
    promise(!scanned.finding.title.empty());
    promise(!scanned.finding.fingerprint.empty());
    promise(!scanned.finding.location.file.starts_with("/"));
    return {};
  }
  void refused(host::findings::Refusal&& refusal) override { promise(!refusal.reason.empty()); }
  void skipped(const std::string& why) override { promise(!why.empty()); }
  void unknown_member(const std::string&) override {}
};

inline int read_scan(host::findings::Format as, const std::uint8_t* data, std::size_t size) {
  std::istringstream file{std::string(text_of(data, size))};
  const auto format = host::findings::format_of("", file);
  promise(format || !format.error().message.empty());
  file.clear();
  file.seekg(0);
  ScanPromises sink;
  const auto read =
      host::findings::read_scan(as, file, {.asset = {.name = "shop", .type = "repository"}}, sink);
  promise(read || !read.error().message.empty());
  return 0;
}

}  // namespace itsm::fuzz
