// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/simulators/jira/site.hpp"
#include "tests/simulators/jira/webhook.hpp"
#include "tests/simulators/jira_cloud/identity.hpp"
#include "tests/simulators/jira_cloud/rate_limits.hpp"

namespace itsm::simulators::jira_cloud {

// What the answers of a site come from; borrowed.
struct Front {
  jira::Site& site;
  jira::Webhooks& webhooks;
  RateLimits& limits;
};

// Who calls the site's own host.
Identity identify(const Request& request, const World& world);

// Finds what a caller wants, and answers as Jira's front does: unknown paths, methods, media types and
// credentials, limits, and the headers that every answer has. origin: what links in the answer begin with.
Answer route(const Request& request, const Front& front, const Identity& who, const std::string& origin);

// The body that goes with a status which no handler has chosen.
Answer bare_failure(int status);

}  // namespace itsm::simulators::jira_cloud
