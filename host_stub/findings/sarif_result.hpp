// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "host_stub/findings/sarif_run.hpp"
#include "host_stub/findings/scan.hpp"
#include "host_stub/findings/translated.hpp"

namespace itsm::host::findings::sarif {

// Why a result that is well-formed makes no finding: its kind when that is not "fail", "absent" when its
// baseline says that it is gone.
std::optional<std::string> reason_to_skip(const ScanResult& result);

// `where` is the run's asset, branch and scanner. The failure is a sentence for the import's report.
Translation translate(const ScanResult& result, const Run& run, const ScanRun& where);

}  // namespace itsm::host::findings::sarif
