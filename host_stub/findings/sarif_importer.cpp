// SPDX-License-Identifier: Apache-2.0
#include "host_stub/findings/sarif_importer.hpp"

#include <array>

#include "host_stub/findings/readings.hpp"
#include "host_stub/findings/record_text.hpp"
#include "host_stub/findings/sarif_result.hpp"
#include "host_stub/findings/scan_scope.hpp"

namespace itsm::host::findings {
namespace {

Result<ScanRun> sarif_scope(const sarif::Run& run, std::size_t index, const ScanTarget& target) {
  ScanRun scope{.index = index};
  scope.scanner = clean_name(run.driver.name);
  scope.branch = clean_name(target.branch.empty() ? run.branch : target.branch);
  scope.complete = !run.failed && !run.elsewhere;
  if (run.repository.empty()) {
    ITSM_TRY(scope.asset, asset_of(target, run.image, run.image.empty() ? "" : "image"));
  } else {
    ITSM_TRY(scope.asset, asset_of(target, run.repository, "repository"));
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
    return hand_over(*std::move(translated), fingerprint_, sink_);
  }

 private:
  const std::vector<sarif::Run>& runs_;
  std::vector<ScanRun> scopes_;
  ScanSink& sink_;
  Fingerprinter fingerprint_{};
};

}  // namespace

Result<> read_sarif(std::istream& file, const ScanTarget& target, ScanSink& sink, const Progress& progress,
                    const JsonLimits& limits) {
  ITSM_TRY(Readings readings, Readings::of(file, progress));
  ITSM_TRY(sarif::Document document, sarif::read_document(readings.next(), limits, readings.progress()));
  std::vector<ScanRun> scopes;
  for (std::size_t i = 0; i < document.runs.size(); ++i) {
    ITSM_TRY(ScanRun scope, sarif_scope(document.runs[i], i, target));
    scopes.push_back(std::move(scope));
  }

  for (Refusal& broken : document.broken) sink.refused(std::move(broken));
  for (const ScanRun& scope : scopes)
    if (!scope.scanner.empty()) ITSM_CHECK(sink.run(scope));
  Results results(document.runs, std::move(scopes), sink);
  constexpr std::array<std::string_view, 1> kResults{"/runs/*/results/*"};
  const auto take = [&](JsonElement&& element) { return results.take(std::move(element)); };
  std::istream& again = readings.next();
  ITSM_TRY([[maybe_unused]] const JsonShape shape,
           read_elements(again, kResults, limits, take, readings.progress()));
  return {};
}

}  // namespace itsm::host::findings
