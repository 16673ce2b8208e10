// SPDX-License-Identifier: Apache-2.0
#include "plugins/jira/jira_plugin.hpp"
#include "plugins/jira/webhook_body.hpp"

namespace itsm::jira {

Result<WebhookEvents> JiraPlugin::normalise(const Call&, std::span<const Delivery> deliveries) const {
  WebhookEvents out;
  for (std::size_t i = 0; i < deliveries.size(); ++i)
    for (WebhookEvent& event : read_webhook(deliveries[i].body, site_)) {
      event.delivery = i;
      out.events.push_back(std::move(event));
    }
  return out;
}

}  // namespace itsm::jira
