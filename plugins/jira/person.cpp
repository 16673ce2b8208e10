// SPDX-License-Identifier: Apache-2.0
#include "plugins/jira/person.hpp"

#include "plugins/common/reading.hpp"

namespace itsm::jira {

using common::text_of;

Person read_person(const Json& user) {
  Person person{text_of(user, "accountId"), text_of(user, "displayName"), text_of(user, "emailAddress")};
  if (person.id.empty()) person.id = text_of(user, "name");
  if (person.id.empty()) person.id = text_of(user, "key");
  return person;
}

Json person_reference(const Site& site, std::string_view id) {
  if (id.empty()) return Json();
  return {{site.names_people_by_account_id() ? "accountId" : "name", std::string(id)}};
}

}  // namespace itsm::jira
