// SPDX-License-Identifier: Apache-2.0
#include "tests/simulators/jira_cloud/scopes.hpp"

#include <algorithm>
#include <array>

namespace itsm::simulators::jira_cloud {
namespace {

// POST requests that only read.
constexpr std::array<std::string_view, 6> kReads{"search/jql",      "search/approximate-count", "search",
                                                 "issue/bulkfetch", "changelog/bulkfetch",      "jql/match"};

std::set<std::string> needed(const jira::Route& route) {
  const auto path = route.path;
  if (path == "serverInfo" || path == "permissions/check") return {};
  if (path == "myself" || path == "user" || path.starts_with("user/") || path.starts_with("users/"))
    return {"read:jira-user"};
  if (path == "webhook" || path.starts_with("webhook/")) return {"read:jira-work", "manage:jira-webhook"};
  // The paged list of priorities is held to be configuration, unlike every other list.
  if (path == "priority/search") return {"manage:jira-configuration"};
  const bool reads = route.method == "GET" || std::find(kReads.begin(), kReads.end(), path) != kReads.end();
  return {reads ? "read:jira-work" : "write:jira-work"};
}

}  // namespace

bool allows(const std::set<std::string>& scopes, const jira::Route& route) {
  const auto wanted = needed(route);
  return std::includes(scopes.begin(), scopes.end(), wanted.begin(), wanted.end());
}

}  // namespace itsm::simulators::jira_cloud
