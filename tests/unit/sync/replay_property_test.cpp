// SPDX-License-Identifier: Apache-2.0
// What a feed keeps of the news of tickets is enough to say how everything would have gone by another policy.
#include <rapidcheck.h>

#include "host_stub/policy/replay.hpp"
#include "host_stub/sync/judgement.hpp"
#include "tests/support/catch.hpp"

using namespace itsm;
using namespace itsm::host;
using namespace itsm::host::sync;

namespace {

constexpr std::array kStates{TicketState::todo, TicketState::doing, TicketState::done,
                             TicketState::cancelled};
const std::vector<std::string> kMeanings{"fixed",  "accepted_risk", "false_positive", "review",
                                         "ignore", "in_progress",   "on_hold"};

policy::Policy policy_of(const std::string& status) {
  auto read = policy::read_policy("p.yaml",
                                  "policy: p\nplugin: jira\nroute: [{name: all, ticket: {project: SEC, type: "
                                  "[Task]}}]\ngroup_by: finding\n" +
                                      status);
  REQUIRE(read);
  return *std::move(read);
}

policy::Policy any_policy() {
  std::string pull;
  for (const TicketState state : kStates)
    if (*rc::gen::arbitrary<bool>())
      pull += "    - {category: " + std::string(name_of(state)) +
              (*rc::gen::arbitrary<bool>() ? ", resolution: [wont]" : "") +
              ", then: " + *rc::gen::elementOf(kMeanings) + "}\n";
  return policy_of("status:\n" + (pull.empty() ? "" : "  pull:\n" + pull) +
                   "  auto_close_on_resolve: " + (*rc::gen::arbitrary<bool>() ? "true" : "false") + "\n");
}

// Either what a ticket shows, or what somebody makes of the finding.
struct Event {
  std::optional<Ticket> seen{};
  FindingStatus status = FindingStatus::open;
};

Event any_event(int number) {
  Event event;
  event.status = *rc::gen::element(FindingStatus::open, FindingStatus::triaged, FindingStatus::re_test,
                                   FindingStatus::closed, FindingStatus::accepted_risk);
  if (*rc::gen::inRange(0, 3) == 0) return event;
  Ticket& ticket = event.seen.emplace();
  ticket.ref = {"1", "SEC-1", {}};
  ticket.state = *rc::gen::elementOf(kStates);
  // Two statuses of each meaning; one name may come to mean another.
  const int name = *rc::gen::inRange(0, 3);
  ticket.status.name = name == 0 ? "anything" : std::string(name_of(ticket.state)) + std::to_string(name);
  if (ticket.state == TicketState::done && *rc::gen::arbitrary<bool>()) ticket.resolution.name = "wont";
  ticket.version = std::to_string(number);
  return event;
}

// How it goes while a policy decides, with the feed that is left of it.
struct Life {
  Finding finding{};
  std::int64_t decisions = 0;
  std::vector<Activity> feed{};
};

Life live(const policy::Policy& policy, const std::vector<Event>& events) {
  Life life;
  life.finding.id = FindingId{1};
  Known known;
  known.ticket.ref = {"1", "SEC-1", {}};
  known.ticket.remote_version = "0";
  known.ticket.status.name = "todo1";
  known.policy = &policy;
  Time at{};
  for (const Event& event : events) {
    at += std::chrono::hours(1);
    if (!event.seen) {
      Activity entry;
      entry.finding = life.finding.id;
      entry.at = at;
      entry.kind = ActivityKind::status;
      entry.from = name_of(life.finding.status);
      entry.to = name_of(event.status);
      life.feed.push_back(entry);
      life.finding.status = event.status;
      continue;
    }
    known.findings = {life.finding};
    const Judgement judged = judge(known, *event.seen, {Channel::webhook, {}, at, at, false});
    known.ticket = judged.ticket;
    if (!judged.findings.empty()) life.finding = judged.findings.front();
    life.decisions += static_cast<std::int64_t>(judged.reviews.size());
    life.feed.insert(life.feed.end(), judged.activity.begin(), judged.activity.end());
  }
  return life;
}

}  // namespace

TEST_CASE(
    "a feed that is replayed by another policy ends as it would have ended if that policy had decided") {
  CHECK(rc::check("replay", [] {
    std::vector<Event> events;
    const int count = *rc::gen::inRange(0, 20);
    for (int i = 0; i < count; ++i) events.push_back(any_event(i + 1));
    const policy::Policy active = any_policy();
    const policy::Policy edited = any_policy();
    const Life lived = live(active, events);
    for (const policy::Policy* policy : {&active, &edited}) {
      const Life expected = live(*policy, events);
      const policy::Fate fate = policy::replay(*policy, {FindingStatus::open, {}, {}, lived.feed, {}});
      RC_ASSERT(fate.status == expected.finding.status);
      RC_ASSERT(fate.decisions == expected.decisions);
    }
  }));
}

TEST_CASE("what a ticket was told is said again by the policy that is tried out") {
  const auto with = [](const std::string& to, const std::string& reopen) {
    return policy_of("status:\n  push: {in_progress: {to: " + to + "}}\n  comment_on_change: [closed]\n" +
                     "  reopen: {do: " + reopen + "}\n");
  };
  const auto entry = [](const char* status) {
    Activity made;
    made.kind = ActivityKind::status;
    made.to = status;
    return made;
  };
  Activity done;
  done.news = TicketNews{"SEC-1", {}, {}, {{}, "Done"}, {}, TicketState::done, TicketState::doing};
  const std::vector<Activity> feed{entry("in_progress"), done, entry("closed"), entry("open")};
  const auto told = [&](const policy::Policy& policy) {
    return policy::replay(policy, {FindingStatus::open, {}, {}, feed, {}}).to_ticket;
  };
  CHECK(told(with("Doing", "reopen")) ==
        std::vector<std::string>{"to Doing", "a comment that it is closed", "reopen"});
  CHECK(told(with("Started", "ask")) ==
        std::vector<std::string>{"to Started", "a comment that it is closed", "ask"});
}
