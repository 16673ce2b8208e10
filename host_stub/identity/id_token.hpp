// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <itsm/json.hpp>

#include "host_stub/core/clock.hpp"
#include "host_stub/core/problem.hpp"

namespace itsm::host::identity {

// What the token has to be about.
struct ExpectedToken {
  std::string issuer{};
  std::string client_id{};
  std::string nonce{};
  Time now{};
};

// The claims of an ID token, once everything about it is right (OpenID Connect Core 1.0, 3.1.3.7): signed
// with RS256 or ES256 by a key of the provider's set, from this issuer, for this client, for this sign-in,
// and not over. Refused with "id_token_refused", saying what is wrong. Pure.
Result<Json> claims_of_id_token(const std::string& token, const Json& key_set, const ExpectedToken& expected);

}  // namespace itsm::host::identity
