// SPDX-License-Identifier: Apache-2.0
#include "host_stub/sync/judgement.hpp"

#include "tests/support/catch.hpp"

using namespace itsm;
using namespace itsm::host;
using namespace itsm::host::sync;

namespace {

constexpr auto kPolicy = R"(policy: p
plugin: jira
route:
  - {name: all, when: {severity_at_least: info}, ticket: {project: SEC, type: [Task]}}
group_by: finding
summary: "${title}"
description: "${description}"
status:
  pull:
    - {status: Done, resolution: "Won't Do", then: review}
    - {category: done, then: fixed}
    - {category: doing, then: in_progress}
)";

const policy::Policy& the_policy() {
  static const policy::Policy read = *policy::read_policy("p.yaml", kPolicy);
  return read;
}

const Time kNow{std::chrono::milliseconds(1'000'000)};

Known known(FindingStatus status) {
  Known made;
  made.ticket.id = TicketId{1};
  made.ticket.ref = {"10001", "SEC-1", "https://jira/SEC-1"};
  made.ticket.project = {"1", "SEC"};
  made.ticket.type = {"2", "Task"};
  made.ticket.status = {"1", "To Do"};
  made.ticket.priority = "High";
  made.ticket.remote_version = "5";
  Finding finding;
  finding.id = FindingId{7};
  finding.status = status;
  made.findings = {finding};
  made.policy = &the_policy();
  made.integration = "jira";
  return made;
}

Ticket seen(int version, const std::string& status, TicketState state, const std::string& resolution = {}) {
  Ticket made;
  made.ref = {"10001", "SEC-1", "https://jira/SEC-1"};
  made.project = {"1", "SEC"};
  made.type = {"2", "Task"};
  made.status = {status, status};
  made.resolution = {{}, resolution};
  made.state = state;
  made.priority = {"2", "High"};
  made.version = std::to_string(version);
  return made;
}

News news() { return {Channel::webhook, "Ada", kNow - std::chrono::seconds(2), kNow}; }

}  // namespace

TEST_CASE("what is not newer changes nothing, and only confirms what is the same") {
  const auto older = judge(known(FindingStatus::open), seen(4, "Done", TicketState::done), news());
  CHECK_FALSE(older.newer);
  CHECK_FALSE(older.ticket.confirmed_at);
  CHECK(older.findings.empty());
  const auto same = judge(known(FindingStatus::open), seen(5, "Done", TicketState::done), news());
  CHECK_FALSE(same.newer);
  CHECK(same.ticket.confirmed_at == kNow);
  CHECK(same.activity.empty());
}

TEST_CASE("a done ticket sends its findings to the re-test, or closes them where that is wanted") {
  const auto done =
      judge(known(FindingStatus::in_progress), seen(6, "Done", TicketState::done, "Fixed"), news());
  REQUIRE(done.findings.size() == 1);
  CHECK(done.findings[0].status == FindingStatus::re_test);
  CHECK(done.ticket.done_at == kNow - std::chrono::seconds(2));
  REQUIRE(done.activity.size() == 2);
  CHECK(done.activity[0].member == "ticket.status");
  CHECK(done.activity[1].kind == ActivityKind::status);
  CHECK(done.activity[1].rule == "p.yaml:11:7");
  CHECK(done.activity[1].lag_ms == 2000);
  CHECK(done.activity[1].channel == "webhook");
  Known closing = known(FindingStatus::in_progress);
  closing.auto_close = true;
  const auto closed = judge(closing, seen(6, "Done", TicketState::done, "Fixed"), news());
  CHECK(closed.findings.at(0).status == FindingStatus::closed);
}

TEST_CASE("a ticket that will not be done waits for a person and moves no finding") {
  const auto given_up =
      judge(known(FindingStatus::open), seen(6, "Done", TicketState::done, "Won't Do"), news());
  CHECK(given_up.findings.empty());
  REQUIRE(given_up.reviews.size() == 1);
  CHECK(given_up.reviews[0].kind == store::ReviewKind::ticket_ended);
}

TEST_CASE("a change that leaves the state as it is decides nothing again") {
  Known assigned = known(FindingStatus::open);
  assigned.ticket.status = {"Done", "Done"};
  assigned.ticket.state = TicketState::done;
  Ticket other = seen(6, "Done", TicketState::done);
  other.priority = {"3", "Low"};
  const auto judged = judge(assigned, other, news());
  CHECK(judged.newer);
  CHECK_FALSE(judged.state_changed);
  CHECK(judged.findings.empty());
  REQUIRE(judged.activity.size() == 1);
  CHECK(judged.activity[0].member == "ticket.priority");
  CHECK((judged.activity[0].from == "High" && judged.activity[0].to == "Low"));
}

TEST_CASE("a ticket that is seen for the first time is mirrored without notes about it") {
  Known fresh = known(FindingStatus::open);
  fresh.ticket.remote_version.clear();
  const auto judged = judge(fresh, seen(1, "To Do", TicketState::todo), news());
  CHECK(judged.first_sight);
  CHECK(judged.activity.empty());
  CHECK(judged.findings.empty());
}

TEST_CASE("a ticket that was taken up again brings its closed finding back") {
  Known closed = known(FindingStatus::closed);
  closed.ticket.status = {"Done", "Done"};
  closed.ticket.state = TicketState::done;
  closed.ticket.done_at = kNow;
  const auto judged = judge(closed, seen(6, "In Progress", TicketState::doing), news());
  REQUIRE(judged.findings.size() == 1);
  CHECK(judged.findings[0].status == FindingStatus::open);
  CHECK(judged.findings[0].times_reopened == 1);
  CHECK_FALSE(judged.ticket.done_at);
}

TEST_CASE("a move keeps the ticket and changes its key, and says where nothing may be written") {
  Known here = known(FindingStatus::open);
  here.allowed = {{"1", "SEC"}};
  Ticket moved = seen(6, "To Do", TicketState::todo);
  moved.ref.key = "HR-4";
  moved.project = {"9", "HR"};
  const auto judged = judge(here, moved, news());
  REQUIRE_FALSE(judged.activity.empty());
  CHECK((judged.activity[0].from == "SEC-1" && judged.activity[0].to == "HR-4"));
  CHECK(judged.activity[0].why.find("nothing is written to it") != std::string::npos);
  CHECK(judged.ticket.id == TicketId{1});
}

TEST_CASE("a ticket that is gone asks a person once, and can come back in the same version") {
  const auto gone = judge_gone(known(FindingStatus::open), news());
  CHECK(gone.ticket.state == TicketState::gone);
  CHECK(gone.reviews.size() == 1);
  Known lost = known(FindingStatus::open);
  lost.ticket.state = TicketState::gone;
  CHECK(judge_gone(lost, news()).reviews.empty());
  const auto back = judge(lost, seen(5, "To Do", TicketState::todo), news());
  CHECK(back.newer);
  CHECK(back.ticket.state == TicketState::todo);
}

TEST_CASE("a webhook is owed for what people see in the projects that are registered, and for nothing else") {
  const auto owed = [](const Known& before, const Ticket& now) {
    return judge(before, now, news()).owed_a_webhook;
  };
  const Known before = known(FindingStatus::open);
  CHECK(owed(before, seen(6, "Doing", TicketState::doing)));
  // A comment makes the ticket newer, and is told by a webhook of its own.
  Ticket commented = seen(6, "To Do", TicketState::todo);
  commented.status = before.ticket.status;
  CHECK(judge(before, commented, news()).newer);
  CHECK_FALSE(owed(before, commented));
  CHECK_FALSE(owed(before, seen(5, "Doing", TicketState::doing)));
  Known elsewhere = before;
  elsewhere.allowed = {{"9", "PLAT"}};
  CHECK_FALSE(owed(elsewhere, seen(6, "Doing", TicketState::doing)));
  Known unseen = before;
  unseen.ticket.remote_version.clear();
  CHECK_FALSE(owed(unseen, seen(6, "Doing", TicketState::doing)));
}
