// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "host_stub/services/services.hpp"

namespace itsm::host::services {

// Queues tickets for the findings of an import that policies want tickets for. A person is asked instead, by
// an alert that names the plan, when it is the company's first import or would make more tickets than its
// policy lets it. Empty: no policy makes tickets after an import.
Result<std::vector<findings::AutoCreated>> create_after_import(Services& services, CompanyId company,
                                                               ImportId import);

}  // namespace itsm::host::services
