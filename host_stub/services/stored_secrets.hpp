// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "host_stub/services/services.hpp"

namespace itsm::host::services {

// Seals one field of an integration's credential, with an entry in the audit log that names the field alone.
Result<> set_secret(Services& services, const store::IntegrationRow& integration, const std::string& field,
                    const std::string& value, const std::string& actor);

}  // namespace itsm::host::services
