// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "host_stub/integrations/live_integration.hpp"

namespace itsm::host::integrations {

// Where those who push and sync have live integrations from. Any thread.
class IntegrationSource {
 public:
  virtual ~IntegrationSource() = default;
  // The integration as it is configured now. Refused when it is unknown, not enabled, or its plugin is not
  // loaded.
  virtual Result<std::shared_ptr<LiveIntegration>> live(CompanyId owner, IntegrationId id) = 0;
};

}  // namespace itsm::host::integrations
