// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plugins/jira/site.hpp"

// People, whom Cloud knows by account id and Data Center by user name: its requests take names, not the
// "key" that stays when somebody is renamed.
namespace itsm::jira {

// A user of an answer or a webhook of either kind; an empty id where it is none.
Person read_person(const Json& user);

// The id in the form that a request body takes; null for an empty one.
Json person_reference(const Site& site, std::string_view id);

}  // namespace itsm::jira
