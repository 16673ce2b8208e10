// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "tests/simulators/jira_cloud/handlers.hpp"

namespace itsm::simulators::jira_cloud {
namespace {

// User lists are plain arrays without totals.
Json rows(const Call& call, const std::vector<const User*>& users) {
  const auto bounds = page_bounds(call, 50, 1000);
  auto out = Json::array();
  for (auto i = static_cast<std::size_t>(bounds.start);
       i < users.size() && out.size() < static_cast<std::size_t>(bounds.size); ++i)
    out.push_back(call.view().user(users[i]->account_id));
  return out;
}

// Exactly one of query and accountId, or 400.
std::vector<const User*> matching(const Call& call) {
  const auto query = call.request.parameter("query");
  const auto account = call.request.parameter("accountId");
  if (query.has_value() == account.has_value())
    throw refusal(400, query ? "Only one of 'query' and 'accountId' may be specified."
                             : "The query parameter 'query' or 'accountId' must be specified.");
  std::vector<const User*> found;
  for (const auto& user : call.site.world().users) {
    const bool by_email = !user.hides_email && lower(user.email).starts_with(lower(query.value_or("\n")));
    if (account ? user.account_id == *account : contains_word(user.name, *query) || by_email)
      found.push_back(&user);
  }
  return found;
}

}  // namespace

Answer get_user(const Call& call) {
  const auto account = call.request.parameter("accountId");
  if (!account) throw refusal(400, "The query parameter 'accountId' must be specified.");
  if (call.site.world().user(*account) == nullptr)
    throw refusal(404, "Specified user does not exist or you do not have required permissions");
  return json_answer(200, call.view().user(*account));
}

Answer search_users(const Call& call) { return json_answer(200, rows(call, matching(call))); }

Answer search_assignable_users(const Call& call) {
  const auto key = call.request.parameter("issueKey");
  const auto project_name = call.request.parameter("project");
  const Project* project = nullptr;
  if (key)
    project = &call.site.project_of(call.site.require(call.caller, *key));
  else if (project_name)
    project = call.site.visible_project(call.caller, *project_name);
  else
    throw refusal(400, "Either issueKey or project must be specified.");
  if (project == nullptr) throw refusal(404, "No project could be found with key '" + *project_name + "'.");
  auto found = matching(call);
  std::erase_if(found, [&](const User* user) {
    return !user->active || !call.site.may(user, *project, "ASSIGNABLE_USER");
  });
  return json_answer(200, rows(call, found));
}

}  // namespace itsm::simulators::jira_cloud
