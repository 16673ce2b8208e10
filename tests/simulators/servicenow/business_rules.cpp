// SPDX-License-Identifier: Apache-2.0
#include "tests/simulators/servicenow/business_rules.hpp"

#include <algorithm>
#include <array>

#include "tests/simulators/control/vendor.hpp"
#include "tests/simulators/http/signature.hpp"

namespace itsm::simulators::servicenow {
namespace {

constexpr std::array<std::string_view, 4> kMembers{"url", "secret", "tables", "token"};

const char* name_of(EventKind kind) {
  switch (kind) {
    case EventKind::created:
      return "created";
    case EventKind::changed:
      return "changed";
    case EventKind::deleted:
      return "deleted";
    case EventKind::comment:
      return "comment";
  }
  return "";
}

}  // namespace

Reporting::Reporting(Records& records) : records_(records) {
  records_.listen([this](const Event& event) { note(event); });
}

Json Reporting::add(const Json& wanted) {
  if (!wanted.is_object()) throw ControlError("a webhook must be an object");
  for (const auto& [key, value] : wanted.items())
    if (std::find(kMembers.begin(), kMembers.end(), key) == kMembers.end())
      throw ControlError("a webhook has no member '" + key + "'");
  Rule rule{sys_id_for("business rule " + std::to_string(++last_)), wanted.value("url", std::string()),
            wanted.value("secret", std::string()), wanted.value("token", false),
            wanted.value("tables", std::vector<std::string>())};
  if (!rule.url.starts_with("http")) throw ControlError("'url' must be an address");
  rules_.push_back(std::move(rule));
  return list().back();
}

bool Reporting::remove(const std::string& id) {
  return std::erase_if(rules_, [&](const Rule& rule) { return rule.id == id; }) != 0;
}

Json Reporting::list() const {
  auto out = Json::array();
  for (const auto& rule : rules_)
    out.push_back({{"id", rule.id},
                   {"url", rule.url},
                   {"tables", rule.tables},
                   {"signed", !rule.secret.empty() && !rule.with_token}});
  return out;
}

Json Reporting::body_of(const Event& event) const {
  const auto& record = event.record;
  Json body{{"event", name_of(event.kind)},
            {"table", record.table},
            {"sys_id", record.sys_id()},
            {"number", record.value("number")},
            {"state", record.value("state")},
            {"sys_updated_on", record.value("sys_updated_on")},
            {"sys_mod_count", record.value("sys_mod_count")}};
  if (const auto* who = records_.find(event.by))
    body["actor"] = {{"sys_id", who->sys_id()}, {"name", who->value("name")}, {"email", who->value("email")}};
  if (event.kind == EventKind::changed) body["changed"] = event.changed;
  if (event.entry != nullptr)
    for (const auto* column : {"sys_id", "element", "value", "sys_created_on", "sys_created_by"})
      body["comment"][column] = event.entry->value(column);
  return body;
}

void Reporting::note(const Event& event) {
  for (const auto& rule : rules_) {
    const bool wanted =
        rule.tables.empty() || std::any_of(rule.tables.begin(), rule.tables.end(), [&](const auto& table) {
          return records_.schema().is_a(event.record.table, table);
        });
    if (wanted) send(rule, event, body_of(event));
  }
}

void Reporting::send(const Rule& rule, const Event& event, const Json& body) {
  Delivery delivery;
  delivery.webhook = rule.id;
  delivery.event = name_of(event.kind);
  delivery.ticket = event.record.value("number");
  delivery.lane = "Script";
  delivery.url = rule.url;
  delivery.body = text_of(body);
  const auto seconds = std::to_string(
      std::chrono::duration_cast<std::chrono::seconds>(records_.now().time_since_epoch()).count());
  delivery.headers = {{"Content-Type", "application/json"},
                      {"X-ITSM-Delivery", sys_id_for("delivery " + std::to_string(++last_))}};
  if (rule.with_token) {
    delivery.headers.emplace_back("X-ITSM-Token", rule.secret);
  } else if (!rule.secret.empty()) {
    delivery.headers.emplace_back("X-ITSM-Timestamp", seconds);
    delivery.headers.emplace_back("X-ITSM-Signature",
                                  "sha256=" + base64_hmac_sha256(rule.secret, seconds + "." + delivery.body));
  }
  waiting_.push_back(std::move(delivery));
}

}  // namespace itsm::simulators::servicenow
