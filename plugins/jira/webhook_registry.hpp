// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include <itsm/documents/sync.hpp>

#include "plugins/jira/client.hpp"

namespace itsm::jira {

// Where this Jira keeps registrations of webhooks. Cloud has two families: those that an OAuth 2.0 app
// registers, which end after 30 days, and those of administrators, which Data Center has too, at another
// address since version 10.
class WebhookRegistry {
 public:
  // unsupported, with what to do instead, where our account cannot register any.
  static Result<std::unique_ptr<WebhookRegistry>> of(const Client& client);
  virtual ~WebhookRegistry() = default;

  virtual Result<Subscription> add(const SubscribeRequest& request) const = 0;
  // Those that are still there, with a new end where they have one.
  virtual Result<Subscriptions> renew(const Subscriptions& subscriptions) const = 0;
  // One that is not there any more counts as removed.
  virtual Result<void> remove(const Subscription& subscription) const = 0;
};

// What a registration asks for.
inline constexpr std::array<std::string_view, 5> kWebhookEvents = {
    "jira:issue_created", "jira:issue_updated", "jira:issue_deleted", "comment_created", "comment_updated"};
inline constexpr std::string_view kWebhookSecret = "${secret:webhook}";

// The query that narrows a registration to the projects; empty where there are none.
std::string webhook_filter(const std::vector<Named>& projects);

std::unique_ptr<WebhookRegistry> app_webhooks(const Client& client);
std::unique_ptr<WebhookRegistry> admin_webhooks(const Client& client);

}  // namespace itsm::jira
