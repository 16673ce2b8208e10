// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <charconv>
#include <set>

#include "plugins/common/reading.hpp"
#include "plugins/common/time.hpp"
#include "plugins/jira/webhook_registry.hpp"
#include "plugins/jira/written.hpp"

namespace itsm::jira {
namespace {

using common::text_of;

constexpr std::size_t kMostOfAnAccount = 5;  // of one app
constexpr std::chrono::days kLife{30};

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

std::set<std::string> events_of(const Json& webhook) {
  std::set<std::string> events;
  for (const Json& event : common::array_of(webhook, "events")) events.insert(text_of(event));
  return events;
}

bool asks_for_the_same(const Json& one, const Json& other) {
  return text_of(one, "jqlFilter") == text_of(other, "jqlFilter") && events_of(one) == events_of(other);
}

Subscription registered(std::string id) { return {.id = std::move(id), .proof = ProofScheme::jwt_hs256}; }

// Of an OAuth 2.0 app. Deliveries carry a token that the app's secret signs, so no secret is registered.
class AppWebhooks : public WebhookRegistry {
 public:
  explicit AppWebhooks(const Client& client) : client_(client) {}

  // Whatever came of an earlier attempt, one registration is left at the address.
  Result<Subscription> add(const SubscribeRequest& request) const override {
    // Jira takes no registration without a filter, and no filter that lets everything pass.
    std::string filter = webhook_filter(request.projects);
    if (filter.empty())
      return failure(Status::misconfigured,
                     "Jira's apps register webhooks for projects only: allow this integration at least one");
    const Json webhook = {{"events", kWebhookEvents}, {"jqlFilter", std::move(filter)}};
    ITSM_TRY(std::vector<Json> present, list());
    const std::size_t all = present.size();
    std::erase_if(present, [&](const Json& one) { return text_of(one, "url") != request.url; });
    const auto same = std::find_if(present.begin(), present.end(),
                                   [&](const Json& one) { return asks_for_the_same(one, webhook); });
    if (same != present.end()) {
      ITSM_TRY(Subscriptions kept, renew({{registered(text_of(*same, "id"))}}));
      present.erase(same);
      if (!kept.subscriptions.empty()) return replacing(present, std::move(kept.subscriptions.front()));
    }
    if (all >= kMostOfAnAccount && present.empty()) return unexpected(no_room());
    if (all >= kMostOfAnAccount) {
      ITSM_CHECK(remove_all(present));
      present.clear();
    }
    ITSM_TRY(Subscription made, make(request.url, webhook));
    return replacing(present, std::move(made));
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
    ITSM_TRY(const std::vector<Json> present, list());
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
    return remove_ids({id});
  }

 private:
  std::string target() const { return client_.site().api("/webhook"); }

  // Those that the app has registered for this account.
  Result<std::vector<Json>> list() const {
    auto present = client_.all("/webhook", {{"maxResults", "100"}}, "values");
    if (!present && present.error().status == Status::not_found) present.error().status = Status::outdated;
    return present;
  }

  // What was made is told, whether or not its end could be read.
  Result<Subscription> make(const std::string& url, const Json& webhook) const {
    const Json body = {{"url", url}, {"webhooks", Json::array({webhook})}};
    auto answer = written(client_, client_.write("POST", target(), body));
    if (!answer) return unexpected(explained(std::move(answer).error()));
    const Json& results = common::array_of(*answer, "webhookRegistrationResult");
    const Json result = results.empty() ? Json() : results.front();
    Subscription made = registered(text_of(result, "createdWebhookId"));
    made.expires_at = common::format_time(client_.now() + kLife);
    if (made.id.empty()) return unexpected(refusal_of(result));
    const auto renewed = renew({{made}});
    return renewed && !renewed->subscriptions.empty() ? renewed->subscriptions.front() : made;
  }

  // One that cannot be removed delivers a second time, until the next registration finds it or it ends.
  Subscription replacing(const std::vector<Json>& others, Subscription subscription) const {
    if (!remove_all(others))
      subscription.note = "An older registration of this address could not be removed.";
    return subscription;
  }

  Result<void> remove_all(const std::vector<Json>& webhooks) const {
    Json ids = Json::array();
    for (const Json& webhook : webhooks) ids.push_back(common::member(webhook, "id"));
    return ids.empty() ? Result<void>() : remove_ids(ids);
  }

  Result<void> remove_ids(const Json& ids) const {
    ITSM_CHECK(written(client_, client_.write("DELETE", target(), {{"webhookIds", ids}})));
    return {};
  }

  static Error no_room() {
    return {Status::misconfigured,
            "Jira keeps at most five webhooks of an app for one account, and this app has them at other "
            "addresses: remove one there, or connect with an OAuth app or an account of its own",
            0,
            {},
            {},
            {}};
  }

  static Error explained(Error error) {
    if (error.message.find("single URL per app") == std::string::npos) return error;
    error.status = Status::misconfigured;
    error.message =
        "Jira takes one address for all webhooks of an app, and this app has one already: remove it there, "
        "or connect with an OAuth app of its own [HTTP " +
        std::to_string(error.vendor_http_status) + "]";
    return error;
  }

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
