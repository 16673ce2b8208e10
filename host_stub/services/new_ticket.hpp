// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "host_stub/push/push_service.hpp"

namespace itsm::host::services {

// Findings that came back after their ticket had ended get another one, by the policy in force. Refused: it
// cannot be made, with the reason.
Result<> make_new_ticket(push::PushService& pushes, CompanyId company, const std::string& integration,
                         const std::vector<FindingId>& findings);

}  // namespace itsm::host::services
