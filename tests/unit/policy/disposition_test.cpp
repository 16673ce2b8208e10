// SPDX-License-Identifier: Apache-2.0
#include "host_stub/policy/disposition.hpp"

#include <rapidcheck.h>

#include "tests/support/catch.hpp"
#include "tests/unit/policy/samples.hpp"

using namespace itsm;
using namespace itsm::host;
using namespace itsm::host::policy;
using namespace std::chrono_literals;

namespace {

const std::string kStatus = R"(status:
  pull:
    - {status: Done, resolution: ["Won't Do", Duplicate], then: review}
    - {status: Will Not Fix, then: accepted_risk}
    - {category: done, then: fixed}
    - {category: doing, then: in_progress}
  push:
    closed: {to: Done, with: {resolution: Fixed}}
    open: {category: todo}
  comment_on_change: [re_test, reopened]
  reopen: {within: 90d, do: reopen, otherwise: ask}
overrides:
  - project: OPS
    type: Story
    status:
      pull: [{status: Shipped, then: fixed}]
)";

TicketFacts ticket(const std::string& status, TicketState state, const std::string& resolution = {}) {
  TicketFacts facts;
  facts.project = {"10001", "SEC"};
  facts.type = {"1", "Bug"};
  facts.status = {"s", status};
  facts.resolution = {{}, resolution};
  facts.state = state;
  return facts;
}

std::string what(const Policy& policy, const TicketFacts& facts) {
  const Disposed disposed = disposition(policy, facts);
  const Meaning& meaning = disposed.meaning;
  return std::string(meaning.what == Disposition::to_status ? name_of(meaning.status)
                                                            : name_of(meaning.what)) +
         (disposed.rule == nullptr ? "" : " by line " + std::to_string(disposed.rule->place.at.line));
}

}  // namespace

TEST_CASE("the first line that fits a ticket says what its state means") {
  const Policy policy = policy_with(kStatus);
  CHECK(what(policy, ticket("Done", TicketState::done, "won't do")) == "review by line 7");
  CHECK(what(policy, ticket("Will Not Fix", TicketState::cancelled)) == "accepted_risk by line 8");
  CHECK(what(policy, ticket("Done", TicketState::done, "Fixed")) == "fixed by line 9");
  CHECK(what(policy, ticket("Coding", TicketState::doing)) == "in_progress by line 10");
  CHECK(disposition(policy, ticket("Done", TicketState::done, "Duplicate")).why ==
        "the ticket is `Done`, `Duplicate` (p.yaml:7:7)");
}

TEST_CASE("where no line fits, the state decides, and what was given up is never fixed") {
  const Policy policy = policy_with("");
  CHECK(what(policy, ticket("Closed", TicketState::done)) == "fixed");
  CHECK(what(policy, ticket("Rejected", TicketState::cancelled)) == "review");
  CHECK(what(policy, ticket("-", TicketState::gone)) == "review");
  CHECK(what(policy, ticket("Coding", TicketState::doing)) == "in_progress");
  TicketFacts waits = ticket("New", TicketState::todo);
  CHECK(what(policy, waits) == "ignore");
  waits.before = TicketState::done;
  CHECK(what(policy, waits) == "open");
}

TEST_CASE("an override has lines of its own for its project and type") {
  const Policy policy = policy_with(kStatus);
  TicketFacts story = ticket("Shipped", TicketState::doing);
  CHECK(what(policy, story) == "in_progress by line 10");
  story.project = {"10002", "OPS"};
  CHECK(what(policy, story) == "in_progress by line 10");
  story.type = {"10003", "story"};
  CHECK(what(policy, story) == "fixed by line 20");
  CHECK(mapping_for(policy, story.project, story.type).status.push.at(FindingStatus::closed).status ==
        "Done");
}

TEST_CASE("a fixed ticket sends its finding to re-test, or closes it where auto-close is on") {
  const Policy policy = policy_with("");
  const Disposed fixed = disposition(policy, ticket("Done", TicketState::done));
  for (const FindingStatus now : {FindingStatus::open, FindingStatus::triaged, FindingStatus::on_hold}) {
    CHECK(effect_on(now, fixed, false).to == FindingStatus::re_test);
    CHECK(effect_on(now, fixed, true).to == FindingStatus::closed);
  }
  CHECK_FALSE(effect_on(FindingStatus::re_test, fixed, false).to);
  CHECK_FALSE(effect_on(FindingStatus::closed, fixed, true).to);
  CHECK(effect_on(FindingStatus::open, fixed, false).why ==
        "the ticket is `Done`, which means done; no line of `status.pull` fits (auto-close is off)");
}

TEST_CASE("a decided finding is left alone, unless its closed ticket is taken up again") {
  const Policy policy = policy_with("");
  TicketFacts again = ticket("Reopened", TicketState::doing);
  again.before = TicketState::done;
  const Disposed taken_up = disposition(policy, again);
  CHECK(effect_on(FindingStatus::closed, taken_up, false).to == FindingStatus::open);
  CHECK(effect_on(FindingStatus::accepted_risk, taken_up, false).needs_person);
  again.before = TicketState::doing;
  CHECK_FALSE(effect_on(FindingStatus::closed, disposition(policy, again), false).to);
  CHECK_FALSE(
      effect_on(FindingStatus::closed, disposition(policy, ticket("No", TicketState::cancelled)), false)
          .needs_person);
}

TEST_CASE("whatever a ticket says, the finding stays, makes a legal step, or waits for a person") {
  const Policy policies[] = {policy_with(kStatus), policy_with("")};
  CHECK(rc::check("disposition is total", [&] {
    const Policy& policy = policies[*rc::gen::inRange(0, 2)];
    TicketFacts facts = ticket(*rc::gen::element<std::string>("Done", "Will Not Fix", "Shipped", "", "\xff"),
                               static_cast<TicketState>(*rc::gen::inRange(0, 5)),
                               *rc::gen::element<std::string>("", "Won't Do", "Fixed"));
    if (*rc::gen::arbitrary<bool>()) facts.before = static_cast<TicketState>(*rc::gen::inRange(0, 5));
    if (*rc::gen::arbitrary<bool>()) {
      facts.project = {{}, "OPS"};
      facts.type = {{}, "Story"};
    }
    const auto now = static_cast<FindingStatus>(*rc::gen::inRange(0, 9));
    const bool auto_close = *rc::gen::arbitrary<bool>();
    const Disposed disposed = disposition(policy, facts);
    const Effect effect = effect_on(now, disposed, auto_close);
    RC_ASSERT(!disposed.why.empty());
    RC_ASSERT(!effect.why.empty());
    RC_ASSERT(!(effect.to && effect.needs_person));
    if (effect.to) RC_ASSERT(check_transition(now, *effect.to, effect.cause).has_value());
    // Nothing is closed but what is fixed.
    if (effect.to == FindingStatus::closed)
      RC_ASSERT(disposed.meaning.what == Disposition::fixed && auto_close);
    if (effect.to == FindingStatus::accepted_risk) RC_ASSERT(disposed.rule != nullptr);
  }));
}

TEST_CASE(
    "a ticket that was done is reopened within the time that the policy gives, else something else happens") {
  const Reopen reopen = policy_with(kStatus).mapping.status.reopen;
  CHECK(decide_reopen(reopen, 24h * 90).action == ReopenAction::reopen);
  CHECK(decide_reopen(reopen, 24h * 90 + 1ms).action == ReopenAction::ask);
  CHECK(decide_reopen(reopen, 24h * 91).why == "the ticket was done more than 90d ago");
  CHECK(decide_reopen({}, 1h).action == ReopenAction::new_linked_ticket);
}
