// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "host_stub/services/services.hpp"

// Within the services: which of a vendor's sites an integration speaks to, where one consent opens several.
namespace itsm::host::services {

struct Sites {
  std::string setting{};          // that holds the choice; empty: the vendor has no such thing
  std::vector<Option> options{};  // that the account sees
};

// Asks the plugin's picker with tokens that are not stored yet. Refused: "no_site", "site_not_offered" (the
// configuration names one that the account does not see), and as the vendor refuses.
Result<Sites> offered_sites(Services& services, const integrations::Account& account,
                            const store::IntegrationRow& integration, const integrations::Tokens& tokens);

// The integration of the same owner that is connected to the site already; empty: none.
Result<std::string> connected_to(Services& services, const store::IntegrationRow& integration,
                                 const std::string& setting, const std::string& site);

}  // namespace itsm::host::services
