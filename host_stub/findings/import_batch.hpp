// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "host_stub/findings/merge.hpp"
#include "host_stub/store/database.hpp"

namespace itsm::host::findings {

// What became of one record of a batch.
struct StoredRecord {
  std::uint64_t record = 0;  // as in ScannedFinding
  FindingId finding{};
  MergeOutcome outcome = MergeOutcome::unchanged;
  SeveritySource severity_source = SeveritySource::format_default;
  bool suppressed = false;  // in the scan
  bool overdue = false;
};

// Stores a batch in one transaction: all of it, or after a failure nothing. Answers what became of the
// records, in their order. Any thread.
Result<std::vector<StoredRecord>> store_batch(store::Database& database, ImportId import,
                                              const std::vector<ScannedFinding>& batch,
                                              const Sighting& sighting);

}  // namespace itsm::host::findings
