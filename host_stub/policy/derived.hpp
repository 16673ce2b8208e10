// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "host_stub/core/prediction.hpp"
#include "host_stub/policy/target_schema.hpp"

namespace itsm::host::policy {

// By the tables of the form, from what the draft gives and the vendor fills in by itself. Nothing is foretold
// of a field for which the draft has a value, nor where an input stays open.
std::vector<Prediction> predict(const TicketDraft& draft, const TargetSchema& schema);

}  // namespace itsm::host::policy
