// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host_stub/integrations/account.hpp"
#include "host_stub/integrations/credentials.hpp"
#include "host_stub/integrations/secrets.hpp"
#include "host_stub/integrations/tokens/session_keeper.hpp"
#include "host_stub/integrations/tokens/token_keeper.hpp"

namespace itsm::host::integrations {

// The credential of one integration, opened at each use and never held, and its tokens.
class StoredCredential final : public CredentialSource {
 public:
  // All but the account are borrowed.
  StoredCredential(Account account, Secrets& secrets, TokenKeeper& tokens, SessionKeeper& sessions)
      : account_(std::move(account)), secrets_(secrets), tokens_(tokens), sessions_(sessions) {}

  Result<CredentialFields> open() override;
  Result<std::string> secret(const std::string& name) override;
  Result<std::string> token(const std::string& refused) override;

 private:
  const Account account_;
  Secrets& secrets_;
  TokenKeeper& tokens_;
  SessionKeeper& sessions_;
};

// Tokens that are not stored yet: of a consent whose site is not chosen.
class NewTokens final : public CredentialSource {
 public:
  explicit NewTokens(Tokens tokens) : tokens_(std::move(tokens)) {}

  Result<CredentialFields> open() override { return CredentialFields(); }
  Result<std::string> secret(const std::string& name) override;
  Result<std::string> token(const std::string& refused) override;

 private:
  const Tokens tokens_;
};

}  // namespace itsm::host::integrations
