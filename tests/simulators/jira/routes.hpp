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

// Routes that lie below one path, such as "rest/api/2".
struct RouteTable {
  std::string_view below;
  std::span<const Route> routes;
};

struct RouteMatch {
  const Route* route = nullptr;  // null: none has this path with this method
  std::vector<std::string> captures{};
  std::string_view below{};  // of the table
  bool path_known = false;   // with some method
};
// The first row that fits, of the first table.
RouteMatch find_route(std::span<const RouteTable> tables, const Request& request);

// The handler's answer, and its refusals as answers.
Answer answer_of(const Route& route, const Call& call);

// For somebody who had to be signed in.
Answer unauthenticated(const std::string& origin);

// Where the caller believes the site to be.
std::string origin_of(const Request& request);

}  // namespace itsm::simulators::jira
