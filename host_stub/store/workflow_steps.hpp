// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <vector>

#include <itsm/documents/ticket.hpp>

#include "host_stub/store/database.hpp"

// Steps of vendors' workflows that were seen, by which a status can be reached that no single step leads to.
// All functions act in the transaction's company.
namespace itsm::host::store {

struct WorkflowStep {
  std::string from{};
  std::string to{};
  TicketState state = TicketState::todo;  // what `to` means
};
// Workflows are those of a project and a type.
struct WorkflowPlace {
  IntegrationId integration{};
  std::string project{};
  std::string type{};
};

Result<> remember_step(Transaction& transaction, const WorkflowPlace& place, const WorkflowStep& step,
                       Time now);
Result<std::vector<WorkflowStep>> known_steps(Transaction& transaction, const WorkflowPlace& place);

}  // namespace itsm::host::store
