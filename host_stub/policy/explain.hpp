// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "host_stub/policy/group.hpp"

// Why a policy does with a finding what it does.
namespace itsm::host::policy {

struct RuleVerdict {
  const Rule* rule = nullptr;        // points into the policy
  std::vector<std::string> unmet{};  // keys of its `when` that do not hold; empty: it fits
};

struct Explanation {
  Decision decision{};
  std::vector<RuleVerdict> rules{};  // all of them, in their order: also those behind the one that decides
  std::string shares{};              // a ticket: with which other findings; for people
  DueDate due{};
  std::string by_hand{};  // why an import makes no ticket of it by itself; empty: it does
};
Explanation explain(const Policy& policy, const Finding& finding);

}  // namespace itsm::host::policy
