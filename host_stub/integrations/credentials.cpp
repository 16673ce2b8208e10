// SPDX-License-Identifier: Apache-2.0
#include "host_stub/integrations/credentials.hpp"

#include <openssl/evp.h>

namespace itsm::host::integrations {
namespace {

std::string base64(const std::string& bytes) {
  std::string out(4 * ((bytes.size() + 2) / 3) + 1, '\0');
  const int size =
      EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                      reinterpret_cast<const unsigned char*>(bytes.data()), static_cast<int>(bytes.size()));
  out.resize(static_cast<std::size_t>(size));
  return out;
}

}  // namespace

Result<std::vector<Header>> authentication_headers(const AuthScheme& scheme,
                                                   const std::map<std::string, std::string>& fields) {
  const auto field = [&](const std::string& key) -> Result<std::string> {
    const auto found = fields.find(key);
    if (found != fields.end() && !found->second.empty()) return found->second;
    return problem(ProblemKind::invalid, "credential_missing",
                   "the credential has no " + key + ", which the authentication '" + scheme.id + "' needs",
                   "store it with: host_stub secrets set INTEGRATION " + key);
  };
  switch (scheme.kind) {
    case AuthKind::basic: {
      ITSM_TRY(const std::string username, field("username"));
      ITSM_TRY(const std::string password, field("password"));
      return std::vector<Header>{{"Authorization", "Basic " + base64(username + ":" + password)}};
    }
    case AuthKind::bearer: {
      ITSM_TRY(const std::string token, field("token"));
      const std::string prefix = scheme.header_prefix.empty() ? "Bearer " : scheme.header_prefix;
      return std::vector<Header>{{"Authorization", prefix + token}};
    }
    case AuthKind::header: {
      ITSM_TRY(const std::string token, field("token"));
      return std::vector<Header>{{scheme.header, scheme.header_prefix + token}};
    }
    case AuthKind::oauth2:
    case AuthKind::session:
      break;
  }
  return problem(ProblemKind::invalid, "auth_unavailable",
                 "this version of the host cannot use the authentication '" + scheme.id + "'",
                 "choose another one that the plugin offers: host_stub plugins inspect shows them");
}

}  // namespace itsm::host::integrations
