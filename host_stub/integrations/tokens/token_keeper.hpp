// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>

#include "host_stub/integrations/account.hpp"
#include "host_stub/integrations/tokens/token_vault.hpp"
#include "host_stub/integrations/tokens/turns.hpp"
#include "host_stub/observe/log.hpp"

namespace itsm::host::integrations {

using CredentialFields = std::map<std::string, std::string>;

// Keeps the OAuth tokens of all integrations: renews them before they end, at most one request at a time
// among all threads and hosts, and stores what a vendor answers before anybody uses it. Any thread.
class TokenKeeper {
 public:
  // All borrowed.
  TokenKeeper(store::Database& database, Secrets& secrets, const Clock& clock, observe::Log& log)
      : database_(database), secrets_(secrets), vault_(secrets), clock_(clock), log_(log) {}

  // An access token that is good now. `refused` is one that the vendor did not take. Refused with
  // "not_connected" and "reconnect_needed" until somebody connects it, with "vendor_tokens_unavailable" when
  // the vendor does not answer.
  Result<std::string> token(const Account& account, const std::string& refused);

  // The code that a consent brought, for tokens. Nothing is stored.
  Result<Tokens> exchange(const Account& account, const std::string& code, const std::string& redirect_uri,
                          const std::string& code_verifier);
  // Stores what a consent brought, in the place of what there was.
  Result<> keep(const Account& account, const Tokens& tokens);

  // What the vendor still takes is revoked, where its manifest says how; ours are destroyed in any case.
  // Answers what is left to do at the vendor; empty: nothing.
  Result<std::string> forget(const Account& account);
  std::string revoke(const Account& account, const Tokens& tokens);

 private:
  struct Renewal;   // what the vendor answered
  struct Decision;  // what follows from it

  Result<std::optional<std::string>> kept(const Account& account, const std::string& refused);
  Result<std::string> renewed(const Account& account, const CredentialFields& fields,
                              const std::string& refused);
  Result<Decision> decide(store::Transaction& owner, const Account& account, const CredentialFields& fields,
                          const std::string& refused, Renewal& renewal);
  bool is_usable(const Account& account, const store::OAuthTokenRow& row, const std::optional<Tokens>& tokens,
                 const std::string& refused) const;
  itsm::Result<Tokens, TokenRefusal> ask(const Account& account, const CredentialFields& fields,
                                         const Parameters& parameters);

  store::Database& database_;
  Secrets& secrets_;
  TokenVault vault_;
  const Clock& clock_;
  observe::Log& log_;
  Turns turns_;
};

}  // namespace itsm::host::integrations
