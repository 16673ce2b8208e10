// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host_stub/core/finding.hpp"
#include "host_stub/store/database.hpp"

namespace itsm::host::services {

// The finding of the transaction's company. Refused with "finding_unknown".
Result<Finding> known_finding(store::Transaction& transaction, FindingId id);

}  // namespace itsm::host::services
