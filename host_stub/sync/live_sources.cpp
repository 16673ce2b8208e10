// SPDX-License-Identifier: Apache-2.0
#include "host_stub/sync/live_sources.hpp"

#include <algorithm>

#include <itsm/plugin_abi.h>

namespace itsm::host::sync {
namespace {

class LiveSource final : public Source {
 public:
  explicit LiveSource(std::shared_ptr<integrations::LiveIntegration> live) : live_(std::move(live)) {}

  std::string name() const override { return live_->identity().name; }
  outbox::PaceLimits limits() const override {
    outbox::PaceLimits limits;
    limits.concurrency = live_->manifest().wire.concurrency;
    return limits;
  }
  bool has_change_feed() const override {
    const auto& capabilities = live_->manifest().capabilities;
    return std::find(capabilities.begin(), capabilities.end(), ITSM_CHANGES) != capabilities.end();
  }
  std::chrono::seconds settle_time() const override {
    return std::chrono::seconds(live_->manifest().timing.settle_s);
  }
  Result<WebhookEvents> normalise(std::span<const Delivery> deliveries) override {
    return live_->normalise(deliveries);
  }
  Result<FetchResult> fetch(const FetchRequest& request) override { return live_->fetch(request); }
  Result<FindResult> find(const FindRequest& request) override { return live_->find(request); }
  Result<FieldList> fields(const FieldsRequest& request) override { return live_->fields(request); }
  Result<CommentsPage> comments(const CommentsRequest& request) override { return live_->comments(request); }
  std::vector<Limit> text_limits() const override { return live_->manifest().limits; }
  integrations::Written<TicketChange> update(const UpdateRequest& request, Time deadline) override {
    return live_->update(request, deadline);
  }
  integrations::Written<TicketChange> transition(const TransitionRequest& request, Time deadline) override {
    return live_->transition(request, deadline);
  }
  integrations::Written<Comment> comment(const CommentRequest& request, Time deadline) override {
    return live_->comment(request, deadline);
  }
  Result<ChangesPage> changes(const ChangesRequest& request) override { return live_->changes(request); }
  Result<Subscriptions> subscribe(const SubscribeRequest& request) override {
    return live_->subscribe(request);
  }
  Result<Subscriptions> renew(const Subscriptions& subscriptions) override {
    return live_->renew(subscriptions);
  }

 private:
  std::shared_ptr<integrations::LiveIntegration> live_;
};

}  // namespace

Result<std::shared_ptr<Source>> LiveSources::of(CompanyId owner, IntegrationId integration) {
  ITSM_TRY(auto live, integrations_.live(owner, integration));
  return std::shared_ptr<Source>(std::make_shared<LiveSource>(std::move(live)));
}

}  // namespace itsm::host::sync
