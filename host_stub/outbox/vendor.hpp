// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "host_stub/integrations/live_integration.hpp"
#include "host_stub/outbox/pace.hpp"
#include "host_stub/store/outbox_jobs.hpp"

namespace itsm::host::outbox {

// What the outbox asks of an integration.
class Vendor {
 public:
  virtual ~Vendor() = default;
  virtual std::string name() const = 0;
  // After this time a look-up shows what was made, or it was not made.
  virtual std::chrono::seconds settle_time() const = 0;
  virtual PaceLimits limits() const = 0;
  virtual Result<FindResult> find(const FindRequest& request) = 0;
  virtual Result<integrations::VendorRequest> rehearse(const CreateRequest& request) = 0;
  // Nothing leaves after the deadline.
  virtual integrations::Judgement create(const CreateRequest& request,
                                         const integrations::VendorRequest& planned, Time deadline) = 0;
};

class Vendors {
 public:
  virtual ~Vendors() = default;
  // The vendor that a job is for. Refused when the integration cannot work at the moment.
  virtual Result<std::shared_ptr<Vendor>> of(const store::Job& job) = 0;
};

}  // namespace itsm::host::outbox
