// SPDX-License-Identifier: Apache-2.0
#include "host_stub/integrations/credentials.hpp"

#include "host_stub/integrations/encoding.hpp"

namespace itsm::host::integrations {
namespace {

std::string bearer_prefix(const AuthScheme& scheme) {
  return scheme.header_prefix.empty() ? "Bearer " : scheme.header_prefix;
}

}  // namespace

Result<std::string> credential_field(const AuthScheme& scheme,
                                     const std::map<std::string, std::string>& fields,
                                     const std::string& key) {
  const auto found = fields.find(key);
  if (found != fields.end() && !found->second.empty()) return found->second;
  return problem(ProblemKind::invalid, "credential_missing",
                 "the credential has no " + key + ", which the authentication '" + scheme.id + "' needs",
                 "store it with: host_stub secrets set INTEGRATION " + key);
}

bool is_secret_field(const AuthScheme& scheme, const std::string& key) {
  for (const CredentialField& known : scheme.fields)
    if (known.key == key) return known.secret;
  return key != "username" && key != "client_id";
}

bool has_kept_token(const AuthScheme& scheme) {
  return scheme.kind == AuthKind::oauth2 || scheme.kind == AuthKind::session;
}

Header token_header(const AuthScheme& scheme, const std::string& token) {
  if (scheme.kind == AuthKind::session && scheme.session)
    return {scheme.session->header, scheme.session->header_prefix + token};
  return {"Authorization", bearer_prefix(scheme) + token};
}

Result<std::vector<Header>> authentication_headers(const AuthScheme& scheme,
                                                   const std::map<std::string, std::string>& fields) {
  switch (scheme.kind) {
    case AuthKind::basic: {
      ITSM_TRY(const std::string username, credential_field(scheme, fields, "username"));
      ITSM_TRY(const std::string password, credential_field(scheme, fields, "password"));
      return std::vector<Header>{{"Authorization", "Basic " + base64(username + ":" + password)}};
    }
    case AuthKind::bearer: {
      ITSM_TRY(const std::string token, credential_field(scheme, fields, "token"));
      return std::vector<Header>{{"Authorization", bearer_prefix(scheme) + token}};
    }
    case AuthKind::header: {
      ITSM_TRY(const std::string token, credential_field(scheme, fields, "token"));
      return std::vector<Header>{{scheme.header, scheme.header_prefix + token}};
    }
    case AuthKind::oauth2:
    case AuthKind::session:
      break;
  }
  return problem(ProblemKind::internal, "auth_without_fields",
                 "the authentication '" + scheme.id + "' sends a token that the host keeps, not its fields");
}

}  // namespace itsm::host::integrations
