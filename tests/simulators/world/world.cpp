// SPDX-License-Identifier: Apache-2.0
#include "tests/simulators/world/world.hpp"

#include <algorithm>

#include "tests/simulators/http/message.hpp"

namespace itsm::simulators {
namespace {

template <class T>
const T* find_in(const std::map<std::string, T>& map, std::string_view id) {
  const auto found = map.find(std::string(id));
  return found == map.end() ? nullptr : &found->second;
}

}  // namespace

const Transition* Workflow::find(std::string_view id) const {
  const auto found =
      std::find_if(transitions.begin(), transitions.end(), [&](const auto& t) { return t.id == id; });
  return found == transitions.end() ? nullptr : &*found;
}

const User* World::user(std::string_view account_id) const {
  const auto found =
      std::find_if(users.begin(), users.end(), [&](const auto& u) { return u.account_id == account_id; });
  return found == users.end() ? nullptr : &*found;
}

const User* World::user_named(std::string_view username) const {
  const auto found = std::find_if(users.begin(), users.end(),
                                  [&](const auto& u) { return same_word(u.username, username); });
  return found == users.end() ? nullptr : &*found;
}

const User* World::sign_in(std::string_view email, std::string_view token) const {
  const auto found = std::find_if(users.begin(), users.end(), [&](const auto& user) {
    return user.active && !user.token.empty() && same_word(user.email, email) && user.token == token;
  });
  return found == users.end() ? nullptr : &*found;
}

const Project* World::project(std::string_view id_or_key) const {
  const auto is = [&](const Project& p) { return p.id == id_or_key || same_word(p.key, id_or_key); };
  auto found = std::find_if(projects.begin(), projects.end(), is);
  if (found == projects.end())  // a former key leads to the project as long as no other has taken it
    found = std::find_if(projects.begin(), projects.end(),
                         [&](const auto& p) { return same_word(p.handle, id_or_key); });
  return found == projects.end() ? nullptr : &*found;
}

const Status& World::status(std::string_view id) const {
  const auto* found = find_in(statuses, id);
  if (found == nullptr) throw SeedError("status '" + std::string(id) + "' does not exist");
  return *found;
}

const Priority* World::priority(std::string_view id) const { return find_in(priorities, id); }
const Resolution* World::resolution(std::string_view id) const { return find_in(resolutions, id); }
const IssueType* World::issue_type(std::string_view id) const { return find_in(issue_types, id); }
const Field* World::field(std::string_view id) const { return find_in(fields, id); }

const Part* World::group(std::string_view id_or_name) const {
  const auto found = std::find_if(groups.begin(), groups.end(), [&](const Part& group) {
    return group.id == id_or_name || same_word(group.name, id_or_name);
  });
  return found == groups.end() ? nullptr : &*found;
}

const Screen& World::screen_of(const Project& project, std::string_view type) const {
  const auto own = project.screens.find(std::string(type));
  return screens.at(own != project.screens.end() ? own->second : project.screens.at("default"));
}

const Workflow& World::workflow_of(const Project& project, std::string_view type) const {
  const auto own = project.workflows.find(std::string(type));
  return workflows.at(own != project.workflows.end() ? own->second : project.workflows.at("default"));
}

const PriorityScheme& World::priorities_of(const Project& project) const {
  return priority_schemes.at(project.priority_scheme);
}

const SecurityScheme* World::security_of(const Project& project) const {
  return find_in(security_schemes, project.security_scheme);
}

const SecurityLevel* World::security_level(std::string_view id) const {
  for (const auto& [handle, scheme] : security_schemes)
    for (const auto& level : scheme.levels)
      if (level.id == id) return &level;
  return nullptr;
}

}  // namespace itsm::simulators
