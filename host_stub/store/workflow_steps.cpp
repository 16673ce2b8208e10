// SPDX-License-Identifier: Apache-2.0
#include "host_stub/store/workflow_steps.hpp"

namespace itsm::host::store {
namespace {

constexpr auto kRememberStep = R"(
  INSERT INTO workflow_step (company_id, integration_id, project_id, type_id, from_status, to_status, to_state, seen_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
  ON CONFLICT (company_id, integration_id, project_id, type_id, from_status, to_status)
  DO UPDATE SET to_state = EXCLUDED.to_state, seen_at = EXCLUDED.seen_at)";

constexpr auto kKnownSteps = R"(
  SELECT from_status, to_status, to_state FROM workflow_step
  WHERE company_id = $1 AND integration_id = $2 AND project_id = $3 AND type_id = $4
  ORDER BY from_status, to_status)";

}  // namespace

Result<> remember_step(Transaction& transaction, const WorkflowPlace& place, const WorkflowStep& step,
                       Time now) {
  ITSM_CHECK(transaction.execute(kRememberStep, transaction.company(), place.integration, place.project,
                                 place.type, step.from, step.to, static_cast<std::int16_t>(step.state), now));
  return {};
}

Result<std::vector<WorkflowStep>> known_steps(Transaction& transaction, const WorkflowPlace& place) {
  ITSM_TRY(const Rows rows, transaction.query(kKnownSteps, transaction.company(), place.integration,
                                              place.project, place.type));
  std::vector<WorkflowStep> steps;
  for (const Row row : rows)
    steps.push_back({row.get<std::string>(0), row.get<std::string>(1),
                     static_cast<TicketState>(row.get<std::int16_t>(2))});
  return steps;
}

}  // namespace itsm::host::store
