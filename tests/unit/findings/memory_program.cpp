// SPDX-License-Identifier: Apache-2.0
// findings_memory MEGABYTES: imports a generated SARIF file of that size and fails when the process grew by
// 30 MB or more. A program of its own, so that nothing else is in the measurement.

#include <charconv>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string_view>

#include <sys/resource.h>
#include <unistd.h>

#include "host_stub/findings/sarif_importer.hpp"

namespace itsm::host::findings {
namespace {

constexpr long kMostGrowth = 30'000;  // kB

struct Counter final : ScanSink {
  std::size_t findings = 0;
  std::size_t refusals = 0;
  Result<> run(const ScanRun&) override { return {}; }
  Result<> found(ScannedFinding&&) override {
    ++findings;
    return {};
  }
  void refused(Refusal&&) override { ++refusals; }
  void skipped(const std::string&) override {}
};

// Results of about 2 KB, as scanners that write data flows make them. Answers how many.
std::size_t write_scan(const std::filesystem::path& path, std::uint64_t bytes) {
  std::ofstream file(path, std::ios::binary);
  file
      << R"({"version":"2.1.0","runs":[{"tool":{"driver":{"name":"TestScan","rules":[{"id":"R1"}]}},"results":[)";
  const std::string flow(1600, 'f');
  std::size_t results = 0;
  for (std::uint64_t written = 0; written < bytes; ++results) {
    const std::string number = std::to_string(results);
    const std::string result = std::string(results == 0 ? "" : ",") +
                               R"({"ruleId":"R1","message":{"text":"Found number )" + number +
                               R"("},"locations":[{"physicalLocation":{"artifactLocation":{"uri":"src/file)" +
                               number + R"(.c"},"region":{"startLine":)" +
                               std::to_string(results % 5000 + 1) + R"(,"snippet":{"text":"call()" + number +
                               R"();"}}}}],"codeFlows":[{"message":{"text":")" + flow + R"("}}]})";
    file << result;
    written += result.size();
  }
  file << "]}]}";
  return results;
}

long peak_kilobytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

int measure(std::uint64_t megabytes) {
  const auto path =
      std::filesystem::temp_directory_path() / ("findings_memory_" + std::to_string(getpid()) + ".sarif");
  const std::size_t written = write_scan(path, megabytes << 20U);
  const long before = peak_kilobytes();
  Counter counter;
  std::ifstream file(path, std::ios::binary);
  const auto read = read_sarif(file, {.asset = {.name = "shop"}}, counter);
  const long growth = peak_kilobytes() - before;
  std::filesystem::remove(path);
  std::cout << megabytes << " MB, " << counter.findings << " findings, peak grew by " << growth << " kB\n";
  if (!read || counter.findings != written || counter.refusals != 0) {
    std::cerr << "the import is not whole\n";
    return 1;
  }
  if (growth >= kMostGrowth) {
    std::cerr << "more than " << kMostGrowth << " kB\n";
    return 1;
  }
  return 0;
}

}  // namespace
}  // namespace itsm::host::findings

int main(int argc, char** argv) {
  std::uint64_t megabytes = 20;
  if (argc > 1) {
    const std::string_view text(argv[1]);
    if (std::from_chars(text.data(), text.data() + text.size(), megabytes).ec != std::errc()) return 2;
  }
  return itsm::host::findings::measure(megabytes);
}
