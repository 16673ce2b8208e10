// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "host_stub/services/integration_scope.hpp"

// Within the services: allowed projects by the vendor's ids.
namespace itsm::host::services {

// Stores the id of each allowed project that has none yet, and fills it in. Answers what a person should
// know: projects that are called otherwise now.
Result<std::vector<std::string>> keep_project_ids(Services& services, integrations::LiveIntegration& live,
                                                  const store::IntegrationRow& integration,
                                                  std::vector<Served>& served);

}  // namespace itsm::host::services
