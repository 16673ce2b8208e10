// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/simulators/atlassian/authorisation_server.hpp"
#include "tests/simulators/http/message.hpp"
#include "tests/simulators/jira_cloud/identity.hpp"

namespace itsm::simulators::jira_cloud {

// A request to api.atlassian.com/ex/jira/{cloudId}/..., judged: the request as the site gets it and who makes
// it, or the gateway's own answer.
struct Passage {
  std::optional<Answer> refused{};
  Request request{};
  std::string prefix{};  // of the path, which the site does not see
  Identity who{};
};

bool is_for_gateway(const Request& request);
Passage pass_gateway(const Request& request, const World& world, Time now,
                     const atlassian::AuthorisationServer& server);

// The e-mail and token of Basic credentials; nullopt where there are none.
std::optional<std::pair<std::string, std::string>> basic_credentials(const Request& request);

}  // namespace itsm::simulators::jira_cloud
