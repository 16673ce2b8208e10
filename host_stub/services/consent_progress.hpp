// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "host_stub/services/consent_sites.hpp"
#include "host_stub/services/consents.hpp"

// Within the services: the steps from a consent that was answered to its end.
namespace itsm::host::services {

struct ConsentProgress {
  store::IntegrationRow integration{};
  integrations::Account account{};
  store::OAuthConsentRow consent{};
  ConsentState state{};
};

Result<ConsentProgress> progress_of(Services& services, CompanyId owner, store::OAuthConsentRow consent);

// The one that a person named by id, key or name. Refused with "site_unknown" and those that there are.
Result<Option> chosen_option(const std::vector<Option>& offered, const std::string& site);

// Each of these moves the consent on, and says so in its state.
Result<> ask_for_site(Services& services, ConsentProgress& progress, Sites sites,
                      const integrations::Tokens& tokens);
// Keeps the tokens and the site, and checks the integration. Refused with "site_already_connected".
Result<> connect(Services& services, ConsentProgress& progress, const std::string& setting,
                 const Option& site, const integrations::Tokens& tokens);
Result<> fail(Services& services, ConsentProgress& progress, const Problem& problem);

}  // namespace itsm::host::services
