// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "host_stub/api/route.hpp"

namespace itsm::host::api {

// Finds the route of a request: the first of the table whose path and method fit. Immutable; any thread.
class Router {
 public:
  explicit Router(std::vector<Route> routes) : routes_(std::move(routes)) {}

  struct Match {
    const Route* route = nullptr;                   // null: there is none
    std::map<std::string, std::string> captured{};  // what stands for {name}
    std::string allow{};  // without a route: the methods that this path has; empty: there is no such path
  };
  Match find(std::string_view method, std::string_view path) const;

  const std::vector<Route>& routes() const { return routes_; }

 private:
  std::vector<Route> routes_;
};

}  // namespace itsm::host::api
