// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "host_stub/policy/disclosure.hpp"
#include "host_stub/policy/group.hpp"

namespace itsm::host::policy {

// A group as the ticket system may see it. Stays where it is made: the group points into the findings.
struct ShownGroup {
  std::vector<Finding> findings{};
  Group group{};
};
// What is left out goes to `withheld`, each once.
ShownGroup shown_to_vendor(const Policy& policy, const Group& group, std::vector<Withheld>& withheld);

}  // namespace itsm::host::policy
