// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "host_stub/store/database.hpp"

// Sealed OAuth tokens, a row for each integration that has some. In the scope of the integration's owner.
namespace itsm::host::store {

struct OAuthTokenRow {
  std::string auth{};             // id of the auth scheme for which they were given
  std::optional<Bytes> key_id{};  // absent: there are none yet
  Bytes sealed{};
  std::int64_t row_version = 0;
  std::string scopes{};  // as granted, between blanks
  std::optional<Time> expires_at{};
  std::optional<Time> renew_at{};
  std::string refusal{};  // why the vendor gives no more; empty: it does
  Time updated_at{};
};

Result<std::optional<OAuthTokenRow>> load_oauth_token(Transaction& owner, IntegrationId integration);
// The row, made where there is none, locked until the transaction ends: others wait here.
Result<OAuthTokenRow> lock_oauth_token(Transaction& owner, IntegrationId integration, Time now);
// In the place of whatever was there; row_version is the new one. False when that is not the next one.
Result<bool> store_oauth_token(Transaction& owner, IntegrationId integration, const OAuthTokenRow& row,
                               Time now);
Result<> refuse_oauth_token(Transaction& owner, IntegrationId integration, const std::string& refusal,
                            Time now);
Result<> delete_oauth_token(Transaction& owner, IntegrationId integration);

// Integrations of the owner whose tokens were last renewed before that time, and can be.
Result<std::vector<IntegrationId>> resting_oauth_tokens(Transaction& owner, Time before);

}  // namespace itsm::host::store
