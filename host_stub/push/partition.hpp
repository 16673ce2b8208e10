// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "host_stub/core/finding.hpp"
#include "host_stub/push/plan.hpp"
#include "host_stub/store/database.hpp"

namespace itsm::host::push {

// A selection before any vendor is asked: what can get a ticket, and what cannot for a reason that the host
// knows.
struct Partition {
  std::vector<Finding> ready{};  // in the order of the selection
  std::vector<LeftOutFinding> left_out{};
};

// Reads only. A finding outside the company is unknown, like one that does not exist.
Result<Partition> partition(store::Transaction& transaction, const std::vector<FindingId>& selection);

}  // namespace itsm::host::push
