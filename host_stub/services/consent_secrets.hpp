// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "host_stub/services/services.hpp"
#include "host_stub/store/oauth_consents.hpp"

// Within the services: what of a consent is a secret, and how it is kept.
namespace itsm::host::services {

// A random text that says whose it is: <company>.<32 random bytes>. Links and states come back from browsers
// without any other word about the company.
std::string new_consent_key(CompanyId company);
std::optional<CompanyId> company_of_key(std::string_view key);
store::Bytes hash_of_key(std::string_view key);

// The state's hash is the consent's own, so no blob of another consent opens there.
vault::Place place_of_consent(IntegrationId integration, const store::Bytes& state_hash,
                              std::int64_t row_version);
// Fills in key_id and sealed of a consent: for its place and its row_version.
Result<> seal_consent(Services& services, store::Transaction& owner, store::OAuthConsentRow& consent,
                      std::string_view content);
Result<std::string> unseal_consent(Services& services, store::Transaction& owner,
                                   const store::OAuthConsentRow& consent);

}  // namespace itsm::host::services
