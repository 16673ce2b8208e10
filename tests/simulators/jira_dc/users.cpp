// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "tests/simulators/jira_dc/handlers.hpp"

namespace itsm::simulators::jira_dc {
namespace {

constexpr int kUserLimit = 1000;
constexpr int kAssignableLimit = 100;
constexpr int kStandard = 50;

// Names, user names and addresses that begin with the words; "." is everybody's, as people have found out.
bool matches(const User& user, const std::string& words) {
  const auto starts = [&](const std::string& text) { return lower(text).starts_with(lower(words)); };
  if (words.empty() || words == ".") return true;
  const auto names = split(user.name, ' ');
  return starts(user.username) || starts(user.name) || (!user.hides_email && starts(user.email)) ||
         std::any_of(names.begin(), names.end(), starts);
}

std::vector<Json> rows(const Call& call, const std::vector<const User*>& users, PageBounds bounds) {
  std::vector<Json> out;
  for (auto i = static_cast<std::size_t>(bounds.start);
       i < users.size() && out.size() < static_cast<std::size_t>(bounds.size); ++i)
    out.push_back(call.view().user(users[i]->account_id));
  return out;
}

// More than the most is answered with the standard number.
PageBounds assignable_page(const Call& call) {
  auto bounds = page_bounds(call, kStandard, kUserLimit);
  if (bounds.size > kAssignableLimit) bounds.size = kStandard;
  return bounds;
}

const Project& require_project(const Call& call, const std::string& name) {
  const auto* project = call.site.visible_project(call.caller, name);
  if (project == nullptr) throw refusal(404, "No project could be found with key '" + name + "'.");
  return *project;
}

std::vector<const User*> assignable(const Call& call, const std::vector<const Project*>& projects) {
  const auto words = call.request.parameter("username").value_or("");
  std::vector<const User*> found;
  for (const auto& user : call.site.world().users) {
    const bool everywhere = std::all_of(projects.begin(), projects.end(), [&](const Project* project) {
      return call.site.may(&user, *project, "ASSIGNABLE_USER");
    });
    if (user.active && everywhere && matches(user, words)) found.push_back(&user);
  }
  return found;
}

}  // namespace

Answer get_user(const Call& call) {
  const auto name = call.request.parameter("username");
  const auto key = call.request.parameter("key");
  if (!name && !key)
    throw refusal(404, "Either the 'username' or the 'key' query parameters need to be provided");
  const auto* user = name ? call.site.world().user_named(*name) : call.site.world().user(*key);
  if (user == nullptr)
    throw refusal(404, name ? "The user named '" + *name + "' does not exist"
                            : "The user with the key '" + *key + "' does not exist");
  return json_answer(200, call.view().user(user->account_id));
}

Answer search_users(const Call& call) {
  const auto words = call.request.parameter("username");
  if (!words || words->empty()) throw refusal(400, "The username query parameter was not provided");
  const bool active = same_word(call.request.parameter("includeActive").value_or("true"), "true");
  const bool inactive = same_word(call.request.parameter("includeInactive").value_or("false"), "true");
  std::vector<const User*> found;
  for (const auto& user : call.site.world().users)
    if ((user.active ? active : inactive) && matches(user, *words)) found.push_back(&user);
  return json_answer(200, rows(call, found, page_bounds(call, kStandard, kUserLimit)));
}

Answer search_assignable_users(const Call& call) {
  const auto key = call.request.parameter("issueKey");
  const auto name = call.request.parameter("project");
  if (!key && !name)
    throw refusal(400, "Either the 'project' or the 'issueKey' query parameter must be provided");
  const auto& project =
      key ? call.site.project_of(call.site.require(call.caller, *key)) : require_project(call, *name);
  return json_answer(200, rows(call, assignable(call, {&project}), assignable_page(call)));
}

Answer search_assignable_users_of_projects(const Call& call) {
  const auto keys = call.list("projectKeys");
  if (keys.empty()) throw refusal(400, "The projectKeys query parameter was not provided");
  std::vector<const Project*> projects;
  for (const auto& key : keys) projects.push_back(&require_project(call, key));
  return json_answer(200, rows(call, assignable(call, projects), assignable_page(call)));
}

Answer pick_users(const Call& call) {
  const auto words = call.request.parameter("query").value_or("");
  const auto bounds = page_bounds(call, kStandard, kUserLimit);
  auto users = Json::array();
  int total = 0;
  for (const auto& user : call.site.world().users) {
    if (!user.active || words.empty() || !matches(user, words)) continue;
    if (total++ < bounds.size)
      users.push_back({{"name", user.username},
                       {"key", user.account_id},
                       {"html", user.name + " (" + user.username + ")"},
                       {"displayName", user.name}});
  }
  const auto header =
      "Showing " + std::to_string(users.size()) + " of " + std::to_string(total) + " matching users";
  return json_answer(200, {{"users", std::move(users)}, {"total", total}, {"header", header}});
}

}  // namespace itsm::simulators::jira_dc
