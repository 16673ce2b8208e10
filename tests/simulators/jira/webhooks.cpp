// SPDX-License-Identifier: Apache-2.0
#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "tests/simulators/http/signature.hpp"
#include "tests/simulators/jira/jql_query.hpp"
#include "tests/simulators/jira/webhook.hpp"
#include "tests/simulators/jira/webhook_body.hpp"

namespace itsm::simulators::jira {
namespace {

constexpr std::size_t kPrimaryPlaces = 20;
constexpr std::size_t kSecondaryPlaces = 10;
constexpr std::chrono::minutes kTokenLife{3};

bool is_about_an_issue(EventKind kind) {
  return kind != EventKind::link_created && kind != EventKind::link_deleted;
}

bool matches(const std::string& jql, const Site& site, const User* caller, const Issue& issue) {
  if (jql.empty()) return true;
  try {
    return understand(jql::parse(jql), site, caller).matches(issue);
  } catch (const Refusal&) {
    return false;  // it names something that has been taken away since
  } catch (const jql::SyntaxError&) {
    return false;
  }
}

std::string replaced(std::string text, const std::string& what, const std::string& by) {
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size()))
    text.replace(at, what.size(), by);
  return text;
}

// Variables of an administrator's address: ${issue.key}, and {issue.key} since Data Center 10.
std::string address(const Webhook& webhook, const Site& site, const SiteEvent& event) {
  if (!webhook.app.empty()) return webhook.url;
  const auto& project = site.project_of(event.issue);
  const std::array<std::pair<const char*, std::string>, 5> variables{{
      {"{issue.id}", std::to_string(event.issue.id)},
      {"{issue.key}", site.key_of(event.issue)},
      {"{project.id}", project.id},
      {"{project.key}", project.key},
      {"{comment.id}", event.comment == nullptr ? std::string() : event.comment->id},
  }};
  auto url = webhook.url;
  for (const auto& [name, value] : variables) {
    url = replaced(std::move(url), std::string("$") + name, value);
    url = replaced(std::move(url), name, value);
  }
  return url;
}

}  // namespace

const std::set<std::string>& webhook_events() {
  static const std::set<std::string> events{
      "jira:issue_created", "jira:issue_updated",    "jira:issue_deleted", "comment_created",
      "comment_updated",    "comment_deleted",       "issuelink_created",  "issuelink_deleted",
      "issue_property_set", "issue_property_deleted"};
  return events;
}

Webhooks::Webhooks(Site& site) : site_(site) {
  site_.listen([this](const SiteEvent& event) { note(event); });
}

Webhook& Webhooks::add(Webhook webhook) {
  webhook.id = ++last_id_;
  webhook.changed = site_.now();
  return webhooks_[webhook.id] = std::move(webhook);
}

Webhook* Webhooks::find(std::uint64_t id) {
  const auto found = webhooks_.find(id);
  return found == webhooks_.end() ? nullptr : &found->second;
}

std::vector<Webhook*> Webhooks::all() {
  std::erase_if(webhooks_, [now = site_.now()](const auto& entry) {
    return entry.second.expires && *entry.second.expires <= now;
  });
  std::vector<Webhook*> out;
  for (auto& [id, webhook] : webhooks_) out.push_back(&webhook);
  return out;
}

std::vector<Delivery> Webhooks::take_deliveries() { return std::exchange(waiting_, {}); }

bool Webhooks::wants(const Webhook& webhook, const SiteEvent& event, const std::string& name) const {
  if (!webhook.enabled || !webhook.events.contains(name)) return false;
  if (!webhook.properties.empty() && !event.property.empty() && !webhook.properties.contains(event.property))
    return false;
  if (!webhook.fields.empty() && event.change != nullptr &&
      std::none_of(event.change->items.begin(), event.change->items.end(),
                   [&](const Json& item) { return webhook.fields.contains(item.value("fieldId", "")); }))
    return false;
  const auto* owner = site_.world().user(webhook.owner);
  if (!webhook.app.empty()) {
    const auto& apps = site_.world().oauth.apps;
    const auto app = apps.find(webhook.app);
    // An app that is not public is heard by its owner only.
    if (app == apps.end() || (!app->second.is_public && app->second.owner != webhook.owner)) return false;
    if (!site_.may_see(owner, event.issue)) return false;
  }
  return !is_about_an_issue(event.kind) || matches(webhook.jql, site_, owner, event.issue);
}

void Webhooks::note(const SiteEvent& event) {
  if (webhooks_.empty()) return;
  // An app hears of an event once for each of its users, however many of its webhooks match.
  std::map<std::pair<std::string, std::string>, std::vector<const Webhook*>> groups;
  for (const auto* webhook : all())
    groups[webhook->app.empty() ? std::pair(std::string(), std::to_string(webhook->id))
                                : std::pair(webhook->app, webhook->owner)]
        .push_back(webhook);
  for (const auto& [key, group] : groups) {
    const auto* owner = site_.world().user(group.front()->owner);
    for (auto& [name, body] : webhook_bodies(event, View(site_, group.front()->origin, 2, owner))) {
      std::vector<const Webhook*> wanting;
      for (const auto* webhook : group)
        if (wants(*webhook, event, name)) wanting.push_back(webhook);
      if (!wanting.empty()) send(wanting, event, name, std::move(body));
    }
  }
}

void Webhooks::send(const std::vector<const Webhook*>& group, const SiteEvent& event, const std::string& name,
                    Json body) {
  const auto& webhook = *group.front();
  const auto& settings = site_.world().webhooks;
  if (!webhook.app.empty()) {
    body["matchedWebhookIds"] = Json::array();
    for (const auto* matched : group) body["matchedWebhookIds"].push_back(matched->id);
  }
  Delivery delivery;
  delivery.webhook = std::to_string(webhook.id);
  delivery.event = name;
  delivery.ticket = site_.key_of(event.issue);
  delivery.url = address(webhook, site_, event);
  delivery.timeout = settings.timeout;
  delivery.delay = event.cascaded ? settings.secondary_delay : settings.delay;
  delivery.lane = event.cascaded ? "Secondary" : "Primary";
  delivery.at_once = event.cascaded ? kSecondaryPlaces : kPrimaryPlaces;
  if (!webhook.exclude_body) delivery.body = text_of(body);
  auto& headers = delivery.headers;
  headers.emplace_back("Content-Type", "application/json; charset=UTF-8");
  if (site_.is_cloud()) {
    headers.emplace_back("User-Agent", "Atlassian Webhook HTTP Client");
    headers.emplace_back("X-Atlassian-Webhook-Identifier",
                         fmt::format("{:08x}-0000-4000-8000-{:012x}", webhook.id, ++last_delivery_));
    headers.emplace_back("X-Atlassian-Webhook-Flow", delivery.lane);
    delivery.retries = {settings.retries, settings.shortest_wait, settings.longest_wait,
                        "X-Atlassian-Webhook-Retry"};
  } else {
    headers.emplace_back("User-Agent", "Atlassian HttpClient");  // and tries once: no more is promised
  }
  if (!webhook.app.empty()) {
    const auto now = std::chrono::duration_cast<std::chrono::seconds>(site_.now().time_since_epoch());
    const auto& app = site_.world().oauth.apps.at(webhook.app);
    headers.emplace_back("Authorization", "Bearer " + signed_token({{"iss", app.client_id},
                                                                    {"iat", now.count()},
                                                                    {"exp", (now + kTokenLife).count()}},
                                                                   app.client_secret));
  } else if (!webhook.secret.empty()) {
    headers.emplace_back("X-Hub-Signature", "sha256=" + hex_hmac_sha256(webhook.secret, delivery.body));
  }
  waiting_.push_back(std::move(delivery));
}

}  // namespace itsm::simulators::jira
