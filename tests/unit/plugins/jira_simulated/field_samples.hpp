// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <itsm/documents/ticket.hpp>

#include "plugins/jira/deployment.hpp"

namespace itsm::jira::testing {

// A field of the simulated Jiras with two values that it can hold, as a ticket shows them.
struct FieldSample {
  std::string id{};
  FieldValue one{};
  FieldValue other{};
};

// Of every type that create metadata has at this kind of Jira. `tickets` are two that can stand above a bug.
std::vector<FieldSample> field_samples(Deployment deployment, const std::vector<TicketRef>& tickets);

}  // namespace itsm::jira::testing
