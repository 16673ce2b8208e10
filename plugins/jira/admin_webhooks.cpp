// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "plugins/common/reading.hpp"
#include "plugins/jira/webhook_registry.hpp"
#include "plugins/jira/written.hpp"

namespace itsm::jira {
namespace {

using common::text_of;

constexpr std::string_view kName = "Security findings";
constexpr std::string_view kFilterSection = "issue-related-events-section";

// What it is called in the vendor's three forms of it.
enum class Form { cloud, data_center, configured };

Form form_of(const Site& site) {
  if (site.deployment() == Deployment::cloud) return Form::cloud;
  return site.capabilities().webhook_configuration ? Form::configured : Form::data_center;
}

// An administrator's, which stay until they are removed.
class AdminWebhooks : public WebhookRegistry {
 public:
  explicit AdminWebhooks(const Client& client) : client_(client), form_(form_of(client.site())) {}

  // A registration of the same address is replaced, so that a second one never delivers everything twice.
  Result<Subscription> add(const SubscribeRequest& request) const override {
    const std::string url = address(request.url);
    ITSM_TRY(const Json present, list());
    const auto same = std::find_if(present.begin(), present.end(),
                                   [&](const Json& webhook) { return is_at(webhook, request.url); });
    Json body = body_of(url, webhook_filter(request.projects));
    if (same != present.end() && form_ != Form::configured) body["enabled"] = true;
    const auto answer = same == present.end() ? client_.write("POST", target(), body)
                                              : client_.write("PUT", target(id_of(*same)), body);
    ITSM_TRY(const Json made, written(client_, answer));
    const auto proof = form_ == Form::data_center ? ProofScheme::query_token : ProofScheme::hmac_sha256;
    Subscription subscription{.id = id_of(made), .proof = proof, .note = note()};
    if (subscription.id.empty())
      return failure(Status::bad_reply, "Jira's answer does not say the webhook's id");
    return subscription;
  }

  // One that is switched off delivers nothing, so it counts as lost.
  Result<Subscriptions> renew(const Subscriptions& subscriptions) const override {
    ITSM_TRY(const Json present, list());
    Subscriptions renewed;
    for (const Subscription& subscription : subscriptions.subscriptions)
      if (std::any_of(present.begin(), present.end(), [&](const Json& webhook) {
            return id_of(webhook) == subscription.id && is_on(webhook);
          }))
        renewed.subscriptions.push_back(subscription);
    return renewed;
  }

  Result<void> remove(const Subscription& subscription) const override {
    const auto removed = written(client_, client_.write("DELETE", target(subscription.id), Json()));
    if (removed) return {};
    if (removed.error().vendor_http_status != 404) return unexpected(removed.error());
    // Nothing is there, which is as well the answer of a Jira that keeps them elsewhere since it was updated.
    ITSM_CHECK(list());
    return {};
  }

 private:
  // Outside the API, and below the same root.
  std::string target(const std::string& id = {}) const {
    std::string path =
        form_ == Form::configured ? "/rest/jira-webhook/1.0/webhooks" : "/rest/webhooks/1.0/webhook";
    return id.empty() ? path : path + "/" + common::percent_encode(id);
  }

  // Data Center before 10 signs nothing: its address carries the secret.
  std::string address(const std::string& url) const {
    if (form_ != Form::data_center) return url;
    return url + (url.find('?') == std::string::npos ? "?" : "&") + "token=" + std::string(kWebhookSecret);
  }

  std::string note() const {
    if (form_ != Form::data_center) return {};
    return "This Jira signs no webhooks: the address carries the secret, and Jira's administrators can read "
           "it.";
  }

  Json body_of(const std::string& url, const std::string& filter) const {
    Json body = {{"name", kName}, {"url", url}, {"events", kWebhookEvents}};
    Json filters = Json::object();
    if (!filter.empty()) filters[std::string(kFilterSection)] = filter;
    if (form_ == Form::configured) {
      body["configuration"] = {
          {"SECRET", kWebhookSecret}, {"EXCLUDE_BODY", "false"}, {"FILTERS", dump(filters)}};
      body["active"] = true;
      return body;
    }
    if (!filters.empty()) body["filters"] = std::move(filters);
    body["excludeBody"] = false;
    if (form_ == Form::cloud) body["secret"] = kWebhookSecret;
    return body;
  }

  Result<Json> list() const {
    auto present = client_.get_always(target());
    if (!present) return unexpected(explained(std::move(present).error()));
    if (!present->is_array()) return failure(Status::bad_reply, "Jira's answer is no list of webhooks");
    return present;
  }

  bool is_on(const Json& webhook) const {
    return common::member(webhook, form_ == Form::configured ? "active" : "enabled") != Json(false);
  }

  static bool is_at(const Json& webhook, const std::string& url) {
    const std::string address = text_of(webhook, "url");
    return address == url || address.substr(0, url.size() + 7) == url + "?token=" ||
           address.substr(0, url.size() + 7) == url + "&token=";
  }

  // The older form has it only as the end of its own address.
  static std::string id_of(const Json& webhook) {
    if (std::string id = text_of(webhook, "id"); !id.empty()) return id;
    const std::string self = text_of(webhook, "self");
    return self.substr(self.rfind('/') + 1);
  }

  static Error explained(Error error) {
    if (error.vendor_http_status == 403)
      error.message =
          "only an administrator of Jira may register webhooks: make it by hand under System, WebHooks, or "
          "give "
          "the account the permission Administer Jira [HTTP 403]";
    if (error.status == Status::outdated)
      error.message += ". Where it was updated since the last check, check the integration again";
    return error;
  }

  const Client& client_;
  Form form_;
};

}  // namespace

std::unique_ptr<WebhookRegistry> admin_webhooks(const Client& client) {
  return std::make_unique<AdminWebhooks>(client);
}

}  // namespace itsm::jira
