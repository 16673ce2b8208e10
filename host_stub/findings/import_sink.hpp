// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <set>
#include <vector>

#include "host_stub/findings/import_service.hpp"
#include "host_stub/findings/merge.hpp"
#include "host_stub/store/findings.hpp"

namespace itsm::host::findings {

// One import under way: collects records into batches, stores them, and counts.
class ImportSink final : public ScanSink {
 public:
  ImportSink(store::Database& database, const Clock& clock, const ImportOptions& options, std::string format)
      : database_(database), clock_(clock), options_(options) {
    report_.format = std::move(format);
  }

  Result<> run(const ScanRun& run) override;
  Result<> found(ScannedFinding&& finding) override;
  void refused(Refusal&& refusal) override;
  void skipped(const std::string& why) override { ++report_.skipped[why]; }

  // Stores what is left and looks for what the scan no longer shows.
  Result<> complete();
  // Writes the end of the import: finished, or failed with the reason.
  Result<> close(const std::string& failure);

  bool begun() const { return static_cast<bool>(report_.import); }
  ImportReport& report() { return report_; }

 private:
  Result<> begin();
  Result<> store_batch();
  Result<> count_not_seen(ScopeReport& scope);

  store::Database& database_;
  const Clock& clock_;
  const ImportOptions& options_;
  ImportReport report_{};
  std::vector<ScanRun> runs_{};
  std::set<std::size_t> runs_with_refusals_{};
  std::vector<ScannedFinding> batch_{};
};

}  // namespace itsm::host::findings
