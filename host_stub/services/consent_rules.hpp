// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>

#include "host_stub/services/services.hpp"
#include "host_stub/store/oauth_consents.hpp"

// Within the services: when a consent may go on.
namespace itsm::host::services {

Problem consent_unknown();
// Why this browser may not go on with the consent; nothing when it may.
std::optional<Problem> refusal_of(const store::OAuthConsentRow& consent, const store::Bytes& browser_hash,
                                  Time now);
// Refused: an integration that no consent connects, one without its app's client_id.
Result<> check_by_consent(const integrations::Account& account,
                          const std::map<std::string, std::string>& fields);
// The integration still authenticates itself as it did when the consent began. Refused with
// "consent_outdated".
Result<> check_unchanged(const integrations::Account& account, const store::OAuthConsentRow& consent);
// Where people consent; in development possibly at a simulator.
Result<integrations::Endpoint> authorize_endpoint(const integrations::Account& account);
// The administrator's token is valid still. Refused with "consent_not_yours".
Result<> check_starter(Services& services, const store::OAuthConsentRow& consent);

// Into the audit log: who, what, to which integration.
Result<> note_consent(Services& services, store::Transaction& owner, const store::OAuthConsentRow& consent,
                      const std::string& action, const std::string& integration,
                      const Json& details = Json::object());

}  // namespace itsm::host::services
