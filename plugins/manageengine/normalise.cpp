// SPDX-License-Identifier: Apache-2.0
#include "plugins/common/reading.hpp"
#include "plugins/manageengine/desk.hpp"
#include "plugins/manageengine/note.hpp"
#include "plugins/manageengine/plugin.hpp"

namespace itsm::manageengine {
namespace {

using common::member;
using common::text_of;

WebhookEvent ignored(std::string reason) {
  WebhookEvent event;
  event.reason = std::move(reason);
  return event;
}

// docs/servicedesk_plus.md says what to enter as the webhook's message. What it says of a request is taken as
// a hint: the request is read by its id. A note stands in the message itself.
WebhookEvent read_message(std::string_view body) {
  const auto json = parse_json(body);
  if (!json) return ignored("the message is " + json.error());
  const Json& request = member(*json, "request");
  const std::string id = text_of(request, "id");
  if (!is_id(id)) return ignored("the message names no request: /request/id is missing or no number");
  WebhookEvent event;
  event.ticket_id = id;
  event.ticket_key = text_of(request, "display_id");
  if (const Json& note = member(*json, "note"); !text_of(note, "id").empty()) {
    event.kind = EventKind::comment;
    event.comment = read_note(note);
    return event;
  }
  const std::string kind = text_of(*json, "event");
  event.kind = kind == "created"   ? EventKind::created
               : kind == "deleted" ? EventKind::deleted
                                   : EventKind::changed;
  return event;
}

}  // namespace

Result<WebhookEvents> ManageEnginePlugin::normalise(const Call&,
                                                    std::span<const itsm::Delivery> deliveries) const {
  WebhookEvents out;
  for (std::size_t i = 0; i < deliveries.size(); ++i) {
    out.events.push_back(read_message(deliveries[i].body));
    out.events.back().delivery = i;
  }
  return out;
}

}  // namespace itsm::manageengine
