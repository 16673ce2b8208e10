// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <deque>
#include <future>
#include <set>
#include <vector>

#include "host_stub/findings/due_dates.hpp"
#include "host_stub/findings/import_batch.hpp"
#include "host_stub/findings/import_service.hpp"
#include "host_stub/store/findings.hpp"

namespace itsm::host::findings {

// One import under way: collects records into batches, has them stored, each on a thread of its own, while
// the next are read, and counts. Everything but the storing happens on the thread that reads.
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

  // Waits for the batches that are being stored and counts those that were; answers the first failure.
  Result<> settle();
  // Stores what is left and looks for what the scan no longer shows.
  Result<> complete();
  // Writes the end of the import: finished, or failed with the reason.
  Result<> close(const std::string& failure);

  bool begun() const { return static_cast<bool>(report_.import); }
  ImportReport& report() { return report_; }

 private:
  Result<> begin();
  Result<> send_batch();
  Result<> settle_oldest();
  void count(const std::vector<StoredRecord>& records);
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
  std::size_t batch_text_ = 0;  // in bytes
  // The oldest first. They use members above, and are waited for before those go.
  std::deque<std::future<Result<std::vector<StoredRecord>>>> storing_{};
};

}  // namespace itsm::host::findings
