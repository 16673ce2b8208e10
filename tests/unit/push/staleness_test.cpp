// SPDX-License-Identifier: Apache-2.0
#include "host_stub/push/staleness.hpp"

#include "tests/support/catch.hpp"

using namespace itsm;
using namespace itsm::host;
using namespace itsm::host::push;

namespace {

PlanDraft plan_of(int tickets) {
  PlanDraft plan;
  plan.plan.policy = "default";
  plan.plan.policy_number = 1;
  plan.inputs.policy_version = 11;
  for (int i = 0; i < tickets; ++i) {
    PlannedTicket ticket;
    ticket.place = i;
    ticket.group_key = "group " + std::to_string(i);
    ticket.members_ = {{i + 1, "weakness " + std::to_string(i + 1)}};
    ticket.project = "SEC";
    ticket.write = i / 2;
    ticket.draft.summary = "summary " + std::to_string(i);
    ticket.draft.fields["priority"] = {FieldKind::priority, Json{{"id", "2"}, {"name", "High"}}};
    plan.plan.tickets.push_back(ticket);
    plan.inputs.findings[std::to_string(i + 1)] = 1;
  }
  return plan;
}

}  // namespace

TEST_CASE("a plan that would come out the same is not stale") {
  CHECK(stale_writes(plan_of(4), plan_of(4)).empty());
}

TEST_CASE("a changed finding is named with the field that differs, and spoils its own request only") {
  PlanDraft now = plan_of(4);
  now.plan.tickets[1].draft.summary = "another";
  now.inputs.findings["2"] = 2;
  const auto stale = stale_writes(plan_of(4), now);
  REQUIRE(stale.size() == 1);
  REQUIRE(stale.at(0).size() == 1);
  CHECK(stale.at(0)[0] ==
        "finding 2 \"weakness 2\": finding 2 has changed, so that it differs in the summary");
}

TEST_CASE("a changed policy is named with its versions") {
  PlanDraft now = plan_of(1);
  now.plan.tickets[0].draft.fields["priority"].value = Json{{"id", "4"}, {"name", "Low"}};
  now.inputs.policy_version = 12;
  now.plan.policy_number = 2;
  const std::string reason = stale_writes(plan_of(1), now).at(0).at(0);
  CHECK(reason.find("the policy default has changed (version 1 to 2)") != std::string::npos);
  CHECK(reason.find("the field priority") != std::string::npos);
}

TEST_CASE("a change at the vendor that blocks a ticket is told in the words of the plan of now") {
  PlanDraft now = plan_of(1);
  now.plan.tickets.clear();
  LeftOutFinding blocked;
  blocked.finding = 1;
  blocked.why = LeftOut::blocked;
  blocked.reason = "`High` is not a priority of project SEC";
  now.plan.left_out = {blocked};
  const std::string reason = stale_writes(plan_of(1), now).at(0).at(0);
  CHECK(reason.find("the project SEC has changed at the vendor") != std::string::npos);
  CHECK(reason.find("`High` is not a priority of project SEC") != std::string::npos);
}

TEST_CASE("a group that has other members is not the planned ticket") {
  PlanDraft now = plan_of(1);
  now.plan.tickets[0].members_.push_back({9, "a further one"});
  CHECK(stale_writes(plan_of(1), now).at(0).at(0).find("the findings of its group have changed") !=
        std::string::npos);
}
