// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host_stub/integrations/source.hpp"
#include "host_stub/outbox/vendor.hpp"

namespace itsm::host::outbox {

// Vendors that are configured integrations. Any thread.
class LiveVendors final : public Vendors {
 public:
  // Borrowed.
  explicit LiveVendors(integrations::IntegrationSource& integrations) : integrations_(integrations) {}
  Result<std::shared_ptr<Vendor>> of(const store::Job& job) override;

 private:
  integrations::IntegrationSource& integrations_;
};

}  // namespace itsm::host::outbox
