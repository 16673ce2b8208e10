// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "tests/simulators/atlassian/grants.hpp"
#include "tests/simulators/world/world.hpp"

namespace itsm::simulators::atlassian {

// What the token endpoint refuses with.
struct OauthRefusal {
  int status;
  std::string error;
  std::string description;
};

// POST /oauth/token, as JSON or as a form. Throws OauthRefusal.
Answer answer_token_request(const Request& request, const World& world, Grants& grants);

}  // namespace itsm::simulators::atlassian
