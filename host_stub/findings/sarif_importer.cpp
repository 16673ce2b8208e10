// SPDX-License-Identifier: Apache-2.0
#include "host_stub/findings/sarif_importer.hpp"

#include <array>

#include "host_stub/core/text.hpp"
#include "host_stub/findings/sarif_result.hpp"

namespace itsm::host::findings {
namespace {

constexpr std::size_t kMostName = 255;

std::string name_or(std::string_view given, std::string_view from_file) {
  return shortened(trimmed(clean_text(given.empty() ? from_file : given)), kMostName);
}

Result<ScanRun> scope_of(const sarif::Run& run, std::size_t index, const ScanTarget& target) {
  ScanRun scope{.index = index, .asset = target.asset};
  scope.scanner = name_or(run.driver.name, {});
  scope.branch = name_or(target.branch, run.branch);
  scope.complete = !run.failed && !run.elsewhere;
  if (scope.asset.name.empty()) {
    scope.asset.name = name_or(run.repository, run.image);
    scope.asset.type = run.repository.empty() ? "image" : "repository";
  }
  if (scope.asset.name.empty()) {
    return problem(ProblemKind::invalid, "asset_missing",
                   "The file does not say what was scanned, and neither did you.",
                   "Name the repository, image or host with --asset.");
  }
  return scope;
}

// The second reading.
class Results {
 public:
  Results(const std::vector<sarif::Run>& runs, std::vector<ScanRun> scopes, ScanSink& sink)
      : runs_(runs), scopes_(std::move(scopes)), sink_(sink) {}

  Result<> take(JsonElement&& element) {
    const std::size_t run = element.indices[0];
    const auto refuse = [&](std::string reason) {
      sink_.refused({run, "/runs/" + std::to_string(run) + "/results/" + std::to_string(element.indices[1]),
                     element.offset, std::move(reason)});
      return Result<>();
    };
    if (run >= runs_.size() || runs_[run].driver.name.empty())
      return refuse("its run does not name the scanner");
    if (element.too_large) return refuse("the result is larger than 4 MiB");
    sarif::ScanResult result;
    try {
      result = from_document<sarif::ScanResult>(element.value);
    } catch (const DocumentError& broken) {
      return refuse(broken.what());
    }
    if (const auto why = sarif::reason_to_skip(result)) {
      sink_.skipped(*why);
      return {};
    }
    auto translated = sarif::translate(result, runs_[run], scopes_[run]);
    if (!translated) return refuse(std::move(translated).error());
    translated->scanned.finding.fingerprint = fingerprint_(translated->identity);
    return sink_.found(std::move(translated->scanned));
  }

 private:
  const std::vector<sarif::Run>& runs_;
  std::vector<ScanRun> scopes_;
  ScanSink& sink_;
  Fingerprinter fingerprint_{};
};

Progress shifted(const Progress& progress, std::uint64_t by) {
  if (!progress) return {};
  return [&progress, by](std::uint64_t bytes) { progress(by + bytes); };
}

}  // namespace

Result<> read_sarif(std::istream& file, const ScanTarget& target, ScanSink& sink, const Progress& progress,
                    const JsonLimits& limits) {
  const std::istream::pos_type start = file.tellg();
  if (start == std::istream::pos_type(-1))
    return problem(ProblemKind::unavailable, "scan_unreadable",
                   "The file can be read only once, or not at all.", "Store it as a file first.");
  std::uint64_t size = 0;
  const Progress measured = [&](std::uint64_t bytes) {
    size = bytes;
    if (progress) progress(bytes);
  };
  ITSM_TRY(sarif::Document document, sarif::read_document(file, limits, measured));
  std::vector<ScanRun> scopes;
  for (std::size_t i = 0; i < document.runs.size(); ++i) {
    ITSM_TRY(ScanRun scope, scope_of(document.runs[i], i, target));
    scopes.push_back(std::move(scope));
  }

  for (Refusal& broken : document.broken) sink.refused(std::move(broken));
  for (const ScanRun& scope : scopes)
    if (!scope.scanner.empty()) ITSM_CHECK(sink.run(scope));
  Results results(document.runs, std::move(scopes), sink);
  file.clear();
  file.seekg(start);
  constexpr std::array<std::string_view, 1> kResults{"/runs/*/results/*"};
  const auto take = [&](JsonElement&& element) { return results.take(std::move(element)); };
  ITSM_TRY([[maybe_unused]] const JsonShape shape,
           read_elements(file, kResults, limits, take, shifted(progress, size)));
  return {};
}

}  // namespace itsm::host::findings
