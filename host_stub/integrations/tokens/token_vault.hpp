// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "host_stub/integrations/secrets.hpp"
#include "host_stub/integrations/tokens/token_request.hpp"
#include "host_stub/store/oauth_tokens.hpp"

namespace itsm::host::integrations {

// Tokens as they are stored: sealed together, for their company, integration and version. Any thread.
class TokenVault {
 public:
  explicit TokenVault(Secrets& secrets) : secrets_(secrets) {}

  // What a row holds; nothing when there is none yet.
  Result<std::optional<Tokens>> open(store::Transaction& owner, IntegrationId integration,
                                     const store::OAuthTokenRow& row);
  // Puts them in the place of what the row held. Refused with "tokens_changed" when that is another version
  // by now.
  Result<> keep(store::Transaction& owner, IntegrationId integration, const std::string& auth,
                const Tokens& tokens, std::int64_t before, Time now);

  // For what the seal of a row's tokens is good.
  static vault::Place place(IntegrationId integration, std::int64_t row_version);

  // As text that may be sealed elsewhere.
  static std::string to_text(const Tokens& tokens);
  static Tokens from_text(const std::string& text);

 private:
  Secrets& secrets_;
};

// When to ask for a new token: before the old one ends, so that no request is refused.
Time renewal_time(Time now, std::chrono::seconds life);

}  // namespace itsm::host::integrations
