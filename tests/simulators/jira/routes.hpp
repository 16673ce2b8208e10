// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tests/simulators/jira/call.hpp"

// Tables of routes, and how a request finds its row.
namespace itsm::simulators::jira {

enum class For { everybody, signed_in };

struct Route {
  std::string_view method;
  std::string_view path;  // a segment of * is a capture
  For who;
  Answer (*handler)(const Call&);
};

struct RouteMatch {
  const Route* route = nullptr;  // null: none has this path with this method
  std::vector<std::string> captures{};
  bool path_known = false;  // with some method
};
RouteMatch find_route(std::span<const Route> routes, const std::string& method,
                      std::span<const std::string> segments);

// Where the caller believes the site to be.
std::string origin_of(const Request& request);

}  // namespace itsm::simulators::jira
