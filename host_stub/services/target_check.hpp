// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "host_stub/integrations/live_integration.hpp"
#include "host_stub/policy/policy.hpp"

// Within the services: whether a policy can make its tickets at a vendor, before one is wanted.
namespace itsm::host::services {

struct TargetProblem {
  std::string project{};  // as the policy names it; empty: it is about no single one
  std::string where{};    // in the policy
  std::string what{};
  bool prevents = true;  // tickets; else something to know
};
// Everything in which the policy and the vendor's live forms differ, each once. allowed: the projects that a
// company may use. The failure is the vendor's.
Result<std::vector<TargetProblem>> target_problems(integrations::LiveIntegration& live,
                                                   const policy::Policy& policy,
                                                   const std::vector<Named>& allowed);

}  // namespace itsm::host::services
