// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "host_stub/api/finding_documents.hpp"
#include "host_stub/services/services.hpp"

namespace itsm::host::api {

struct LinkedTicket {
  FindingId finding{};
  FindingTicket ticket{};
};

// All tickets of these findings, whatever their state, with the integrations that they are in; also those
// whose integration no longer serves the company.
Result<std::vector<LinkedTicket>> links_of(services::Services& services, CompanyId company,
                                           const std::vector<FindingId>& findings);

}  // namespace itsm::host::api
