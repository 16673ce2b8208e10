// SPDX-License-Identifier: Apache-2.0
#include "host_stub/sync/heard.hpp"

#include <iterator>

#include <rapidcheck.h>

#include "tests/support/catch.hpp"

using namespace itsm;
using namespace itsm::host::sync;

namespace {

Ticket ticket(int version, const std::string& status = "To Do") {
  Ticket made;
  made.ref = {"10001", "SEC-1", ""};
  made.status = {"1", status};
  made.version = std::to_string(version);
  made.updated_at = "2026-11-21T09:00:00.000Z";
  return made;
}

WebhookEvent event(EventKind kind, std::optional<Ticket> shown = std::nullopt) {
  WebhookEvent made;
  made.kind = kind;
  made.ticket_id = "10001";
  made.occurred_at = "2026-11-21T09:00:01.000Z";
  made.ticket = std::move(shown);
  return made;
}

Heard told(int version, std::int64_t at, bool read_wanted) {
  Heard heard;
  if (version > 0) heard.ticket = ticket(version);
  heard.changed_ms = at;
  heard.read_wanted = read_wanted;
  return heard;
}

Heard all_of(const std::vector<Heard>& news) {
  Heard heard = news.front();
  for (std::size_t i = 1; i < news.size(); ++i) heard = merged(std::move(heard), news[i]);
  return heard;
}

}  // namespace

TEST_CASE("versions compare as whole numbers or as text of equal length, and none is older than any") {
  CHECK(is_newer("10", "9"));
  CHECK_FALSE(is_newer("9", "10"));
  CHECK_FALSE(is_newer("10", "10"));
  CHECK_FALSE(is_newer("010", "10"));
  CHECK(is_newer("2026-11-22", "2026-11-21"));
  CHECK(is_newer("1", ""));
  CHECK_FALSE(is_newer("", "1"));
  CHECK_FALSE(is_newer("", ""));
  CHECK(is_newer("99999999999999999999999", "99999999999999999999998"));
}

TEST_CASE("whatever comes twice or in another order ends in the same state") {
  const bool holds = rc::check([] {
    std::vector<Heard> news;
    const auto count = *rc::gen::inRange(1, 6);
    for (int i = 0; i < count; ++i)
      news.push_back(told(*rc::gen::inRange(0, 5), *rc::gen::inRange(1, 9), *rc::gen::arbitrary<bool>()));
    std::vector<Heard> again = news;
    again.insert(again.end(), news.begin(), news.end());
    std::vector<Heard> shuffled;
    while (!again.empty()) {
      const auto next = again.begin() + *rc::gen::inRange<std::ptrdiff_t>(0, std::ssize(again));
      shuffled.push_back(*next);
      again.erase(next);
    }
    const Heard one = all_of(news);
    const Heard other = all_of(shuffled);
    RC_ASSERT(one.ticket.has_value() == other.ticket.has_value());
    if (one.ticket) RC_ASSERT(one.ticket->version == other.ticket->version);
    RC_ASSERT(one.read_wanted == other.read_wanted);
  });
  CHECK(holds);
}

TEST_CASE("a state counts as shown only where the proof covers the body") {
  const auto shown = heard_from(event(EventKind::changed, ticket(7)), true);
  CHECK(shown.ticket);
  CHECK_FALSE(shown.read_wanted);
  const auto claimed = heard_from(event(EventKind::changed, ticket(7)), false);
  CHECK_FALSE(claimed.ticket);
  CHECK(claimed.read_wanted);
  CHECK(heard_from(event(EventKind::changed), true).read_wanted);
}

TEST_CASE("a deletion is only told, and a comment wants no read") {
  const auto gone = heard_from(event(EventKind::deleted, ticket(7)), true);
  CHECK(gone.told_gone);
  WebhookEvent comment = event(EventKind::comment);
  comment.comment = Comment{.id = "5"};
  const auto written = heard_from(comment, false);
  REQUIRE(written.comments.size() == 1);
  CHECK_FALSE(written.read_wanted);
}

TEST_CASE("the last form of a comment stays, whichever comes last") {
  Heard first;
  first.comments = {{{.id = "5", .created_at = "written"}, 100}};
  Heard edited;
  edited.comments = {{{.id = "5", .created_at = "edited"}, 200}, {{.id = "6"}, 150}};
  for (const Heard& heard : {merged(first, edited), merged(edited, first)}) {
    REQUIRE(heard.comments.size() == 2);
    for (const auto& one : heard.comments)
      if (one.comment.id == "5") CHECK(one.comment.created_at == "edited");
  }
}

TEST_CASE("the channel that told of a state first is its channel") {
  const Heard webhook = heard_from(event(EventKind::changed, ticket(7)), true);
  const Heard poll = heard_from(ticket(7), Channel::poll);
  CHECK(merged(webhook, poll).channel == Channel::webhook);
  CHECK(merged(poll, webhook).channel == Channel::poll);
  CHECK(merged(poll, webhook).webhook_ms == webhook.changed_ms);
  CHECK(merged(webhook, heard_from(ticket(8), Channel::poll)).channel == Channel::poll);
}
