// SPDX-License-Identifier: Apache-2.0
#include "host_stub/api/session_cookie.hpp"

#include "host_stub/api/cookies.hpp"
#include "host_stub/http/address_guard.hpp"
#include "host_stub/services/public_url.hpp"

namespace itsm::host::api {

// What a proxy on this machine forwards comes from a loopback address.
Result<> check_way_to_sign_in(const http::Request& request) {
  const auto peer = http::Address::parse(request.peer);
  for (const auto* const block : {"127.0.0.0/8", "::1"})
    if (peer && http::Network::parse(block)->contains(*peer)) return {};
  return problem(
      ProblemKind::forbidden, "sign_in_needs_https",
      "people sign in over https, or on this machine itself: here the password would travel in the clear",
      "let a proxy on this machine that speaks TLS forward to this host");
}

bool is_secure(const services::Services& services) {
  const auto address = services::public_url(services.settings.server);
  return address && address->starts_with("https:");
}

std::string session_cookie(const services::Services& services, std::string_view session) {
  const bool secure = is_secure(services);
  return set_cookie(
      {secure ? kSecureSession : kPlainSession, session, "Strict", session.empty() ? 0 : -1, secure});
}

}  // namespace itsm::host::api
