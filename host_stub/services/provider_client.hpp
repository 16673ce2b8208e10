// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <itsm/json.hpp>

#include "host_stub/identity/provider.hpp"
#include "host_stub/services/services.hpp"

// Within the services: what this host asks the sign-in provider, through the client that is for vendors too.
// Refused with "provider_unreachable" (unavailable) where it does not answer as it should, and with
// "provider_wrong" where it is not the one that is configured.
namespace itsm::host::services {

// Refused with "provider_none" (not_found).
Result<> check_has_provider(const Services& services);

// As it describes itself, from memory for some minutes.
Result<identity::Provider> known_provider(Services& services);

// The keys that sign now: asked for each time, so that a key that the provider has replaced is never one.
Result<Json> provider_keys(Services& services, const identity::Provider& provider);

struct ProviderTokens {
  std::string id_token{};
  std::string access_token{};  // empty: none came
};
// Refused with "sign_in_code_refused" where the provider gives nothing for the code.
Result<ProviderTokens> exchange_code(Services& services, const identity::Provider& provider,
                                     const std::string& code, const std::string& redirect_uri,
                                     const std::string& verifier);

// What the provider tells of the person besides the ID token; an empty object where it has no such service.
Result<Json> more_claims(Services& services, const identity::Provider& provider,
                         const std::string& access_token);

}  // namespace itsm::host::services
