// SPDX-License-Identifier: Apache-2.0
#include "tests/simulators/jira/routes.hpp"

namespace itsm::simulators::jira {
namespace {

// The captures, if the path fits the pattern.
std::optional<std::vector<std::string>> fit(std::string_view pattern, std::span<const std::string> segments) {
  const auto parts = split(pattern, '/');
  if (parts.size() != segments.size()) return std::nullopt;
  std::vector<std::string> captures;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (parts[i] == "*")
      captures.push_back(segments[i]);
    else if (parts[i] != segments[i])
      return std::nullopt;
  }
  return captures;
}

}  // namespace

RouteMatch find_route(std::span<const Route> routes, const std::string& method,
                      std::span<const std::string> segments) {
  RouteMatch match;
  for (const auto& route : routes) {
    auto captures = fit(route.path, segments);
    if (!captures) continue;
    if (route.method == method) return {&route, std::move(*captures), true};
    match.path_known = true;
  }
  return match;
}

std::string origin_of(const Request& request) {
  return "http://" + request.header("Host").value_or("localhost");
}

}  // namespace itsm::simulators::jira
