// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "host_stub/services/services.hpp"
#include "host_stub/store/companies.hpp"

// Within the services: the end of an integration's access to its vendor.
namespace itsm::host::services {

struct AccessEnd {
  std::string effect{};                            // as a sentence
  std::optional<integrations::Account> account{};  // absent: its plugin or its settings are no longer good

  // Destroys what gives access, here and, where the vendor can, there. `left`: what a person must do.
  Result<> carry_out(Services& services, const store::IntegrationRow& integration,
                     std::vector<std::string>& left) const;
};
Result<AccessEnd> access_end(Services& services, const store::IntegrationRow& integration);

// For each of the companies whose routing names the integration: that it leads nowhere then.
Result<std::vector<std::string>> routed_to(Services& services, const store::IntegrationRow& integration,
                                           const std::vector<store::CompanyRow>& companies);

}  // namespace itsm::host::services
