// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <istream>

#include "host_stub/findings/json_elements.hpp"
#include "host_stub/findings/scan.hpp"

namespace itsm::host::findings {

// Reads the vulnerabilities of a CycloneDX BOM (JSON, 1.4 to 1.6) into the sink, one finding for each
// affected component, in three readings: which components are affected, those components, the
// vulnerabilities. Memory grows with the affected components, not with the BOM. Refused with "bad_json",
// "not_cyclonedx", "cyclonedx_version", "asset_missing" (invalid), "too_large" and "scan_unreadable", before
// the sink gets anything.
Result<> read_cyclonedx(std::istream& file, const ScanTarget& target, ScanSink& sink,
                        const Progress& progress = {}, const JsonLimits& limits = {});

}  // namespace itsm::host::findings
