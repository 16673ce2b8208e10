// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <span>
#include <string>

#include "host_stub/integrations/live_integration.hpp"
#include "host_stub/outbox/pace.hpp"

namespace itsm::host::sync {

// One vendor as those see it who keep tickets in step. Any thread.
class Source {
 public:
  virtual ~Source() = default;
  virtual std::string name() const = 0;  // of the integration
  virtual outbox::PaceLimits limits() const = 0;
  virtual bool has_change_feed() const = 0;
  // After it a write whose answer got lost shows, or did not happen.
  virtual std::chrono::seconds settle_time() const = 0;
  virtual Result<WebhookEvents> normalise(std::span<const Delivery> deliveries) = 0;
  virtual Result<FetchResult> fetch(const FetchRequest& request) = 0;
  virtual Result<FindResult> find(const FindRequest& request) = 0;
  virtual Result<FieldList> fields(const FieldsRequest& request) = 0;
  virtual Result<CommentsPage> comments(const CommentsRequest& request) = 0;
  virtual std::vector<Limit> text_limits() const = 0;
  // Nothing leaves after the deadline.
  virtual integrations::Written<TicketChange> update(const UpdateRequest& request, Time deadline) = 0;
  virtual integrations::Written<TicketChange> transition(const TransitionRequest& request, Time deadline) = 0;
  virtual integrations::Written<Comment> comment(const CommentRequest& request, Time deadline) = 0;
  virtual Result<ChangesPage> changes(const ChangesRequest& request) = 0;
  virtual Result<Subscriptions> subscribe(const SubscribeRequest& request) = 0;
  virtual Result<Subscriptions> renew(const Subscriptions& subscriptions) = 0;
};

class Sources {
 public:
  virtual ~Sources() = default;
  // Refused: the integration is not there, not enabled, or its plugin is not loaded.
  virtual Result<std::shared_ptr<Source>> of(CompanyId owner, IntegrationId integration) = 0;
};

}  // namespace itsm::host::sync
