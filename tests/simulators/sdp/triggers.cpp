// SPDX-License-Identifier: Apache-2.0
#include "tests/simulators/sdp/triggers.hpp"

#include <array>

#include "tests/simulators/control/vendor.hpp"

namespace itsm::simulators::sdp {
namespace {

// The message that docs/servicedesk_plus.md gives.
constexpr const char* kMessage =
    R"({"event":"$event","request":{"id":"$RequestId","display_id":"$DisplayId"}})";

void fill(std::string& text, const std::string& variable, const std::string& value) {
  for (auto at = text.find(variable); at != std::string::npos; at = text.find(variable, at + value.size()))
    text.replace(at, variable.size(), value);
}

}  // namespace

Triggers::Triggers(Store& store) : store_(store) {
  store_.listen([this](const Event& event) { fire(event); });
}

std::uint64_t Triggers::add(const Json& wanted) {
  if (!wanted.is_object()) throw ControlError("a webhook must be an object");
  for (const auto& [member, value] : wanted.items())
    if (member != "url" && member != "headers" && member != "message" && member != "events")
      throw ControlError("a webhook has no member '" + member + "'");
  Webhook webhook;
  webhook.url = wanted.value("url", std::string());
  if (!webhook.url.starts_with("http")) throw ControlError("'url' must be an address");
  const Json headers = wanted.value("headers", Json::object());
  for (const auto& [name, value] : headers.items())
    webhook.headers.emplace_back(name, value.get<std::string>());
  webhook.message = wanted.value("message", std::string(kMessage));
  webhook.events = wanted.value("events", std::set<std::string>{"created", "edited", "note", "deleted"});
  webhooks_[++last_id_] = std::move(webhook);
  return last_id_;
}

Json Triggers::list() const {
  Json out = Json::array();
  for (const auto& [id, webhook] : webhooks_)
    out.push_back({{"id", id}, {"url", webhook.url}, {"events", webhook.events}});
  return out;
}

void Triggers::fire(const Event& event) {
  for (const auto& [id, webhook] : webhooks_) {
    if (!webhook.events.contains(event.name)) continue;
    Delivery delivery;
    delivery.webhook = std::to_string(id);
    delivery.event = event.name;
    delivery.ticket = event.ticket.id;
    delivery.lane = "webhooks";
    delivery.url = webhook.url;
    delivery.headers = webhook.headers;
    delivery.headers.emplace_back("Content-Type", "application/json");
    delivery.body = webhook.message;
    fill(delivery.body, "$event", event.name);
    fill(delivery.body, "$RequestId", event.ticket.id);
    fill(delivery.body, "$DisplayId", event.ticket.display_id);
    // As a script of the desk builds it; the plain variables do not say what a note holds.
    if (event.note != nullptr) {
      Json message = Json::parse(delivery.body, nullptr, false);
      if (message.is_object()) {
        message["note"] = view_of(*event.note, store_.world(), store_.product(), true);
        delivery.body = text_of(message);
      }
    }
    waiting_.push_back(std::move(delivery));
  }
}

}  // namespace itsm::simulators::sdp
