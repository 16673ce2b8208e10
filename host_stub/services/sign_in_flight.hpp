// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "host_stub/core/clock.hpp"
#include "host_stub/core/problem.hpp"

// A sign-in on its way through the provider's pages. Nothing of it is stored: everything comes from a random
// value that one browser keeps as a cookie, and that no other one can know.
namespace itsm::host::services {

inline constexpr std::chrono::minutes kTimeToSignInByProvider{10};

struct SignInFlight {
  std::string state{};     // goes through the provider and comes back with the browser
  std::string nonce{};     // the ID token has to repeat it
  std::string verifier{};  // of PKCE
  std::string to{};        // the page of this host that was asked for
};

SignInFlight begin_flight(const std::string& browser, const std::string& to, Time now);
// Refused with "sign_in_state_wrong", "sign_in_expired" or "sign_in_other_browser". No browser: there is no
// cookie.
Result<SignInFlight> flight_of(const std::string& browser, const std::string& state, Time now);

// A page of this host, or its first page where the address could lead anywhere else.
std::string page_inside(const std::string& to);

// Whether it can be the value of the cookie.
bool is_browser_value(const std::string& browser);

}  // namespace itsm::host::services
