// SPDX-License-Identifier: Apache-2.0
#include "host_stub/integrations/tokens/grant.hpp"

#include <vector>

#include "host_stub/integrations/credentials.hpp"

namespace itsm::host::integrations {
namespace {

// A client without a secret is a public one; its vendor says so, not we.
std::vector<std::string> fields_of(const std::string& grant) {
  if (grant == "password") return {"client_id", "username", "password"};
  if (grant == "client_credentials") return {"client_id", "client_secret"};
  return {"client_id"};
}

Result<> check_fields(const AuthScheme& scheme, const std::map<std::string, std::string>& fields,
                      const std::string& grant) {
  for (const auto& key : fields_of(grant)) ITSM_CHECK(credential_field(scheme, fields, key));
  return {};
}

}  // namespace

Result<std::string> chosen_grant(const AuthScheme& scheme, const std::map<std::string, std::string>& fields) {
  const auto& grants = scheme.oauth2->grants;
  if (grants.empty())
    return problem(ProblemKind::internal, "grant_missing",
                   "the authentication '" + scheme.id + "' names no grant",
                   "report this to the plugin's author");
  for (const auto& grant : grants)
    if (check_fields(scheme, fields, grant)) return grant;
  ITSM_CHECK(check_fields(scheme, fields, grants.front()));
  return grants.front();
}

Parameters renewal_parameters(const AuthScheme& scheme, const std::string& grant,
                              const std::map<std::string, std::string>& fields, const std::string& refresh) {
  if (grant == kByConsent) return {{"grant_type", "refresh_token"}, {"refresh_token", refresh}};
  Parameters parameters{{"grant_type", grant}};
  if (grant == "password") {
    parameters.emplace_back("username", fields.at("username"));
    parameters.emplace_back("password", fields.at("password"));
  }
  const std::string scopes = joined_scopes(*scheme.oauth2);
  if (!scopes.empty()) parameters.emplace_back("scope", scopes);
  return parameters;
}

}  // namespace itsm::host::integrations
