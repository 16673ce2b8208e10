// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <charconv>

#include "plugins/common/reading.hpp"
#include "plugins/common/time.hpp"
#include "plugins/jira/webhook_registry.hpp"
#include "plugins/jira/written.hpp"

namespace itsm::jira {
namespace {

using common::text_of;

// A date in the answer to a renewal, and milliseconds since 1970 in the list.
std::string date_of(const Json& value) {
  if (value.is_number_integer())
    return common::format_time(common::Time(std::chrono::milliseconds(value.get<std::int64_t>())));
  const auto time = common::parse_time(text_of(value));
  return time ? common::format_time(*time) : std::string();
}

Result<std::int64_t> number_of(const Subscription& subscription) {
  std::int64_t number = 0;
  const char* const end = subscription.id.data() + subscription.id.size();
  const auto [at, error] = std::from_chars(subscription.id.data(), end, number);
  if (error == std::errc() && at == end) return number;
  return failure(Status::invalid_argument, "'" + subscription.id + "' is no registration of an app");
}

// Of an OAuth 2.0 app. Deliveries carry a token that the app's secret signs, so no secret is registered.
class AppWebhooks : public WebhookRegistry {
 public:
  explicit AppWebhooks(const Client& client) : client_(client) {}

  Result<Subscription> add(const SubscribeRequest& request) const override {
    // Jira takes no registration without a filter, and no filter that lets everything pass.
    std::string filter = webhook_filter(request.projects);
    if (filter.empty())
      return failure(Status::misconfigured,
                     "Jira's apps register webhooks for projects only: allow this integration at least one");
    const Json webhook = {{"events", kWebhookEvents}, {"jqlFilter", std::move(filter)}};
    const Json body = {{"url", request.url}, {"webhooks", Json::array({webhook})}};
    ITSM_TRY(const Json answer, written(client_, client_.write("POST", target(), body)));
    const Json& results = common::array_of(answer, "webhookRegistrationResult");
    const Json result = results.empty() ? Json() : results.front();
    Subscription made{.id = text_of(result, "createdWebhookId"), .proof = ProofScheme::jwt_hs256};
    if (made.id.empty()) return unexpected(refusal_of(result));
    ITSM_TRY(const Subscriptions renewed, renew({{made}}));
    return renewed.subscriptions.empty() ? made : renewed.subscriptions.front();
  }

  // Jira passes over registrations that it does not know, so the list is asked for those that are there.
  Result<Subscriptions> renew(const Subscriptions& subscriptions) const override {
    Json ids = Json::array();
    for (const Subscription& subscription : subscriptions.subscriptions) {
      ITSM_TRY(const std::int64_t id, number_of(subscription));
      ids.push_back(id);
    }
    ITSM_TRY(const Json refreshed,
             written(client_,
                     client_.write("PUT", client_.site().api("/webhook/refresh"), {{"webhookIds", ids}})));
    ITSM_TRY(const std::vector<Json> present, client_.all("/webhook", {{"maxResults", "100"}}, "values"));
    Subscriptions renewed;
    for (Subscription subscription : subscriptions.subscriptions) {
      const auto found = std::find_if(present.begin(), present.end(), [&](const Json& webhook) {
        return text_of(webhook, "id") == subscription.id;
      });
      if (found == present.end()) continue;
      subscription.expires_at = date_of(common::member(*found, "expirationDate"));
      if (subscription.expires_at.empty())
        subscription.expires_at = date_of(common::member(refreshed, "expirationDate"));
      renewed.subscriptions.push_back(std::move(subscription));
    }
    return renewed;
  }

  Result<void> remove(const Subscription& subscription) const override {
    ITSM_TRY(const std::int64_t id, number_of(subscription));
    ITSM_CHECK(written(client_, client_.write("DELETE", target(), {{"webhookIds", {id}}})));
    return {};
  }

 private:
  std::string target() const { return client_.site().api("/webhook"); }

  // Jira answers 200 to registrations that it refuses.
  static Error refusal_of(const Json& result) {
    std::string reasons;
    for (const Json& reason : common::array_of(result, "errors"))
      reasons += (reasons.empty() ? "" : "; ") + text_of(reason);
    if (reasons.empty())
      return {Status::bad_reply, "Jira's answer does not say what became of the webhook", 0, {}, {}, {}};
    return {Status::invalid_argument, "Jira does not register the webhook: " + reasons, 0, {}, {}, {}};
  }

  const Client& client_;
};

}  // namespace

std::unique_ptr<WebhookRegistry> app_webhooks(const Client& client) {
  return std::make_unique<AppWebhooks>(client);
}

}  // namespace itsm::jira
