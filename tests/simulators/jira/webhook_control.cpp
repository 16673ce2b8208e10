// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <charconv>

#include "tests/simulators/jira/jira_vendor.hpp"
#include "tests/simulators/jira/routes.hpp"

namespace itsm::simulators::jira {
namespace {

constexpr std::array<std::string_view, 6> kMembers{"url", "events", "jql", "secret", "as", "app"};

Json document(const Webhook& webhook) {
  Json out{{"id", webhook.id},
           {"url", webhook.url},
           {"events", webhook.events},
           {"jql", webhook.jql},
           {"owner", webhook.owner},
           {"enabled", webhook.enabled},
           {"signed", !webhook.secret.empty()}};
  if (!webhook.app.empty()) out["app"] = webhook.app;
  if (webhook.expires) out["expires"] = utc_text(*webhook.expires);
  return out;
}

Webhook read(const Json& wanted, const World& world, const std::string& origin) {
  if (!wanted.is_object()) throw ControlError("a webhook must be an object");
  for (const auto& [key, value] : wanted.items())
    if (std::find(kMembers.begin(), kMembers.end(), key) == kMembers.end())
      throw ControlError("a webhook has no member '" + key + "'");
  Webhook webhook;
  webhook.name = "registered by a test";
  webhook.url = wanted.value("url", std::string());
  if (!webhook.url.starts_with("http")) throw ControlError("'url' must be an address");
  webhook.events = wanted.value("events", webhook_events());
  for (const auto& event : webhook.events)
    if (!webhook_events().contains(event)) throw ControlError("there is no event '" + event + "'");
  webhook.jql = wanted.value("jql", std::string());
  webhook.secret = wanted.value("secret", std::string());
  webhook.app = wanted.value("app", std::string());
  if (!webhook.app.empty() && !world.oauth.apps.contains(webhook.app))
    throw ControlError("there is no app '" + webhook.app + "'");
  const auto handle = wanted.value("as", std::string());
  for (const auto& user : world.users)
    if (handle.empty() ? user.account_id == world.person : user.handle == handle)
      webhook.owner = user.account_id;
  if (webhook.owner.empty()) throw ControlError("there is no user '" + handle + "'");
  webhook.origin = origin;
  return webhook;
}

}  // namespace

std::optional<Answer> JiraVendor::control(const Request& request) {
  const auto& all = request.segments;
  if (all.size() < 2 || all[1] != "webhooks") return std::nullopt;
  if (all.size() == 2 && request.method == "GET") {
    auto list = Json::array();
    for (const auto* webhook : webhooks_.all()) list.push_back(document(*webhook));
    return json_answer(200, list);
  }
  if (all.size() == 2 && request.method == "POST")
    return json_answer(
        201, document(webhooks_.add(read(Json::parse(request.body), site_.world(), origin_of(request)))));
  if (all.size() == 3 && request.method == "DELETE") {
    std::uint64_t id = 0;
    std::from_chars(all[2].data(), all[2].data() + all[2].size(), id);
    if (!webhooks_.remove(id)) throw ControlError("there is no webhook " + all[2]);
    return empty_answer(204);
  }
  return std::nullopt;
}

}  // namespace itsm::simulators::jira
