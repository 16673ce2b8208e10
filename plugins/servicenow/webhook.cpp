// SPDX-License-Identifier: Apache-2.0
#include "plugins/servicenow/webhook.hpp"

#include "plugins/common/reading.hpp"
#include "plugins/servicenow/journal.hpp"
#include "plugins/servicenow/servicenow_plugin.hpp"
#include "plugins/servicenow/values.hpp"

namespace itsm::servicenow {
namespace {

using common::member;
using common::text_of;

WebhookEvent ignored(std::string reason) { return {.kind = EventKind::ignored, .reason = std::move(reason)}; }

std::optional<EventKind> kind_of(const std::string& event) {
  if (event == "created") return EventKind::created;
  if (event == "changed") return EventKind::changed;
  if (event == "deleted") return EventKind::deleted;
  if (event == "comment") return EventKind::comment;
  return std::nullopt;
}

}  // namespace

// The body says what happened to which record and not what the record is: rules of the instance that run
// later may change it, so that the host reads it when it comes to that.
WebhookEvent read_webhook(std::string_view text) {
  const auto body = parse_json(text);
  if (!body) return ignored("the body is " + body.error());
  const std::string event = text_of(*body, "event");
  const auto kind = kind_of(event);
  if (!kind)
    return ignored(event.empty() ? "the body names no event" : "the event " + event + " is not known");
  WebhookEvent out{
      .kind = *kind, .ticket_id = text_of(*body, "sys_id"), .ticket_key = text_of(*body, "number")};
  if (!is_sys_id(out.ticket_id)) return ignored("the body does not say which record it is about");
  if (const auto time = time_of(text_of(*body, "sys_updated_on")))
    out.occurred_at = common::format_time(*time);
  const Json& actor = member(*body, "actor");
  Person who{text_of(actor, "sys_id"), text_of(actor, "name"), text_of(actor, "email")};
  if (!who.id.empty() || !who.name.empty()) out.actor = std::move(who);
  if (*kind == EventKind::changed)
    for (const Json& column : common::array_of(*body, "changed"))
      if (std::string name = text_of(column); is_name(name)) out.changed.push_back(std::move(name));
  if (*kind == EventKind::comment) {
    Comment comment = read_entry(member(*body, "comment"));
    if (!is_sys_id(comment.id)) return ignored("the comment has no id");
    out.comment = std::move(comment);
  }
  return out;
}

Result<WebhookEvents> ServiceNowPlugin::normalise(const Call&, std::span<const Delivery> deliveries) const {
  WebhookEvents out;
  for (std::size_t i = 0; i < deliveries.size(); ++i) {
    out.events.push_back(read_webhook(deliveries[i].body));
    out.events.back().delivery = i;
  }
  return out;
}

}  // namespace itsm::servicenow
