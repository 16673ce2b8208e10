// SPDX-License-Identifier: Apache-2.0
#include "host_stub/api/router.hpp"

namespace itsm::host::api {
namespace {

// The first segment of a path, which is then taken off: "/a/b" -> "a", and "/b" is left.
std::string_view take_segment(std::string_view& path) {
  path.remove_prefix(1);
  const auto end = std::min(path.find('/'), path.size());
  const std::string_view segment = path.substr(0, end);
  path.remove_prefix(end);
  return segment;
}

// Whether the path has the pattern's form; fills in what stands for {name}.
bool fits(std::string_view pattern, std::string_view path, std::map<std::string, std::string>& captured) {
  while (!pattern.empty() && !path.empty()) {
    const std::string_view expected = take_segment(pattern);
    const std::string_view segment = take_segment(path);
    if (expected.starts_with('{')) {
      if (segment.empty()) return false;
      captured.emplace(expected.substr(1, expected.size() - 2), segment);
    } else if (expected != segment) {
      return false;
    }
  }
  return pattern.empty() && path.empty();
}

}  // namespace

Router::Match Router::find(std::string_view method, std::string_view path) const {
  if (!path.starts_with('/')) return {};
  Match without_route;
  for (const auto& route : routes_) {
    Match match;
    if (!fits(route.path, path, match.captured)) continue;
    if (route.method == method || (route.method == "GET" && method == "HEAD")) {
      match.route = &route;
      return match;
    }
    const std::string methods(route.method == "GET" ? "GET, HEAD" : route.method);
    without_route.allow += (without_route.allow.empty() ? "" : ", ") + methods;
  }
  return without_route;
}

}  // namespace itsm::host::api
