// SPDX-License-Identifier: Apache-2.0
// Webhooks of administrators: the resource that Cloud and Data Center up to 9 have, and the one that Data
// Center has since 10.
#include <charconv>

#include "tests/simulators/jira/handlers.hpp"
#include "tests/simulators/jira/webhook.hpp"

namespace itsm::simulators::jira {
namespace {

constexpr const char* kIssueFilter = "issue-related-events-section";

Refusal webhook_refusal(int status, const std::string& key, const std::string& why) {
  Refusal refused{status, {}, {}, {}};
  refused.other_body = {{"messages", Json::array({{{"key", key}, {"arguments", Json::array({why})}}})}};
  return refused;
}

const User& require_administrator(const Call& call) {
  if (call.caller != nullptr && call.caller->administrator && call.app.empty()) return *call.caller;
  throw webhook_refusal(403, "webhooks.not.allowed", "You must be a Jira administrator to manage webhooks.");
}

Webhook& require(const Call& call) {
  const auto& name = call.captures[0];
  std::uint64_t id = 0;
  std::from_chars(name.data(), name.data() + name.size(), id);
  auto* webhook = call.webhooks->find(id);
  if (webhook == nullptr || !webhook->app.empty())
    throw webhook_refusal(404, "webhooks.not.found", "There is no webhook " + name + ".");
  return *webhook;
}

std::string text_in(const Json& body, const char* member, const std::string& present) {
  if (!body.contains(member)) return present;
  if (!body[member].is_string()) throw bad_payload();
  return body[member].get<std::string>();
}

bool is_true(const Json& value) { return value == true || value == "true"; }

// What both resources share. Members left out keep what is there.
void read_common(const Json& body, Webhook& webhook) {
  webhook.name = text_in(body, "name", webhook.name);
  webhook.url = text_in(body, "url", webhook.url);
  if (webhook.name.empty()) throw webhook_refusal(400, "webhooks.empty.field", "name");
  if (!webhook.url.starts_with("http://") && !webhook.url.starts_with("https://"))
    throw webhook_refusal(400, "webhooks.invalid.url", webhook.url);
  if (!body.contains("events")) return;
  webhook.events.clear();
  for (const auto& event : texts(body, "events")) webhook.events.insert(event);
}

void read_filters(const Json& filters, Webhook& webhook) {
  if (filters.is_object()) webhook.jql = text_in(filters, kIssueFilter, "");
}

Json filters_of(const Webhook& webhook) { return {{kIssueFilter, webhook.jql}}; }

void touch(const Call& call, const User& by, Webhook& webhook) {
  webhook.owner = by.account_id;
  webhook.origin = call.origin;
  webhook.changed = call.site.now();
}

std::vector<Json> listed(const Call& call, Json (*shown)(const Call&, const Webhook&)) {
  std::vector<Json> out;
  for (const auto* webhook : call.webhooks->all())
    if (webhook->app.empty()) out.push_back(shown(call, *webhook));
  return out;
}

Json document(const Call& call, const Webhook& webhook) {
  const auto* by = call.site.world().user(webhook.owner);
  Json out{{"name", webhook.name},
           {"url", webhook.url},
           {"excludeBody", webhook.exclude_body},
           {"filters", filters_of(webhook)},
           {"events", webhook.events},
           {"enabled", webhook.enabled},
           {"self", call.origin + "/rest/webhooks/1.0/webhook/" + std::to_string(webhook.id)},
           {"lastUpdatedDisplayName", by->name},
           {"lastUpdated", webhook.changed.time_since_epoch().count()}};
  out["lastUpdatedUser"] = call.site.is_cloud() ? by->account_id : by->username;
  if (call.site.is_cloud()) out["isSigned"] = !webhook.secret.empty();
  return out;
}

void read_classic(const Call& call, Webhook& webhook) {
  const auto body = call.body();
  read_common(body, webhook);
  read_filters(body.value("filters", Json()), webhook);
  webhook.exclude_body = body.contains("excludeBody") ? is_true(body["excludeBody"]) : webhook.exclude_body;
  webhook.enabled = body.contains("enabled") ? is_true(body["enabled"]) : webhook.enabled;
  // Data Center took up signing with its other resource.
  if (call.site.is_cloud()) webhook.secret = text_in(body, "secret", webhook.secret);
}

Json new_document(const Call& call, const Webhook& webhook) {
  Json configuration{{"EXCLUDE_BODY", webhook.exclude_body ? "true" : "false"},
                     {"FILTERS", text_of(filters_of(webhook))}};
  if (!webhook.secret.empty()) configuration["SECRET"] = "****";
  return {{"id", webhook.id},
          {"name", webhook.name},
          {"url", webhook.url},
          {"events", webhook.events},
          {"configuration", std::move(configuration)},
          {"active", webhook.enabled},
          {"scopeType", "global"},
          {"self", call.origin + "/rest/jira-webhook/1.0/webhooks/" + std::to_string(webhook.id)},
          {"updatedDate", webhook.changed.time_since_epoch().count()}};
}

// A `secret` beside `configuration` is ignored, as the real one ignores it.
void read_new(const Call& call, Webhook& webhook) {
  const auto body = call.body();
  read_common(body, webhook);
  const auto configuration = body.value("configuration", Json::object());
  if (!configuration.is_object()) throw bad_payload();
  webhook.secret = text_in(configuration, "SECRET", webhook.secret);
  if (configuration.contains("EXCLUDE_BODY")) webhook.exclude_body = is_true(configuration["EXCLUDE_BODY"]);
  if (configuration.contains("FILTERS"))
    read_filters(Json::parse(text_in(configuration, "FILTERS", "{}"), nullptr, false), webhook);
  if (body.contains("active")) webhook.enabled = is_true(body["active"]);
}

Answer create(const Call& call, void (*read)(const Call&, Webhook&),
              Json (*shown)(const Call&, const Webhook&)) {
  const auto& by = require_administrator(call);
  Webhook webhook;
  read(call, webhook);
  touch(call, by, webhook);
  return json_answer(201, shown(call, call.webhooks->add(std::move(webhook))));
}

Answer change(const Call& call, void (*read)(const Call&, Webhook&),
              Json (*shown)(const Call&, const Webhook&)) {
  const auto& by = require_administrator(call);
  auto& webhook = require(call);
  auto changed = webhook;
  read(call, changed);
  touch(call, by, changed);
  webhook = std::move(changed);
  return json_answer(200, shown(call, webhook));
}

}  // namespace

Answer get_admin_webhooks(const Call& call) {
  require_administrator(call);
  return json_answer(200, listed(call, document));
}

Answer get_admin_webhook(const Call& call) {
  require_administrator(call);
  return json_answer(200, document(call, require(call)));
}

Answer create_admin_webhook(const Call& call) { return create(call, read_classic, document); }
Answer change_admin_webhook(const Call& call) { return change(call, read_classic, document); }

Answer delete_admin_webhook(const Call& call) {
  require_administrator(call);
  call.webhooks->remove(require(call).id);
  return empty_answer(204);
}

Answer get_new_webhooks(const Call& call) {
  require_administrator(call);
  return json_answer(200, listed(call, new_document));
}

Answer get_new_webhook(const Call& call) {
  require_administrator(call);
  return json_answer(200, new_document(call, require(call)));
}

Answer create_new_webhook(const Call& call) { return create(call, read_new, new_document); }
Answer change_new_webhook(const Call& call) { return change(call, read_new, new_document); }

}  // namespace itsm::simulators::jira
