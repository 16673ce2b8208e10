// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace itsm::host::vault {

// Keeps secrets in memory out of reach: no core dumps (children inherit that), no tracing or reading of this
// process's memory by others of its user (a started program begins anew). Early in main, before threads and
// secrets. What could not be had comes back as sentences for the log; the host runs on. LeakSanitizer traces
// its own process, so a program built with it that is not run by root needs detect_leaks=0.
std::vector<std::string> harden_process();

}  // namespace itsm::host::vault
