// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <istream>

#include "host_stub/findings/format.hpp"
#include "host_stub/findings/scan.hpp"
#include "host_stub/findings/scan_buffer.hpp"

namespace itsm::host::findings {

// Reads a file of this format into the sink, as its importer says.
Result<> read_scan(Format format, std::istream& file, const ScanTarget& target, ScanSink& sink,
                   const Progress& progress = {});

// How often the importer of this format reads the file.
int readings_of(Format format);

}  // namespace itsm::host::findings
