// SPDX-License-Identifier: Apache-2.0
#include "host_stub/sync/difference.hpp"

#include <rapidcheck.h>

#include "tests/support/catch.hpp"

using namespace itsm;
using namespace itsm::host;
using namespace itsm::host::sync;
using store::DifferenceCause;

namespace {

constexpr auto kText = R"(policy: p
plugin: jira
route:
  - {name: all, when: {severity_at_least: info}, ticket: {project: SEC, type: [Task]}}
group_by: finding
fields:
  - {finding: severity, ticket: priority, direction: both, accept_outside_edits: true,
     values: {critical: Highest, high: High, medium: Medium, low: Low, info: Lowest}}
summary: "${title}"
description: "${description}"
status:
  pull:
    - {category: done, then: fixed}
    - {category: doing, then: in_progress}
  push:
    in_progress: {to: Doing}
)";

FieldList form() {
  FieldDescription priority;
  priority.id = "priority";
  priority.name = "Priority";
  priority.kind = FieldKind::priority;
  priority.role = FieldRole::priority;
  for (const char* name : {"Highest", "High", "Medium", "Low", "Lowest"}) {
    Option& option = priority.options.emplace_back();
    option.id = name;
    option.name = name;
  }
  FieldList list;
  list.fields.push_back(priority);
  return list;
}

// A ticket that was made for one finding and agrees with it.
Matter matter() {
  Matter made;
  made.ticket.id = TicketId{1};
  made.ticket.ref = {"10001", "SEC-1", "https://desk/SEC-1"};
  made.ticket.project = {"1", "SEC"};
  made.ticket.type = {"2", "Task"};
  made.ticket.status = {"1", "To Do"};
  made.ticket.priority = "High";
  made.ticket.remote_version = "5";
  made.terms.policy = findings::PolicyInForce{{}, *policy::read_policy("p.yaml", kText)};
  Finding finding;
  finding.id = FindingId{7};
  finding.title = "Weakness";
  finding.severity = Severity::high;
  made.findings = {finding};
  made.steps = {{made.ticket.id, finding.id, finding.status, finding.status}};
  store::MadeFrom draft;
  draft.draft.summary = "Weakness";
  draft.draft.fields["priority"] = {FieldKind::priority, Json{{"name", "High"}}};
  made.made_from = draft;
  return made;
}

Compared seen(int version = 5, const std::string& status = "To Do", TicketState state = TicketState::todo) {
  Compared compared;
  compared.seen.ref = {"10001", "SEC-1", "https://desk/SEC-1"};
  compared.seen.project = {"1", "SEC"};
  compared.seen.type = {"2", "Task"};
  compared.seen.summary = "Weakness";
  compared.seen.status = {status == "To Do" ? "1" : status, status};
  compared.seen.state = state;
  compared.seen.priority = {"High", "High"};
  compared.seen.fields["priority"] = {FieldKind::priority, Json{{"id", "High"}, {"name", "High"}}};
  compared.seen.version = std::to_string(version);
  compared.form.project = compared.seen.project;
  compared.form.type = compared.seen.type;
  compared.form.form = form();
  compared.now = Time(std::chrono::hours(1));
  return compared;
}

void give_priority(Compared& compared, const std::string& name) {
  compared.seen.priority = {name, name};
  compared.seen.fields["priority"] = {FieldKind::priority, Json{{"id", name}, {"name", name}}};
}

std::vector<std::string> told(const Matter& of, const Compared& compared) {
  std::vector<std::string> all;
  for (const Difference& one : differences_of(of, compared, {}))
    all.push_back(std::string(name_of(one.cause)) + (one.field.empty() ? "" : ":" + one.field));
  return all;
}

using Told = std::vector<std::string>;

}  // namespace

TEST_CASE("each way in which a ticket can differ has its own cause, and one that agrees has none") {
  CHECK(told(matter(), seen()).empty());
  CHECK(told(matter(), seen(6, "Doing", TicketState::doing)) == Told{"status:status"});
  CHECK(told(matter(), seen(6)) == Told{"unread"});
  Compared moved = seen(6);
  moved.seen.ref.key = "PLAT-9";
  moved.seen.project = {"9", "PLAT"};
  CHECK(told(matter(), moved) == Told{"moved"});
  Matter gone = matter();
  gone.ticket.state = TicketState::gone;
  CHECK(told(gone, seen()) == Told{"back"});
  Compared given = seen(6);
  given.seen.assignee = Person{"u1", "Ada", {}};
  CHECK(told(matter(), given) == Told{"field:assignee"});
}

TEST_CASE("a mapped field tells who has changed it, and is told once") {
  Compared theirs = seen(6);
  give_priority(theirs, "Low");
  CHECK(told(matter(), theirs) == Told{"field:Priority"});
  Matter ours = matter();
  ours.findings.front().severity = Severity::critical;
  CHECK(told(ours, seen()) == Told{"owed:Priority"});
  CHECK(told(ours, theirs) == Told{"conflict:Priority"});
  const auto differences = differences_of(ours, theirs, {});
  CHECK(differences.front().ours == "Highest");
  CHECK(differences.front().theirs == "Low");
}

TEST_CASE("a status that the ticket has not followed is owed, and both moved is a conflict") {
  Matter pending = matter();
  pending.findings.front().status = FindingStatus::in_progress;
  CHECK(told(pending, seen()) == Told{"owed:status"});
  pending.findings.front().status = FindingStatus::on_hold;
  CHECK(told(pending, seen(6, "Doing", TicketState::doing)) == Told{"conflict:status"});
}

TEST_CASE("where we may not write, nothing is owed") {
  Matter elsewhere = matter();
  elsewhere.terms.allowed = {{"2", "OTHER"}};
  elsewhere.findings.front().severity = Severity::critical;
  CHECK(told(elsewhere, seen()).empty());
}

TEST_CASE("what was taken in differs no more, whatever it was") {
  CHECK(rc::check([] {
    Compared compared = seen(*rc::gen::inRange(5, 9));
    const auto state = *rc::gen::element(TicketState::todo, TicketState::doing, TicketState::done);
    compared.seen.state = state;
    compared.seen.status = {std::string(name_of(state)), std::string(name_of(state))};
    compared.seen.ref.key = *rc::gen::element<std::string>("SEC-1", "SEC-2");
    if (*rc::gen::arbitrary<bool>()) compared.seen.assignee = Person{"u1", "Ada", {}};
    Matter before = matter();
    before.findings.front().status = before.steps.front().agreed = before.steps.front().told =
        *rc::gen::element(FindingStatus::open, FindingStatus::in_progress, FindingStatus::closed);
    Known known;
    known.ticket = before.ticket;
    known.findings = before.findings;
    known.policy = &before.policy();
    const Judgement judged = judge(known, compared.seen, {Channel::sweep, {}, {}, compared.now});
    // What a person has to decide stays open, and is no difference of the ticket's.
    RC_PRE(judged.reviews.empty());
    Matter after = before;
    after.ticket = judged.ticket;
    for (const Finding& finding : judged.findings) {
      after.findings = {finding};
      after.steps = {{after.ticket.id, finding.id, finding.status, finding.status}};
    }
    const auto left = differences_of(after, compared, {});
    RC_ASSERT(left.empty());
  }));
}
