// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include <itsm/plugin.hpp>

#include "plugins/servicenow/instance.hpp"

namespace itsm::servicenow {

// A batch is stopped after 30 seconds, and its elements run one after the other.
inline constexpr std::size_t kBatch = 20;

// ServiceNow as the contract wants it; one file per operation. A project of the contract is a table that
// extends task, and each has one type: itself. Immutable: any thread.
class ServiceNowPlugin : public Plugin, public SchemaSource, public ChangeFeed, public WebhookReceiver {
 public:
  explicit ServiceNowPlugin(Instance instance) : instance_(std::move(instance)) {}

  static Manifest describe();
  static Result<std::unique_ptr<ServiceNowPlugin>> open(const Configuration& configuration);

  Result<CheckReport> check(const Call& call, const CheckRequest& request) const override;
  Result<CreateResult> create(const Call& call, const CreateRequest& request) const override;
  Result<FetchResult> fetch(const Call& call, const FetchRequest& request) const override;
  Result<FindResult> find(const Call& call, const FindRequest& request) const override;
  Result<TicketChange> update(const Call& call, const UpdateRequest& request) const override;
  Result<TicketChange> transition(const Call& call, const TransitionRequest& request) const override;
  Result<Comment> comment(const Call& call, const CommentRequest& request) const override;
  Result<CommentsPage> comments(const Call& call, const CommentsRequest& request) const override;
  Result<Relation> relate(const Call& call, const RelateRequest& request) const override;
  Result<OptionsPage> options(const Call& call, const OptionsRequest& request) const override;
  Result<FieldList> fields(const Call& call, const FieldsRequest& request) const override;
  Result<ChangesPage> changes(const Call& call, const ChangesRequest& request) const override;
  Result<WebhookEvents> normalise(const Call& call, std::span<const Delivery> deliveries) const override;

 private:
  Instance instance_;
};

}  // namespace itsm::servicenow
