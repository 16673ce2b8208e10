// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <itsm/documents/manifest.hpp>

#include "host_stub/config/documents.hpp"

namespace itsm::host::services {

// What of an integration's document its plugin does not have: the authentication, settings and credential
// fields, by their names, and values of the wrong kind. Every mistake at once, with what would be right. A
// required setting may be missing while the integration is not to be enabled.
std::vector<std::string> misfits(const config::Integration& integration, const Manifest& manifest);

}  // namespace itsm::host::services
