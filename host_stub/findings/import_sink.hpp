// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <set>
#include <vector>

#include "host_stub/findings/due_dates.hpp"
#include "host_stub/findings/import_service.hpp"
#include "host_stub/findings/merge.hpp"
#include "host_stub/store/findings.hpp"

namespace itsm::host::findings {

// What became of one record of a batch.
struct StoredRecord {
  FindingId finding{};
  MergeOutcome outcome = MergeOutcome::unchanged;
  bool overdue = false;
};

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
  void unknown_member(const std::string& name) override;

  // Stores what is left and looks for what the scan no longer shows.
  Result<> complete();
  // Writes the end of the import: finished, or failed with the reason.
  Result<> close(const std::string& failure);

  bool begun() const { return static_cast<bool>(report_.import); }
  ImportReport& report() { return report_; }

 private:
  Result<> begin();
  Result<> store_batch();
  void count_batch(const std::vector<StoredRecord>& records);
  std::vector<ScopeReport> scopes() const;
  Result<> mark_not_seen(ScopeReport& scope);
  // Those of them that wait for a re-test, where that is evidence enough.
  Result<std::int64_t> close_mended(store::Transaction& transaction,
                                    const std::vector<store::NotSeen>& marked, Time now) const;
  std::vector<Activity> entries_for(const std::vector<store::NotSeen>& marked, Time now) const;

  store::Database& database_;
  const Clock& clock_;
  const ImportOptions& options_;
  ImportReport report_{};
  std::vector<ScanRun> runs_{};
  std::set<std::size_t> runs_with_refusals_{};
  bool refused_anywhere_ = false;  // a record whose run cannot be known
  DueDates due_dates_{};
  CustomValues custom_values_{};
  std::vector<ScannedFinding> batch_{};
};

}  // namespace itsm::host::findings
