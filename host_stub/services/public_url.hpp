// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "host_stub/config/host_settings.hpp"
#include "host_stub/core/problem.hpp"

namespace itsm::host::services {

// How browsers and vendors reach this host: as configured, else where it listens. Refused with
// "public_url_missing" where that is any free port.
Result<std::string> public_url(const config::ServerSettings& server);

// What an operator should know of that address when the host starts: who cannot reach it.
std::vector<std::string> public_url_notes(const config::ServerSettings& server);

}  // namespace itsm::host::services
