// SPDX-License-Identifier: Apache-2.0
#include "host_stub/http/header_rules.hpp"
#include "host_stub/http/listener.hpp"
#include "host_stub/http/request_target.hpp"

namespace itsm::host::http {

std::optional<std::string_view> Request::header(std::string_view name) const {
  for (const auto& candidate : headers)
    if (same_name(candidate.name, name)) return candidate.value;
  return std::nullopt;
}

std::optional<std::string> Request::parameter(std::string_view name) const {
  std::string_view rest = query;
  while (!rest.empty()) {
    const auto end = rest.find('&');
    const auto pair = rest.substr(0, end);
    rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
    const auto equals = pair.find('=');
    const auto key = percent_decode(pair.substr(0, equals), true);
    if (!key || *key != name) continue;
    return percent_decode(equals == std::string_view::npos ? std::string_view{} : pair.substr(equals + 1),
                          true);
  }
  return std::nullopt;
}

}  // namespace itsm::host::http
