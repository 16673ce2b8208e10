// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>

#include "plugins/jira/client.hpp"

// People that a request names by their e-mail address or name, found at Jira, which wants their ids.
namespace itsm::jira {

// Where to look for those who can be assigned: on a ticket, or on any of a project.
struct People {
  static People of(const TicketRef& ticket);
  static People of(const Named& project);

  common::Query place{};
};

// The person whose id Jira wants; as given where the id is known. invalid_argument names the field where
// nobody fits, or more than one: nothing is guessed. Addresses that people hide are matched by Jira itself.
Result<Person> find_person(const Client& client, const People& people, const std::string& field,
                           const Person& wanted);

// The same for all fields that hold people.
Result<void> find_people(const Client& client, const People& people,
                         std::map<std::string, FieldValue>& values);

}  // namespace itsm::jira
