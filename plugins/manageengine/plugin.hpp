// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include <itsm/plugin.hpp>

#include "plugins/manageengine/desk.hpp"

namespace itsm::manageengine {

// ServiceDesk Plus, on-premises and cloud, as the contract wants it; one file per operation. Immutable: any
// thread.
class ManageEnginePlugin : public Plugin, public SchemaSource, public ChangeFeed, public WebhookReceiver {
 public:
  explicit ManageEnginePlugin(Desk desk) : desk_(std::move(desk)) {}

  static Manifest describe();
  static Result<std::unique_ptr<ManageEnginePlugin>> open(const Configuration& configuration);

  Result<CheckReport> check(const Call& call, const CheckRequest& request) const override;
  Result<CreateResult> create(const Call& call, const CreateRequest& request) const override;
  Result<FetchResult> fetch(const Call& call, const FetchRequest& request) const override;
  Result<FindResult> find(const Call& call, const FindRequest& request) const override;
  Result<TicketChange> update(const Call& call, const UpdateRequest& request) const override;
  Result<TicketChange> transition(const Call& call, const TransitionRequest& request) const override;
  Result<Comment> comment(const Call& call, const CommentRequest& request) const override;
  Result<CommentsPage> comments(const Call& call, const CommentsRequest& request) const override;
  Result<OptionsPage> options(const Call& call, const OptionsRequest& request) const override;
  Result<FieldList> fields(const Call& call, const FieldsRequest& request) const override;
  Result<ChangesPage> changes(const Call& call, const ChangesRequest& request) const override;
  Result<WebhookEvents> normalise(const Call& call, std::span<const Delivery> deliveries) const override;

 private:
  Desk desk_;
};

}  // namespace itsm::manageengine
