// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <istream>

#include "host_stub/services/services.hpp"

namespace itsm::host::services {

// Brings a scan in and makes the tickets that policies make by themselves, or asks for them. The report says
// what came of both; tickets that could not be made do not make the import fail.
Result<findings::ImportReport> import_scan(Services& services, std::istream& file,
                                           const findings::ImportOptions& options,
                                           const findings::ImportProgress& progress = {});

}  // namespace itsm::host::services
