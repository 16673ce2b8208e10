// SPDX-License-Identifier: Apache-2.0
#include "plugins/jira/webhook_registry.hpp"

#include "plugins/jira/auth.hpp"
#include "plugins/jira/jira_plugin.hpp"
#include "plugins/jira/search.hpp"

namespace itsm::jira {
namespace {

// What is no verdict on one registration: a dry run, a call that has ended, an outcome that nobody knows.
bool ends_the_call(Status status) {
  return status == Status::recorded || status == Status::cancelled || status == Status::uncertain;
}

}  // namespace

Result<std::unique_ptr<WebhookRegistry>> WebhookRegistry::of(const Client& client) {
  const Site& site = client.site();
  if (site.auth() == kOAuth && site.capabilities().dynamic_webhooks) return app_webhooks(client);
  // Administrators' webhooks are no part of the API that the gateway offers.
  if (site.origin() == kGatewayOrigin)
    return failure(Status::unsupported,
                   "with an API token that has scopes no webhook can be registered: make it by hand under "
                   "System, WebHooks, with the address and the secret shown here");
  return admin_webhooks(client);
}

std::string webhook_filter(const std::vector<Named>& projects) {
  std::string filter;
  for (const Named& project : projects) {
    filter += filter.empty() ? "project in (" : ", ";
    filter += is_id(project.id) ? project.id : jql_text(project.id.empty() ? project.name : project.id);
  }
  return filter.empty() ? filter : filter + ")";
}

Result<Subscriptions> JiraPlugin::subscribe(const Call& call, const SubscribeRequest& request) const {
  const Client client(call, site_);
  ITSM_TRY(const auto registry, WebhookRegistry::of(client));
  ITSM_TRY(Subscription made, registry->add(request));
  return Subscriptions{{std::move(made)}};
}

Result<Subscriptions> JiraPlugin::renew(const Call& call, const Subscriptions& subscriptions) const {
  const Client client(call, site_);
  ITSM_TRY(const auto registry, WebhookRegistry::of(client));
  return registry->renew(subscriptions);
}

Result<Subscriptions> JiraPlugin::unsubscribe(const Call& call, const Subscriptions& subscriptions) const {
  const Client client(call, site_);
  ITSM_TRY(const auto registry, WebhookRegistry::of(client));
  Subscriptions left;
  for (const Subscription& subscription : subscriptions.subscriptions) {
    const auto removed = registry->remove(subscription);
    if (removed) continue;
    if (ends_the_call(removed.error().status)) return unexpected(removed.error());
    left.subscriptions.push_back(subscription);
    left.subscriptions.back().note = removed.error().message;
  }
  return left;
}

}  // namespace itsm::jira
