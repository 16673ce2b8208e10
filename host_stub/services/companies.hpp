// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "host_stub/services/services.hpp"

namespace itsm::host::services {

// The company of that name. An empty name stands for the only one that there is. Refused with the names that
// there are, and a near match.
Result<CompanyId> company_named(Services& services, const std::string& name);

}  // namespace itsm::host::services
