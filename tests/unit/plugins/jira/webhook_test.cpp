// SPDX-License-Identifier: Apache-2.0
#include <rapidcheck.h>

#include <itsm/plain_text.hpp>

#include "tests/unit/plugins/jira/support.hpp"
#include "tests/unit/plugins/jira/webhook_bodies.hpp"

using namespace itsm;
using namespace itsm::jira::testing;
using itsm::testing::FakeHost;

namespace {

std::vector<WebhookEvent> events_of(const std::vector<std::string>& bodies) {
  FakeHost host;
  std::vector<Delivery> deliveries;
  for (const std::string& body : bodies) deliveries.push_back({{}, {}, {}, body});
  const auto events = plugin()->normalise(host.call(), deliveries);
  REQUIRE(events);
  CHECK(host.requests.empty());
  return events->events;
}

std::vector<WebhookEvent> events_of(const Json& body) { return events_of(std::vector{body.dump()}); }

WebhookEvent only_event_of(const Json& body) {
  const auto events = events_of(body);
  REQUIRE(events.size() == 1);
  return events.front();
}

}  // namespace

TEST_CASE("a change tells who changed which fields when, and the ticket afterwards", "[jira]") {
  const WebhookEvent event = only_event_of(status_change());
  CHECK(event.kind == EventKind::changed);
  CHECK(event.ticket_id == "10040");
  CHECK(event.ticket_key == "SEC-10040");
  CHECK(event.occurred_at == "2026-03-01T09:00:00.123Z");
  CHECK(event.actor->id == "acc-9");
  CHECK(event.changed == std::vector<std::string>{"status"});
  REQUIRE(event.ticket);
  CHECK(event.ticket->state == TicketState::done);
  CHECK(event.ticket->version == "1772355600000");
}

TEST_CASE("a change is understood without its type, its changelog or its user", "[jira]") {
  Json bare = status_change();
  for (const char* member : {"issue_event_type_name", "changelog", "user", "timestamp"}) bare.erase(member);
  const WebhookEvent event = only_event_of(bare);
  CHECK(event.kind == EventKind::changed);
  CHECK(event.changed.empty());
  CHECK_FALSE(event.actor);
  CHECK(event.occurred_at.empty());
  CHECK(event.ticket);
  bare["changelog"] = {{"items", Json::array()}};
  CHECK(only_event_of(bare).kind == EventKind::changed);
}

TEST_CASE("a ticket that contradicts the change beside it is not believed", "[jira]") {
  Json stale = status_change();
  stale["issue"] = issue_in_body("10040", "3", "indeterminate");
  const WebhookEvent event = only_event_of(stale);
  CHECK(event.kind == EventKind::changed);
  CHECK_FALSE(event.ticket);
}

TEST_CASE("a move keeps the id and shows the new key", "[jira]") {
  Json moved = status_change();
  moved["issue"]["key"] = "OPS-7";
  moved["changelog"]["items"] = {
      {{"field", "project"}, {"fieldtype", "jira"}, {"from", "10000"}, {"to", "10001"}},
      {{"field", "Key"}, {"fieldtype", "jira"}, {"fromString", "SEC-1"}}};
  const WebhookEvent event = only_event_of(moved);
  CHECK(event.ticket_id == "10040");
  CHECK(event.ticket_key == "OPS-7");
  CHECK(event.changed == std::vector<std::string>{"project", "issuekey"});
}

TEST_CASE("fields are told all or not at all", "[jira]") {
  Json named_by_people = status_change();
  named_by_people["changelog"]["items"].push_back({{"field", "Status"}, {"fieldtype", "custom"}});
  CHECK(only_event_of(named_by_people).changed.empty());
}

TEST_CASE("a deletion names the ticket and nothing afterwards", "[jira]") {
  Json deleted = status_change();
  deleted["webhookEvent"] = "jira:issue_deleted";
  const WebhookEvent event = only_event_of(deleted);
  CHECK(event.kind == EventKind::deleted);
  CHECK(event.ticket_id == "10040");
  CHECK_FALSE(event.ticket);
}

TEST_CASE("a comment without an issue names its ticket by its address", "[jira]") {
  const WebhookEvent event = only_event_of(server_comment());
  CHECK(event.kind == EventKind::comment);
  CHECK(event.ticket_id == "10013");
  CHECK(event.actor->id == "ada");
  REQUIRE(event.comment);
  CHECK(event.comment->id == "10082");
  CHECK(event.comment->created_at == "2026-03-01T09:00:00.000Z");
  CHECK(event.comment->audience == Audience::everyone);
  CHECK(to_plain_text(*event.comment->body).find("Fixed in 1.2") != std::string::npos);
}

TEST_CASE("a comment that customers or others cannot read is internal", "[jira]") {
  Json internal = server_comment();
  internal["comment"]["jsdPublic"] = false;
  CHECK(only_event_of(internal).comment->audience == Audience::internal);
  Json restricted = server_comment();
  restricted["comment"]["visibility"] = {{"type", "role"}, {"value", "Developers"}};
  CHECK(only_event_of(restricted).comment->audience == Audience::internal);
}

TEST_CASE("a step with a comment is two events", "[jira]") {
  Json both = status_change();
  both["comment"] = server_comment()["comment"];
  const auto events = events_of(both);
  REQUIRE(events.size() == 2);
  CHECK(events[0].kind == EventKind::changed);
  CHECK(events[1].kind == EventKind::comment);
  CHECK(events[1].ticket_id == "10040");
}

TEST_CASE("what does not concern what a ticket says is ignored with its reason", "[jira]") {
  for (const char* name :
       {"comment_deleted", "issuelink_created", "worklog_updated", "attachment_created", "project_updated",
        "user_deleted", "jira:version_released", "issue_property_set", ""}) {
    Json body = status_change();
    body["webhookEvent"] = name;
    const WebhookEvent event = only_event_of(body);
    CHECK(event.kind == EventKind::ignored);
    CHECK_FALSE(event.reason.empty());
  }
}

TEST_CASE("one unreadable delivery leaves the others of its batch alone", "[jira]") {
  const auto events = events_of(
      std::vector<std::string>{"", "<html>", "[]", "null", "7", R"({"webhookEvent": "jira:issue_updated"})",
                               R"({"webhookEvent": "comment_created", "comment": {"id": "1", "self": "x"}})",
                               std::string(10'000, '['), status_change().dump()});
  REQUIRE(events.size() == 9);
  for (std::size_t i = 0; i < 8; ++i) {
    CHECK(events[i].delivery == i);
    CHECK(events[i].kind == EventKind::ignored);
    CHECK_FALSE(events[i].reason.empty());
  }
  CHECK(events[8].delivery == 8);
  CHECK(events[8].kind == EventKind::changed);
}

namespace {

// A place somewhere in the tree.
Json& anywhere(Json& tree) {
  Json* place = &tree;
  while (place->is_structured() && !place->empty() && *rc::gen::inRange(0, 4) != 0) {
    const auto step = static_cast<std::ptrdiff_t>(*rc::gen::inRange<std::size_t>(0, place->size()));
    place = &*std::next(place->begin(), step);
  }
  return *place;
}

std::string damaged(Json body) {
  const Json others[] = {Json(), 7, -1.5, true, "", "x", Json::array(), Json::object(), {{"id", 5}}, {1, 2}};
  const int times = *rc::gen::inRange(1, 4);
  for (int i = 0; i < times; ++i)
    anywhere(body) = others[*rc::gen::inRange<std::size_t>(0, std::size(others))];
  std::string text = body.dump();
  if (*rc::gen::inRange(0, 4) == 0) text.resize(*rc::gen::inRange<std::size_t>(0, text.size() + 1));
  if (!text.empty() && *rc::gen::inRange(0, 4) == 0)
    text[*rc::gen::inRange<std::size_t>(0, text.size())] = *rc::gen::arbitrary<char>();
  return text;
}

}  // namespace

TEST_CASE("no damage to a body is more than an ignored event", "[jira][property]") {
  const auto jira = plugin();
  CHECK(rc::check([&] {
    const Json whole[] = {status_change(), server_comment()};
    const std::string body = damaged(whole[*rc::gen::inRange<std::size_t>(0, 2)]);
    FakeHost host;
    const std::vector<Delivery> deliveries = {{{}, {}, {}, body}, {{}, {}, {}, "{}"}};
    const auto events = jira->normalise(host.call(), deliveries);
    RC_ASSERT(events.has_value());
    RC_ASSERT(events->events.size() >= 2u);
    for (const WebhookEvent& event : events->events) {
      RC_ASSERT_FALSE((event.kind == EventKind::ignored ? event.reason : event.ticket_id).empty());
      RC_ASSERT((from_document<WebhookEvent>(to_document(event)).kind == event.kind));
    }
  }));
}
