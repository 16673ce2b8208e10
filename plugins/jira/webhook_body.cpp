// SPDX-License-Identifier: Apache-2.0
#include "plugins/jira/webhook_body.hpp"

#include "plugins/common/reading.hpp"
#include "plugins/common/time.hpp"
#include "plugins/jira/changelog.hpp"
#include "plugins/jira/comment.hpp"
#include "plugins/jira/person.hpp"
#include "plugins/jira/ticket.hpp"

namespace itsm::jira {
namespace {

using common::member;
using common::text_of;

// A body and the name of its event, without the prefix that only some events have.
struct Body {
  const Json& json;
  std::string event;
};

std::string event_of(const Json& body) {
  std::string event = text_of(body, "webhookEvent");
  return event.starts_with("jira:") ? event.substr(5) : event;
}

// "10013" of ".../issue/10013/comment/10082", which is all that Data Center says of a comment's ticket.
std::string ticket_in(const std::string& self) {
  const auto start = self.find("/issue/");
  const auto end = self.find("/comment/");
  if (start == std::string::npos || end == std::string::npos || end < start + 7) return {};
  std::string id = self.substr(start + 7, end - start - 7);
  return is_id(id) ? id : std::string();
}

std::string occurred_at(const Json& body) {
  const Json& stamp = member(body, "timestamp");
  if (!stamp.is_number_unsigned() || stamp.get<std::uint64_t>() > 253'402'300'799'999)
    return {};  // year 9999
  return common::format_time(common::Time(std::chrono::milliseconds(stamp.get<std::int64_t>())));
}

// Events about comments name their author instead of a user.
std::optional<Person> actor_of(const Json& body) {
  const Json& comment = member(body, "comment");
  for (const Json* user :
       {&member(body, "user"), &member(comment, "updateAuthor"), &member(comment, "author")})
    if (Person person = read_person(*user); !person.id.empty() || !person.email.empty()) return person;
  return std::nullopt;
}

WebhookEvent event_about(const Body& body, EventKind kind) {
  WebhookEvent event;
  event.kind = kind;
  const Json& issue = member(body.json, "issue");
  event.ticket_id = text_of(issue, "id");
  event.ticket_key = text_of(issue, "key");
  if (event.ticket_id.empty()) event.ticket_id = ticket_in(text_of(member(body.json, "comment"), "self"));
  event.occurred_at = occurred_at(body.json);
  event.actor = actor_of(body.json);
  return event;
}

WebhookEvent ignored(const Body& body, std::string reason) {
  WebhookEvent event = event_about(body, EventKind::ignored);
  event.reason = std::move(reason);
  return event;
}

// The whole ticket, where the body holds it: events about comments show a few fields. A ticket that
// contradicts the changelog beside it was read before the change was made.
std::optional<Ticket> ticket_of(const Body& body, const Site& site) {
  auto ticket = read_ticket(member(body.json, "issue"), Json(), {}, site);
  if (!ticket || ticket->project.id.empty() || ticket->type.id.empty()) return std::nullopt;
  const auto status = status_after(member(body.json, "changelog"));
  if (status && *status != ticket->status.id) return std::nullopt;
  return *std::move(ticket);
}

WebhookEvent change(const Body& body, EventKind kind, const Site& site) {
  WebhookEvent event = event_about(body, kind);
  if (kind != EventKind::deleted) event.ticket = ticket_of(body, site);
  if (kind == EventKind::changed) event.changed = changed_fields(member(body.json, "changelog"));
  return event;
}

WebhookEvent comment_written(const Body& body) {
  WebhookEvent event = event_about(body, EventKind::comment);
  event.comment = read_comment(member(body.json, "comment"));
  return event;
}

bool has_comment(const Body& body) { return !text_of(member(body.json, "comment"), "id").empty(); }

// A step of the workflow can carry a comment, and Data Center tells of comments as changes of the ticket.
std::vector<WebhookEvent> update(const Body& body, const Site& site) {
  const bool changes = !common::array_of(member(body.json, "changelog"), "items").empty();
  std::vector<WebhookEvent> events;
  if (changes || !has_comment(body)) events.push_back(change(body, EventKind::changed, site));
  if (has_comment(body)) events.push_back(comment_written(body));
  return events;
}

std::vector<WebhookEvent> events_of(const Body& body, const Site& site) {
  const std::string& event = body.event;
  if (event == "issue_created") return {change(body, EventKind::created, site)};
  if (event == "issue_deleted") return {change(body, EventKind::deleted, site)};
  if (event == "comment_created" || event == "comment_updated") {
    if (!has_comment(body)) return {ignored(body, "the comment has no id")};
    return {comment_written(body)};
  }
  if (event == "comment_deleted") return {ignored(body, "a comment was deleted; what was said stays")};
  // Besides issue_updated, names of events that only some versions have.
  if (event.starts_with("issue_") && !event.starts_with("issue_property_")) return update(body, site);
  return {ignored(body, event.empty() ? "the body names no event"
                                      : "the event " + event + " does not concern what a ticket says")};
}

}  // namespace

std::vector<WebhookEvent> read_webhook(std::string_view text, const Site& site) {
  const auto json = parse_json(text);
  if (!json) return {{.kind = EventKind::ignored, .reason = "the body is " + json.error()}};
  const Body body{*json, event_of(*json)};
  std::vector<WebhookEvent> events = events_of(body, site);
  for (WebhookEvent& event : events)
    if (event.kind != EventKind::ignored && event.ticket_id.empty())
      event = ignored(body, "the body does not say which ticket it is about");
  return events;
}

}  // namespace itsm::jira
