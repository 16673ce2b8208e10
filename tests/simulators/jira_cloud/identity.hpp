// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <set>
#include <string>

#include "tests/simulators/world/world.hpp"

namespace itsm::simulators::jira_cloud {

// Who calls, as the credentials of a request say.
struct Identity {
  bool given = false;                             // there were credentials, right or wrong
  const User* user = nullptr;                     // null: nobody
  std::string app{};                              // client id of the OAuth app that calls for the user
  std::optional<std::set<std::string>> scopes{};  // what the token is limited to; nullopt: nothing
};

}  // namespace itsm::simulators::jira_cloud
