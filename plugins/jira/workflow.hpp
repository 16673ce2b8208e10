// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plugins/jira/client.hpp"

namespace itsm::jira {

// One step of the workflow that is open from a ticket's present status. Its own id and name mean nothing
// outside its workflow, so only where it leads counts.
struct Step {
  std::string id{};
  Named to{};
  TicketState state = TicketState::todo;
  Json form = Json::object();  // field id -> its description, of the screen on the way
};

Result<std::vector<Step>> open_steps(const Client& client, const TicketRef& ticket);

// transition_unavailable: none of the steps leads to `goal`, which finishes the sentence "leads to ... in no
// single step". Tells the statuses that can be reached.
Error unreachable(const std::string& start, const std::string& goal, const std::vector<Step>& steps);

// Key of a status's category, which is the same in every language.
std::string category_of(const Json& status);

}  // namespace itsm::jira
