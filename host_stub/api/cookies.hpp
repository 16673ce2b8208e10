// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "host_stub/http/listener.hpp"

// Cookies of browsers. One with the prefix __Host- is kept only where it is Secure, so plain http has another
// name.
namespace itsm::host::api {

inline constexpr std::string_view kSecureSession = "__Host-itsm";
inline constexpr std::string_view kPlainSession = "itsm";

// The first of these that was sent; empty where none was.
std::string_view cookie(const http::Request& request, std::initializer_list<std::string_view> names);

// The value of Set-Cookie. `same_site` is Lax or Strict; no seconds: until the browser is closed; 0 takes it
// away.
struct NewCookie {
  std::string_view name{};
  std::string_view value{};
  std::string_view same_site = "Strict";
  long seconds = -1;
  bool secure = false;
};
std::string set_cookie(const NewCookie& cookie);

}  // namespace itsm::host::api
