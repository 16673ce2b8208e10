// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>

#include <itsm/documents/manifest.hpp>

#include "host_stub/http/client.hpp"
#include "host_stub/integrations/address.hpp"
#include "host_stub/integrations/encoding.hpp"

// What passes between this host and an authorisation server (RFC 6749, 7636, 7009). Pure.
namespace itsm::host::integrations {

// What a vendor gave.
struct Tokens {
  std::string access{};
  std::string refresh{};                       // empty: none
  std::string scopes{};                        // between blanks; empty: the vendor did not say
  std::optional<std::chrono::seconds> life{};  // of the access token; absent: it did not say
};

// Why it gave nothing.
struct TokenRefusal {
  bool for_good = false;  // asking again with the same is pointless
  std::string code{};     // of RFC 6749 where there is one: "invalid_grant"
  std::string message{};  // for an operator
};

// All scopes that the manifest asks for, as the vendor joins them.
std::string joined_scopes(const OAuth2& oauth);

// Where a person is sent to consent.
std::string authorize_url(const OAuth2& oauth, const Endpoint& authorize, const std::string& client_id,
                          const std::string& redirect_uri, const std::string& state,
                          const std::string& code_verifier);
// The answer to a code verifier that travels with that address: S256.
std::string code_challenge(const std::string& code_verifier);

// A token request, as JSON or as a form, with the client's id and secret in its body. It is a write: the
// answer of a rotated token must not be had twice.
http::OutboundRequest token_request(const OAuth2& oauth, const Endpoint& token,
                                    const std::map<std::string, std::string>& fields,
                                    const Parameters& parameters);

// Vendors say no with 400, 401 and 403 alike, and some with 200: what counts is whether there is an access
// token.
itsm::Result<Tokens, TokenRefusal> read_token_answer(const HttpResponse& answer);

}  // namespace itsm::host::integrations
