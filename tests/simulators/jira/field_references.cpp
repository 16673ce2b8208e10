// SPDX-License-Identifier: Apache-2.0
#include "tests/simulators/jira/field_references.hpp"

#include <algorithm>

namespace itsm::simulators::jira {
namespace {

template <class ReadOne>
Json read_each(const Json& value, ReadOne read_one) {
  if (!value.is_array()) throw WrongValue{"data was not an array"};
  auto out = Json::array();
  for (const auto& element : value) {
    Json id = read_one(element);
    if (std::find(out.begin(), out.end(), id) == out.end()) out.push_back(std::move(id));
  }
  return out;
}

std::string member_of(const Json& value, const char* name) {
  if (!value.is_object()) return {};
  const auto found = value.find(name);
  return found != value.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::string read_part(const std::vector<Part>& parts, const char* kind, const Json& value) {
  const auto wanted = reference_of(value, "name", std::string("Specify a valid 'id' or 'name' for ") + kind);
  const auto found = std::find_if(parts.begin(), parts.end(), [&](const Part& part) {
    return wanted.id.empty() ? part.name == wanted.name : part.id == wanted.id;
  });
  if (found == parts.end())
    throw WrongValue{std::string(kind) + (wanted.id.empty() ? " name '" + wanted.name : " id '" + wanted.id) +
                     "' is not valid"};
  return found->id;
}

// The account that a value names, in the words of fields that hold several people.
std::string read_one_of_users(const Site& site, const Json& value) {
  const char* const member = site.is_cloud() ? "accountId" : "name";
  const std::string named = member_of(value, member);
  if (named.empty()) throw WrongValue{std::string("expected Object containing a '") + member + "' property"};
  const auto* user = site.is_cloud() ? site.world().user(named) : site.world().user_named(named);
  // As Jira's own functional tests have it, of Server; what Cloud says here is not known.
  if (user == nullptr) throw WrongValue{"Could not find usernames: " + named};
  return user->account_id;
}

}  // namespace

Reference reference_of(const Json& value, const char* name_member, const std::string& otherwise) {
  Reference reference;
  if (!value.is_object()) throw WrongValue{otherwise};
  if (const auto id = value.find("id"); id != value.end()) {
    if (id->is_string()) reference.id = id->get<std::string>();
    if (id->is_number_integer()) reference.id = std::to_string(id->get<std::int64_t>());
  }
  reference.name = member_of(value, name_member);
  if (reference.id.empty() && reference.name.empty()) throw WrongValue{otherwise};
  return reference;
}

std::string read_user(const Writing& writing, const Field& field, const Json& value) {
  const auto& site = writing.call.site;
  std::string account;
  if (value.is_object())
    account = site.is_cloud() ? value.value("accountId", value.value("id", std::string()))
                              : value.value("name", std::string());
  if (account.empty())
    throw WrongValue{std::string("Specify a valid '") + (site.is_cloud() ? "accountId" : "name") + "' for " +
                     field.name};
  const auto* user = site.is_cloud() ? site.world().user(account) : site.world().user_named(account);
  if (user == nullptr) throw WrongValue{"User '" + account + "' does not exist."};
  if (field.id == "assignee" &&
      (!user->active || !writing.call.site.may(user, writing.project, "ASSIGNABLE_USER")))
    throw WrongValue{"User '" + account + "' cannot be assigned issues."};
  return user->account_id;
}

Json read_users(const Writing& writing, const Json& value) {
  return read_each(value, [&](const Json& element) { return read_one_of_users(writing.call.site, element); });
}

// Cloud knows groups by an id too, since names change.
std::string read_group(const Writing& writing, const Json& value) {
  const auto& site = writing.call.site;
  // github.com/ankitpokhrel/jira-cli issue 601 and AtlassianPS/JiraPS issue 48.
  if (value.is_string())
    throw WrongValue{
        "Can not instantiate value of type [simple type, class "
        "com.atlassian.jira.issue.fields.rest.json.beans.GroupJsonBean] from JSON String; no single-String "
        "constructor/factory method"};
  const std::string id = site.is_cloud() ? member_of(value, "groupId") : std::string();
  const std::string named = id.empty() ? member_of(value, "name") : id;
  if (named.empty()) throw WrongValue{"expected Object containing a 'name' property"};
  const auto* group = site.world().group(named);
  // No source has Jira's own sentence of this one.
  if (group == nullptr || (!id.empty() && group->id != id))
    throw WrongValue{"Could not find groups: " + named};
  return group->id;
}

Json read_groups(const Writing& writing, const Json& value) {
  return read_each(value, [&](const Json& element) { return read_group(writing, element); });
}

std::string read_project(const Writing& writing, const Json& value) {
  const auto wanted = reference_of(value, "key", "Could not find valid 'id' or 'key' in project object.");
  const auto* project =
      writing.call.site.visible_project(writing.call.caller, wanted.id.empty() ? wanted.name : wanted.id);
  if (project == nullptr)
    throw WrongValue{"Project " + (wanted.id.empty() ? "key '" + wanted.name : "id '" + wanted.id) +
                     "' is not valid"};
  return project->id;
}

std::string read_version(const Writing& writing, const Json& value) {
  return read_part(writing.project.versions, "Version", value);
}

Json read_parts(const std::vector<Part>& parts, const char* kind, const Json& value) {
  return read_each(value, [&](const Json& element) { return read_part(parts, kind, element); });
}

}  // namespace itsm::simulators::jira
