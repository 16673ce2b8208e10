// SPDX-License-Identifier: Apache-2.0
#include <sstream>

#include "host_stub/findings/format.hpp"
#include "host_stub/findings/sarif_importer.hpp"
#include "tests/fuzz/target.hpp"

namespace {

using namespace itsm::host;
using itsm::fuzz::promise;

// What every finding has, whatever the file was.
struct Sink final : findings::ScanSink {
  Result<> run(const findings::ScanRun&) override { return {}; }
  Result<> found(findings::ScannedFinding&& scanned) override {
    promise(!scanned.finding.title.empty());
    promise(!scanned.finding.fingerprint.empty());
    promise(!scanned.finding.location.file.starts_with("/"));
    return {};
  }
  void refused(findings::Refusal&& refusal) override { promise(!refusal.reason.empty()); }
  void skipped(const std::string&) override {}
};

}  // namespace

// A scanner's file: what kind of file it is, and then as SARIF.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::istringstream file{std::string(itsm::fuzz::text_of(data, size))};
  const auto format = findings::format_of("", file);
  promise(format || !format.error().message.empty());
  file.clear();
  file.seekg(0);
  Sink sink;
  const auto read = findings::read_sarif(file, {.asset = {.name = "shop", .type = "repository"}}, sink);
  promise(read || !read.error().message.empty());
  return 0;
}
