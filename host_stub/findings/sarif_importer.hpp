// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <istream>

#include "host_stub/findings/json_elements.hpp"
#include "host_stub/findings/scan.hpp"

namespace itsm::host::findings {

// Reads a SARIF 2.1.0 file into the sink. The file is read twice from its present place (so it must be
// seekable): first the parts that results refer to, which also finds everything that would refuse the file;
// then the results, one at a time. Memory grows with the rules and, by about 50 bytes, with every result, not
// with the file. Refused with "bad_json", "not_sarif", "sarif_version", "asset_missing" (invalid),
// "too_large" and "scan_unreadable", before the sink gets anything. `progress` counts the bytes of both
// readings.
Result<> read_sarif(std::istream& file, const ScanTarget& target, ScanSink& sink,
                    const Progress& progress = {}, const JsonLimits& limits = {});

}  // namespace itsm::host::findings
