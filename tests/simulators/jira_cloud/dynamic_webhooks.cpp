// SPDX-License-Identifier: Apache-2.0
// Webhooks that an OAuth app registers for the user who consented; they end by themselves after 30 days.
#include <algorithm>
#include <array>

#include "tests/simulators/jira/jql_query.hpp"
#include "tests/simulators/jira/webhook.hpp"
#include "tests/simulators/jira_cloud/handlers.hpp"

namespace itsm::simulators::jira_cloud {
namespace {

constexpr std::size_t kMostOfAnAppAndUser = 5;
constexpr std::chrono::days kLife{30};
constexpr std::array<std::string_view, 8> kFilterFields{"issuekey", "key",      "project",  "issuetype",
                                                        "status",   "priority", "assignee", "reporter"};

void require_app(const Call& call) {
  if (call.app.empty())
    throw refusal(
        403, "Only apps may use this resource: the caller is neither a Connect app nor an OAuth 2.0 app.");
}

bool is_own(const Call& call, const Webhook& webhook) {
  return webhook.app == call.app && webhook.owner == call.caller->account_id;
}

// Loopback stands for the public address with TLS that Jira wants.
bool is_reachable(const std::string& url) {
  return url.starts_with("https://") || url.starts_with("http://127.0.0.1") ||
         url.starts_with("http://localhost");
}

// Jira takes a part of its query language here and names the first clause outside of it.
std::string unsupported(const jql::Node& node) {
  for (const auto& child : node.children)
    if (auto found = unsupported(child); !found.empty()) return found;
  if (node.kind != jql::Node::Kind::condition) return {};
  const auto field = lower(node.condition.field);
  const bool known = std::find(kFilterFields.begin(), kFilterFields.end(), field) != kFilterFields.end() ||
                     field.starts_with("issue.property") || field.starts_with("cf[");
  if (!known) return "The clause " + node.condition.field + " is unsupported";
  using jql::Operator;
  const auto op = node.condition.op;
  if (op == Operator::equals || op == Operator::differs || op == Operator::in || op == Operator::not_in)
    return {};
  return "The operator " + std::string(jql::name_of(op)) + " is unsupported";
}

std::vector<std::string> faults_of(const Call& call, const Json& wanted) {
  std::vector<std::string> faults;
  const auto events = texts(wanted, "events");
  if (events.empty()) faults.emplace_back("At least one event must be specified");
  for (const auto& event : events)
    if (!webhook_events().contains(event) || event.starts_with("issuelink"))
      faults.push_back("The event " + event + " is unsupported");
  const auto jql = wanted.value("jqlFilter", std::string());
  if (jql.empty()) {
    faults.emplace_back("The jqlFilter must be specified");
    return faults;
  }
  try {
    const auto query = jql::parse(jql);
    for (const auto& node : query.where)
      if (auto fault = unsupported(node); !fault.empty()) faults.push_back(std::move(fault));
    if (!query.order.empty()) faults.emplace_back("The ORDER BY clause is unsupported");
    if (faults.empty()) understand(query, call.site, call.caller);
  } catch (const jql::SyntaxError& wrong) {
    faults.emplace_back(wrong.what());
  } catch (const Refusal& wrong) {
    faults.insert(faults.end(), wrong.messages.begin(), wrong.messages.end());
  }
  return faults;
}

std::set<std::string> set_of(const Json& body, const char* member) {
  const auto list = texts(body, member);
  return {list.begin(), list.end()};
}

std::vector<Webhook*> own_webhooks(const Call& call) {
  auto all = call.webhooks->all();
  std::erase_if(all, [&](const Webhook* webhook) { return !is_own(call, *webhook); });
  return all;
}

// The ids of the body; those of other apps and those that never were are passed over.
std::vector<Webhook*> named_webhooks(const Call& call) {
  const auto ids = texts(call.body(), "webhookIds");
  if (ids.empty()) throw refusal(400, "The list of webhook IDs is missing.");
  auto own = own_webhooks(call);
  std::erase_if(own, [&](const Webhook* webhook) {
    return std::find(ids.begin(), ids.end(), std::to_string(webhook->id)) == ids.end();
  });
  return own;
}

}  // namespace

Answer register_webhooks(const Call& call) {
  require_app(call);
  const auto body = call.body();
  const auto url = body.value("url", std::string());
  if (!is_reachable(url)) throw refusal(400, "The webhook URL must be an absolute HTTPS address.");
  if (!body.contains("webhooks") || !body["webhooks"].is_array() || body["webhooks"].empty())
    throw bad_payload();
  const auto all = call.webhooks->all();
  if (std::any_of(all.begin(), all.end(),
                  [&](const Webhook* other) { return other->app == call.app && other->url != url; }))
    throw refusal(400, "Only a single URL per app is allowed to be registered.");
  auto results = Json::array();
  for (const auto& wanted : body["webhooks"]) {
    auto faults = faults_of(call, wanted);
    if (faults.empty() && own_webhooks(call).size() >= kMostOfAnAppAndUser)
      faults.push_back("The limit of " + std::to_string(kMostOfAnAppAndUser) +
                       " webhooks of this app and user has been reached");
    if (!faults.empty()) {
      results.push_back({{"errors", faults}});
      continue;
    }
    Webhook webhook;
    webhook.url = url;
    webhook.events = set_of(wanted, "events");
    webhook.jql = wanted["jqlFilter"].get<std::string>();
    webhook.fields = set_of(wanted, "fieldIdsFilter");
    webhook.properties = set_of(wanted, "issuePropertyKeysFilter");
    webhook.owner = call.caller->account_id;
    webhook.app = call.app;
    webhook.origin = call.origin;
    webhook.expires = call.site.now() + kLife;
    results.push_back({{"createdWebhookId", call.webhooks->add(std::move(webhook)).id}});
  }
  return json_answer(200, {{"webhookRegistrationResult", std::move(results)}});
}

Answer get_webhooks(const Call& call) {
  require_app(call);
  std::vector<Json> rows;
  for (const auto* webhook : own_webhooks(call)) {
    rows.push_back({{"id", webhook->id},
                    {"url", webhook->url},
                    {"jqlFilter", webhook->jql},
                    {"events", webhook->events},
                    {"expirationDate", webhook->expires->time_since_epoch().count()}});
    if (!webhook->fields.empty()) rows.back()["fieldIdsFilter"] = webhook->fields;
    if (!webhook->properties.empty()) rows.back()["issuePropertyKeysFilter"] = webhook->properties;
  }
  return json_answer(200, page(call, "values", rows, page_bounds(call, 100, 100)));
}

Answer refresh_webhooks(const Call& call) {
  require_app(call);
  const auto expires = call.site.now() + kLife;
  for (auto* webhook : named_webhooks(call)) webhook->expires = expires;
  return json_answer(200, {{"expirationDate", expires.time_since_epoch().count()}});
}

Answer delete_webhooks(const Call& call) {
  require_app(call);
  for (const auto* webhook : named_webhooks(call)) call.webhooks->remove(webhook->id);
  return empty_answer(202);
}

Answer get_failed_webhooks(const Call&) { throw refusal(403, "Only Connect apps may use this resource."); }

}  // namespace itsm::simulators::jira_cloud
