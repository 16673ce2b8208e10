// SPDX-License-Identifier: Apache-2.0
#include "plugins/jira/people.hpp"

#include <algorithm>
#include <iterator>

#include "plugins/common/reading.hpp"
#include "plugins/jira/create_meta.hpp"
#include "plugins/jira/person.hpp"

namespace itsm::jira {
namespace {

using common::text_of;

constexpr std::chrono::minutes kPeopleStay{10};
constexpr const char* kMostPeople = "50";

bool same_word(std::string_view one, std::string_view other) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return std::equal(one.begin(), one.end(), other.begin(), other.end(),
                    [&](char a, char b) { return lower(a) == lower(b); });
}

// Apps and portal customers are no people who work on tickets.
bool is_colleague(const Json& user) {
  const std::string kind = text_of(user, "accountType");
  const Json& active = common::member(user, "active");
  return (kind.empty() || kind == "atlassian") && active != Json(false) && !read_person(user).id.empty();
}

// Data Center knows projects by key only here.
Result<common::Query> people_search(const Client& client, const People& people) {
  const auto& [parameter, name] = people.place.front();
  if (client.site().names_people_by_account_id() || parameter != "project" || !is_id(name))
    return people.place;
  ITSM_TRY(const Json project, client.get(client.site().api("/project/" + name), kPeopleStay));
  return common::Query{{parameter, text_of(project, "key")}};
}

Result<std::vector<Json>> search_people(const Client& client, const People& people, bool assignable,
                                        const std::string& text) {
  common::Query query;
  if (assignable) {
    ITSM_TRY(query, people_search(client, people));
  }
  query.emplace_back(client.site().names_people_by_account_id() ? "query" : "username", text);
  query.emplace_back("maxResults", kMostPeople);
  const Site& site = client.site();
  ITSM_TRY(const Json users, assignable ? client.get(site.api("/user/assignable/search", query), kPeopleStay)
                                        : client.get_always(site.api("/user/search", query), kPeopleStay));
  if (!users.is_array()) return failure(Status::bad_reply, "Jira's answer to a search for people is no list");
  std::vector<Json> found;
  std::copy_if(users.begin(), users.end(), std::back_inserter(found), is_colleague);
  return found;
}

// Whom Jira found by an address that it does not show: it finds hidden ones by the whole address only.
bool has_address(const Json& user, const std::string& address) {
  const std::string shown = text_of(user, "emailAddress");
  return shown.empty() || same_word(shown, address);
}

bool has_name(const Json& user, const std::string& name) {
  return same_word(text_of(user, "displayName"), name) || same_word(text_of(user, "name"), name);
}

Unexpected<Error> refused(const std::string& field, std::string reason) {
  Error error{Status::invalid_argument, field + ": " + reason, 0, {}, {}, {}};
  error.fields[field] = std::move(reason);
  return unexpected(std::move(error));
}

std::string listed(const std::vector<Json>& users) {
  std::string names;
  for (std::size_t i = 0; i < users.size() && i < 3; ++i)
    names += (i == 0 ? "" : ", ") + text_of(users[i], "displayName");
  return users.size() > 3 ? names + " and others" : names;
}

}  // namespace

People People::of(const TicketRef& ticket) {
  if (!ticket.key.empty()) return {{{"issueKey", ticket.key}}};
  return {{{"issueId", ticket.id}}};
}

People People::of(const Named& project) { return {{{"project", project_handle(project)}}}; }

Result<Person> find_person(const Client& client, const People& people, const std::string& field,
                           const Person& wanted) {
  if (!wanted.id.empty()) return wanted;
  const bool by_address = !wanted.email.empty();
  const std::string& text = by_address ? wanted.email : wanted.name;
  if (text.empty()) return refused(field, "says neither id nor e-mail address nor name of the person");
  const bool assignable = field == "assignee";
  ITSM_TRY(const std::vector<Json> found, search_people(client, people, assignable, text));
  std::vector<Json> fitting;
  std::copy_if(found.begin(), found.end(), std::back_inserter(fitting),
               [&](const Json& user) { return by_address ? has_address(user, text) : has_name(user, text); });
  if (fitting.size() == 1) return read_person(fitting.front());
  if (fitting.size() > 1)
    return refused(field, "'" + text + "' fits more than one person (" + listed(fitting) +
                              "): name the one that is meant by e-mail address or id");
  const std::string near = found.empty() ? std::string() : "; near: " + listed(found);
  return refused(field, "Jira knows nobody '" + text + "'" + (assignable ? " who can be assigned here" : "") +
                            (by_address ? ", or hides the address" : "") + near);
}

Result<void> find_people(const Client& client, const People& people,
                         std::map<std::string, FieldValue>& values) {
  for (auto& [field, value] : values) {
    const bool several = value.kind == FieldKind::people && value.value.is_array();
    if (value.value.is_null() || (!several && value.kind != FieldKind::person)) continue;
    Json all = several ? value.value : Json::array({value.value});
    for (Json& one : all) {
      if (!one.is_object()) return refused(field, "is no person");
      ITSM_TRY(const Person found, find_person(client, people, field, from_document<Person>(one)));
      one = to_document(found);
    }
    value.value = several ? std::move(all) : std::move(all.front());
  }
  return {};
}

}  // namespace itsm::jira
