// SPDX-License-Identifier: Apache-2.0
#include "host_stub/sync/joining.hpp"
#include "host_stub/sync/outward_fields.hpp"
#include "host_stub/sync/outward_status.hpp"
#include "host_stub/sync/status_path.hpp"
#include "tests/support/catch.hpp"

using namespace itsm;
using namespace itsm::host;
using namespace itsm::host::sync;
using policy::Direction;
using policy::FieldOwner;

namespace {

using enum FindingStatus;

FieldValue word(const std::string& text) { return {FieldKind::string, text}; }

AgreedValue both(const std::string& text) { return {word(text), word(text)}; }

policy::StatusRules rules() {
  policy::StatusRules made;
  made.push[in_progress].status = "In Progress";
  made.push[closed].status = "Done";
  made.comment_on_change = {"closed", "reopened"};
  made.reopen = {std::chrono::hours(24), policy::ReopenAction::reopen, policy::ReopenAction::comment};
  return made;
}

StatusSituation situation(const policy::StatusRules& with, std::vector<Follower> findings) {
  StatusSituation made;
  made.rules = &with;
  made.status = {"1", "To Do"};
  made.now = Time(std::chrono::hours(100));
  made.findings = std::move(findings);
  return made;
}

Follower follower(std::int64_t id, FindingStatus agreed, FindingStatus status) {
  return {FindingId{id}, "weakness", status, agreed, agreed};
}

StatusSituation ended(const policy::StatusRules& with, std::vector<Follower> findings, int hours_ago) {
  StatusSituation made = situation(with, std::move(findings));
  made.state = TicketState::done;
  made.status = {"9", "Done"};
  made.done_at = made.now - std::chrono::hours(hours_ago);
  return made;
}

const std::vector<store::WorkflowStep> kSteps{{"Backlog", "To Do", TicketState::todo},
                                              {"To Do", "Done", TicketState::done},
                                              {"To Do", "In Progress", TicketState::doing},
                                              {"In Progress", "In Review", TicketState::doing},
                                              {"Done", "In Review", TicketState::doing}};

std::vector<std::string> way(const std::string& to, const std::string& from, std::int64_t most) {
  policy::StatusTarget target;
  target.status = to;
  return path_to(target, from, kSteps, most);
}

}  // namespace

TEST_CASE("who has changed a value since both were agreed decides which way it goes") {
  const auto merged = [](Direction direction, const char* ours, const char* theirs,
                         FieldOwner owner = FieldOwner::nobody) {
    return merge(direction, owner, word(ours), word(theirs), both("a"));
  };
  CHECK(merged(Direction::push, "a", "a") == Merging::settled);
  CHECK(merged(Direction::push, "b", "b") == Merging::settled);
  CHECK(merged(Direction::push, "b", "a") == Merging::write);
  CHECK(merged(Direction::push, "a", "b") == Merging::leave);
  CHECK(merged(Direction::push, "b", "c") == Merging::conflict);
  CHECK(merged(Direction::both, "b", "a") == Merging::write);
  CHECK(merged(Direction::both, "a", "b") == Merging::pull);
  CHECK(merged(Direction::both, "b", "c") == Merging::conflict);
  CHECK(merged(Direction::both, "b", "c", FieldOwner::finding) == Merging::write);
  CHECK(merged(Direction::both, "b", "c", FieldOwner::ticket) == Merging::pull);
  CHECK(merged(Direction::pull, "b", "a") == Merging::pull);
  CHECK(merged(Direction::pull, "b", "c") == Merging::pull);
  CHECK(merged(Direction::push_once, "b", "c") == Merging::leave);
  CHECK(merged(Direction::pull_once, "b", "c") == Merging::leave);
}

TEST_CASE(
    "a ticket that others have made keeps what it holds when it is linked, but for what is read from it") {
  const auto first = [](Direction direction, FieldOwner owner = FieldOwner::nobody) {
    return merge(direction, owner, word("a"), word("b"), std::nullopt);
  };
  CHECK(first(Direction::push) == Merging::settled);
  CHECK(first(Direction::both) == Merging::settled);
  CHECK(first(Direction::both, FieldOwner::ticket) == Merging::pull);
  CHECK(first(Direction::both, FieldOwner::finding) == Merging::write);
  CHECK(first(Direction::pull) == Merging::pull);
  CHECK(first(Direction::pull_once) == Merging::pull);
}

TEST_CASE("what a person has chosen in a conflict is carried out, as far as the direction goes") {
  const auto chosen = [](Direction direction, Side side) {
    return merge(direction, FieldOwner::nobody, word("b"), word("c"), both("a"), side);
  };
  CHECK(chosen(Direction::push, Side::ours) == Merging::write);
  CHECK(chosen(Direction::push, Side::theirs) == Merging::settled);
  CHECK(chosen(Direction::both, Side::theirs) == Merging::pull);
}

TEST_CASE("of a list only our own elements are added and taken away") {
  const FieldValue before{FieldKind::labels, {"ours", "old"}};
  const FieldValue now{FieldKind::labels, {"ours", "new"}};
  const FieldValue theirs{FieldKind::labels, {"theirs", "ours", "old"}};
  CHECK(merged_elements(now, theirs, AgreedValue{before, before}).value == Json({"theirs", "ours", "new"}));
  const FieldValue taken_away{FieldKind::labels, {"theirs"}};
  CHECK(merged_elements(before, taken_away, AgreedValue{before, before}).value == Json({"theirs"}));
}

TEST_CASE("what was written by a run that died is agreed on where the ticket still shows it") {
  FieldSituation situation;
  situation.theirs.summary = "ours";
  situation.theirs.fields = {{"kept", word("ours")}, {"changed", word("of a person")}};
  situation.agreed.fields = {{"kept", both("before")}, {"changed", both("before")}};
  UpdateRequest written;
  written.summary = "ours";
  written.fields = {{"kept", word("ours")}, {"changed", word("ours")}, {"dropped", word("ours")}};
  agree_on(situation, written);
  CHECK(situation.agreed.fields.at("kept").theirs.value == "ours");
  CHECK(situation.agreed.fields.at("changed").theirs.value == "before");
  CHECK(situation.agreed.fields.count("dropped") == 0);
  REQUIRE(situation.agreed.summary);
  CHECK(situation.agreed.summary->ours.value == "ours");
}

TEST_CASE("people's elements of a list do not become ours by a run that died") {
  const auto labels = [](const Json& all) { return FieldValue{FieldKind::labels, all}; };
  FieldSituation situation;
  situation.theirs.fields["labels"] = labels({"theirs", "ours"});
  UpdateRequest written;
  written.fields["labels"] = labels({"theirs", "ours"});
  agree_on(situation, written);
  CHECK(situation.agreed.fields.empty());
}

TEST_CASE("whether an update has arrived is seen in what can be compared") {
  Ticket theirs;
  theirs.fields = {{"a", word("new")}, {"text", {FieldKind::text, "in other words"}}};
  UpdateRequest written;
  CHECK_FALSE(is_shown(written, theirs));
  written.fields = {{"a", word("new")}, {"text", {FieldKind::text, "words"}}};
  CHECK(is_shown(written, theirs));
  written.fields["b"] = word("new");
  CHECK_FALSE(is_shown(written, theirs));
  theirs.summary = written.summary.emplace("new");
  theirs.fields["b"] = word("new");
  CHECK(is_shown(written, theirs));
  theirs.summary = "old";
  CHECK_FALSE(is_shown(written, theirs));
}

TEST_CASE("a ticket follows a status that has changed here, and only that") {
  const auto with = rules();
  const auto unchanged = plan_status(situation(with, {follower(1, in_progress, in_progress)}));
  CHECK(unchanged.move == StatusMove::none);
  const auto changed = plan_status(situation(with, {follower(1, open, in_progress)}));
  CHECK(changed.move == StatusMove::transition);
  CHECK(changed.target.status == "In Progress");
  CHECK(changed.lines.empty());
  CHECK(plan_status(situation(with, {follower(1, open, on_hold)})).move == StatusMove::none);
  const auto done = plan_status(situation(with, {follower(1, open, closed)}));
  CHECK(done.target.status == "Done");
  CHECK(done.lines == std::vector<std::string>{"The finding \"weakness\" is closed now; it was open."});
}

TEST_CASE(
    "findings that share a ticket end it when all have ended, and move it when the others stand alike") {
  const auto with = rules();
  const auto one_ended = plan_status(situation(with, {follower(1, open, closed), follower(2, open, open)}));
  CHECK(one_ended.move == StatusMove::none);
  CHECK(one_ended.is_settled);
  CHECK(one_ended.lines.size() == 1);
  const auto all_ended =
      plan_status(situation(with, {follower(1, closed, closed), follower(2, open, closed)}));
  CHECK(all_ended.target.status == "Done");
  const auto apart = plan_status(situation(with, {follower(1, open, in_progress), follower(2, open, open)}));
  CHECK(apart.move == StatusMove::none);
}

TEST_CASE("a finding that comes back does to its ended ticket what the policy says") {
  auto with = rules();
  const std::vector<Follower> back{follower(1, closed, open)};
  const auto soon = plan_status(ended(with, back, 2));
  CHECK(soon.move == StatusMove::reopen);
  CHECK(soon.target.category == TicketState::todo);
  REQUIRE(soon.lines.size() == 1);
  CHECK(soon.lines[0].starts_with(
      "The finding \"weakness\" came back: this ticket is opened again (the ticket was"));
  const auto late = plan_status(ended(with, back, 30));
  CHECK(late.move == StatusMove::none);
  CHECK(late.lines.size() == 1);
  CHECK(plan_status(ended(with, {follower(1, re_test, in_progress)}, 2)).move == StatusMove::reopen);
  CHECK(plan_status(ended(with, {follower(1, re_test, closed)}, 2)).move == StatusMove::none);

  with.reopen = {std::nullopt, policy::ReopenAction::ask, policy::ReopenAction::ask};
  auto asking = ended(with, back, 2);
  CHECK(plan_status(asking).move == StatusMove::ask);
  CHECK_FALSE(plan_status(asking).is_settled);
  asking.waits_for_person = true;
  CHECK(plan_status(asking).move == StatusMove::none);
  asking.chosen = Side::ours;
  CHECK(plan_status(asking).move == StatusMove::reopen);
  asking.chosen = Side::theirs;
  CHECK(plan_status(asking).is_settled);
  with.reopen.action = policy::ReopenAction::new_linked_ticket;
  CHECK(plan_status(ended(with, back, 2)).move == StatusMove::new_ticket);
}

TEST_CASE(
    "a way to a status goes over steps that were seen, is the shortest, and never leads through an end") {
  CHECK(way("Done", "Backlog", 2) == std::vector<std::string>{"To Do", "Done"});
  CHECK(way("Done", "Backlog", 1).empty());
  CHECK(way("In Review", "Backlog", 4) == std::vector<std::string>{"To Do", "In Progress", "In Review"});
  CHECK(way("In Review", "Backlog", 2).empty());
  CHECK(way("Nowhere", "Backlog", 4).empty());
}

TEST_CASE("edits wait for further ones, from the first one on and no longer than the window") {
  SettableClock clock(Time(std::chrono::hours(100)));
  const auto situation = [&](std::optional<Time> held_since = {}) {
    return JoinSituation{.window = std::chrono::minutes(10), .held_since = held_since, .now = clock.now()};
  };
  const Time first = clock.now();
  CHECK(joined_until(situation()) == first + std::chrono::minutes(10));
  clock.advance(std::chrono::minutes(9));
  CHECK(joined_until(situation(first)) == first + std::chrono::minutes(10));
  clock.advance(std::chrono::minutes(1));
  CHECK_FALSE(joined_until(situation(first)));
  JoinSituation without_window = situation();
  without_window.window = {};
  CHECK_FALSE(joined_until(without_window));
}

TEST_CASE("what cannot wait takes the edits along") {
  JoinSituation edits{
      .window = std::chrono::minutes(10), .held_since = {}, .now = Time(std::chrono::hours(1))};
  REQUIRE(joined_until(edits));
  for (bool JoinSituation::*urgent : {&JoinSituation::moves, &JoinSituation::says,
                                      &JoinSituation::person_decided, &JoinSituation::is_ordered}) {
    JoinSituation situation = edits;
    situation.*urgent = true;
    CHECK_FALSE(joined_until(situation));
  }
}

TEST_CASE("while edits wait, what people did at the ticket is agreed on and what is to be written is not") {
  policy::FieldMapping push;
  push.direction = Direction::push;
  policy::FieldMapping pull;
  pull.direction = Direction::both;
  const auto field = [](const std::string& id, const policy::FieldMapping& mapping, const std::string& ours) {
    policy::TicketField made;
    made.mapping = &mapping;
    made.field.id = id;
    made.ours = word(ours);
    return made;
  };
  FieldSituation situation;
  situation.ours = {field("pushed", push, "new"), field("pulled", pull, "old")};
  situation.theirs.fields = {{"pushed", word("old")}, {"pulled", word("theirs")}};
  situation.agreed.fields = {{"pushed", both("old")}, {"pulled", both("old")}};
  const FieldPlan plan = plan_fields(situation);
  REQUIRE(plan.writes());
  const Agreement held = plan.taken_over();
  CHECK(held.fields.at("pushed").ours.value == "old");
  CHECK(held.fields.at("pulled").ours.value == "theirs");
  // The next look comes to the same write.
  situation.agreed = held;
  situation.ours[1].ours = word("theirs");
  const FieldPlan again = plan_fields(situation);
  CHECK(again.update.fields.size() == 1);
  CHECK(again.update.fields.contains("pushed"));
  CHECK(again.pulls.empty());
}
