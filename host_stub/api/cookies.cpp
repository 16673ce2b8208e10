// SPDX-License-Identifier: Apache-2.0
#include "host_stub/api/cookies.hpp"

#include <algorithm>

#include "host_stub/core/text.hpp"

namespace itsm::host::api {

std::string_view cookie(const http::Request& request, std::initializer_list<std::string_view> names) {
  const auto header = request.header("Cookie");
  std::string_view rest = header ? *header : std::string_view();
  while (!rest.empty()) {
    const auto end = std::min(rest.find(';'), rest.size());
    const std::string_view pair = trimmed(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    for (const auto name : names)
      if (pair.starts_with(name) && pair.substr(name.size()).starts_with('='))
        return pair.substr(name.size() + 1);
  }
  return {};
}

std::string set_cookie(const NewCookie& cookie) {
  std::string text(cookie.name);
  text += "=" + std::string(cookie.value) + "; Path=/; HttpOnly; SameSite=" + std::string(cookie.same_site);
  if (cookie.seconds >= 0) text += "; Max-Age=" + std::to_string(cookie.seconds);
  if (cookie.secure) text += "; Secure";
  return text;
}

}  // namespace itsm::host::api
