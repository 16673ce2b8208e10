// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host_stub/integrations/source.hpp"
#include "host_stub/sync/source.hpp"

namespace itsm::host::sync {

// Vendors that are configured integrations. Any thread.
class LiveSources final : public Sources {
 public:
  // Borrowed.
  explicit LiveSources(integrations::IntegrationSource& integrations) : integrations_(integrations) {}
  Result<std::shared_ptr<Source>> of(CompanyId owner, IntegrationId integration) override;

 private:
  integrations::IntegrationSource& integrations_;
};

}  // namespace itsm::host::sync
