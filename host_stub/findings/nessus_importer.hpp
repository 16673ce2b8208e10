// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <istream>

#include "host_stub/findings/scan.hpp"
#include "host_stub/findings/scan_buffer.hpp"

namespace itsm::host::findings {

// Reads a Nessus v2 report into the sink, in two readings as read_sarif does. Each host is an asset, unless
// the person names one for all. Memory grows with the hosts, not with the items. Refused with "bad_xml",
// "not_nessus" (invalid) and "scan_unreadable", before the sink gets anything.
Result<> read_nessus(std::istream& file, const ScanTarget& target, ScanSink& sink,
                     const Progress& progress = {});

}  // namespace itsm::host::findings
