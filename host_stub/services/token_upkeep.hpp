// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host_stub/services/services.hpp"

namespace itsm::host::services {

// Renews the tokens that nobody has used for a week, those of disabled integrations too: vendors end a
// connection that rests for long, some after 90 days. Answers how many were renewed.
Result<int> renew_resting_tokens(Services& services);

}  // namespace itsm::host::services
