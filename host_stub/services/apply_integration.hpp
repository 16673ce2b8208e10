// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>

#include "host_stub/config/documents.hpp"
#include "host_stub/services/apply.hpp"

// Within the services: one integration of what is applied.
namespace itsm::host::services {

// Why the one that is stored under this name cannot become what the document says; empty: it can.
Result<std::string> owned_by_another(Services& services, const config::Integration& integration);

// Stores it, whom it serves and its credentials, and enables or disables it. Adds to the report.
Result<> apply_integration(Services& services, const config::Integration& integration,
                           const std::map<std::string, CompanyId>& companies, const std::string& actor,
                           ApplyReport& report);

}  // namespace itsm::host::services
