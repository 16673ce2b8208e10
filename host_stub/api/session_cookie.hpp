// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "host_stub/http/listener.hpp"
#include "host_stub/services/services.hpp"

// What every way to sign in has in common.
namespace itsm::host::api {

// Secrets of people do not travel in the clear. Refused with "sign_in_needs_https".
Result<> check_way_to_sign_in(const http::Request& request);

// Whether browsers reach this host by https.
bool is_secure(const services::Services& services);

// The value of Set-Cookie; an empty session takes the cookie away.
std::string session_cookie(const services::Services& services, std::string_view session);

}  // namespace itsm::host::api
