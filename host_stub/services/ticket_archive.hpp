// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "host_stub/services/connections.hpp"
#include "host_stub/services/integration_scope.hpp"

// Within the services: what hangs on an integration in the companies that it serves, and how it goes and
// comes back.
namespace itsm::host::services {

// All companies together.
struct Holdings {
  IntegrationCounts counts{};
  std::vector<QueuedWork> queued{};
};
Result<Holdings> holdings_of(Services& services, const store::IntegrationRow& integration);

// Where the integration's tickets are: the vendor's own address where the last check learned it, so that
// another way to authenticate leads to the same place.
Result<std::string> ticket_place(Services& services, const store::IntegrationRow& integration);

// How many of those that are archived were archived there.
Result<std::int64_t> archived_at(Services& services, const store::IntegrationRow& integration,
                                 const std::string& place);

// One company: its plans end, its tickets leave the lists, and each finding's feed says so. `since`: what
// happened to the integration, as "was disconnected".
Result<> archive_company(Services& services, const store::IntegrationRow& integration, CompanyId company,
                         const std::string& place, const std::string& since, const std::string& actor);
// What was archived at that place comes back.
Result<> restore_company(Services& services, const store::IntegrationRow& integration, CompanyId company,
                         const std::string& place, const std::string& actor);

}  // namespace itsm::host::services
