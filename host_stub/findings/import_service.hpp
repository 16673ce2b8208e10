// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <istream>
#include <string>

#include "host_stub/core/clock.hpp"
#include "host_stub/findings/import_report.hpp"
#include "host_stub/findings/scan.hpp"
#include "host_stub/store/database.hpp"

namespace itsm::host::findings {

struct ImportOptions {
  CompanyId company{};
  ScanTarget target{};
  std::string format{};   // empty: as the file shows
  std::string source{};   // the file's name, for people
  std::string actor{};    // who imports
  bool partial = false;   // the file shows a part of its scope only: nothing is missed in it
  bool outcomes = false;  // the report is to say what became of each record
};

// Bytes read of how many; called often, from the importing thread.
using ImportProgress = std::function<void(std::uint64_t read, std::uint64_t total)>;

// Brings scan files into the store. Any thread; imports of the same findings wait for each other.
class ImportService {
 public:
  // Both must outlive the service.
  ImportService(store::Database& database, const Clock& clock) : database_(database), clock_(clock) {}

  // The whole of a seekable file. Records are stored in batches, each in a transaction of its own, two at a
  // time, while the next are read. A file that is refused (codes of format_of and of its importer) changes
  // nothing and leaves no import. When the store fails in between, what was stored stays, the import is
  // marked failed with its report, and the message says how much it was; importing the file again is safe and
  // completes it.
  Result<ImportReport> import(std::istream& file, const ImportOptions& options,
                              const ImportProgress& progress = {});

 private:
  store::Database& database_;
  const Clock& clock_;
};

}  // namespace itsm::host::findings
