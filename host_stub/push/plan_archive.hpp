// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "host_stub/push/plan.hpp"
#include "host_stub/store/integrations.hpp"
#include "host_stub/store/plans.hpp"

namespace itsm::host::push {

// A plan with what is needed to make it again and to push it.
struct PlanDraft {
  Plan plan{};
  PlanRequest request{};
  PlanInputs inputs{};
  CompanyId integration_owner{};
  IntegrationId integration{};
  std::vector<std::int64_t> generations{};  // of the tickets' intents, in their order
  store::PlanState state = store::PlanState::ready;
};

// Both act in the transaction's company.
Result<PlanId> save_plan(store::Transaction& transaction, const PlanDraft& draft, const std::string& actor);
// Refused with "plan_unknown" when there is none of that number.
Result<PlanDraft> read_plan(store::Transaction& transaction, PlanId id);

}  // namespace itsm::host::push
