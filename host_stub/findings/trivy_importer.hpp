// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <istream>

#include "host_stub/findings/json_elements.hpp"
#include "host_stub/findings/scan.hpp"

namespace itsm::host::findings {

// Reads Trivy's JSON report (SchemaVersion 2) into the sink, in two readings as read_sarif does. Memory grows
// with the targets of the report, not with its records. Refused with "bad_json", "not_trivy",
// "trivy_version", "asset_missing" (invalid), "too_large" and "scan_unreadable", before the sink gets
// anything.
Result<> read_trivy(std::istream& file, const ScanTarget& target, ScanSink& sink,
                    const Progress& progress = {}, const JsonLimits& limits = {});

}  // namespace itsm::host::findings
