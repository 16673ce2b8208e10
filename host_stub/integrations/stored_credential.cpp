// SPDX-License-Identifier: Apache-2.0
#include "host_stub/integrations/stored_credential.hpp"

namespace itsm::host::integrations {
namespace {

Unexpected<Problem> no_secret(const std::string& integration, const std::string& name) {
  return problem(ProblemKind::invalid, "secret_missing", "the integration has no secret '" + name + "'",
                 "store it with: host_stub secrets set " + integration + " " + name);
}

}  // namespace

Result<CredentialFields> StoredCredential::open() {
  return secrets_.open(account_.identity.owner, account_.identity.id);
}

Result<std::string> StoredCredential::secret(const std::string& name) {
  ITSM_TRY(auto fields, open());
  const auto found = fields.find(name);
  if (found != fields.end()) return std::move(found->second);
  return no_secret(account_.identity.name, name);
}

Result<std::string> StoredCredential::token(const std::string& refused) {
  return account_.scheme->kind == AuthKind::session ? sessions_.token(account_, refused)
                                                    : tokens_.token(account_, refused);
}

Result<std::string> NewTokens::secret(const std::string& name) { return no_secret("INTEGRATION", name); }

Result<std::string> NewTokens::token(const std::string& refused) {
  if (tokens_.access != refused) return tokens_.access;
  return problem(ProblemKind::invalid, "consent_token_refused",
                 "the vendor does not take the token that it has just given", "begin the consent again");
}

}  // namespace itsm::host::integrations
