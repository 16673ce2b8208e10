// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "host_stub/integrations/live_integration.hpp"
#include "host_stub/services/integration_scope.hpp"

// Within the services: whether tickets can be made where a policy wants them, before one is wanted.
namespace itsm::host::services {

struct TargetProblem {
  std::string project{};  // as the policy names it
  std::string problem{};
};
// Projects and types that are not offered, and required fields that nothing in the policy fills. A vendor
// that does not answer is a problem like any other.
std::vector<TargetProblem> target_problems(integrations::LiveIntegration& live, const Mapped& mapped);

}  // namespace itsm::host::services
