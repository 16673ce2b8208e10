// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <istream>

#include "host_stub/findings/json_elements.hpp"
#include "host_stub/findings/scan.hpp"

namespace itsm::host::findings {

// Reads this project's own format into the sink, in two readings as read_sarif does. Records may be of
// several scanners, assets and branches. Memory grows with these, not with the records. Refused with
// "bad_json", "not_generic" (invalid) and "scan_unreadable", before the sink gets anything.
Result<> read_generic(std::istream& file, const ScanTarget& target, ScanSink& sink,
                      const Progress& progress = {}, const JsonLimits& limits = {});

// The same as a table in CSV, separated by commas, semicolons or tabs, with the members' names in its first
// line. Refused with "bad_csv", "not_csv" (invalid) and "scan_unreadable".
Result<> read_csv(std::istream& file, const ScanTarget& target, ScanSink& sink,
                  const Progress& progress = {});

}  // namespace itsm::host::findings
