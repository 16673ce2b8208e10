// SPDX-License-Identifier: Apache-2.0
#include "host_stub/outbox/live_vendors.hpp"

namespace itsm::host::outbox {
namespace {

class LiveVendor final : public Vendor {
 public:
  explicit LiveVendor(std::shared_ptr<integrations::LiveIntegration> live) : live_(std::move(live)) {}

  std::string name() const override { return live_->identity().name; }
  std::chrono::seconds settle_time() const override {
    return std::chrono::seconds(live_->manifest().timing.settle_s);
  }
  PaceLimits limits() const override {
    PaceLimits limits;
    limits.concurrency = live_->manifest().wire.concurrency;
    return limits;
  }
  Result<FindResult> find(const FindRequest& request) override { return live_->find(request); }
  Result<integrations::VendorRequest> rehearse(const CreateRequest& request) override {
    return live_->rehearse(request);
  }
  integrations::Judgement create(const CreateRequest& request, const integrations::VendorRequest& planned,
                                 Time deadline) override {
    return live_->create(request, planned, deadline);
  }

 private:
  std::shared_ptr<integrations::LiveIntegration> live_;
};

}  // namespace

Result<std::shared_ptr<Vendor>> LiveVendors::of(const store::Job& job) {
  ITSM_TRY(auto live, integrations_.live(job.owner, job.integration));
  return std::shared_ptr<Vendor>(std::make_shared<LiveVendor>(std::move(live)));
}

}  // namespace itsm::host::outbox
