// SPDX-License-Identifier: Apache-2.0
#include "host_stub/integrations/settlement.hpp"

#include <rapidcheck.h>

#include "tests/support/catch.hpp"

using namespace itsm;
using namespace itsm::host::integrations;

namespace {

CallScope answered(int status) {
  CallScope scope;
  scope.mode = WriteMode::armed;
  scope.fate = WriteFate::answered;
  scope.write_status = status;
  return scope;
}

Outcome created(std::size_t index, std::string id) {
  return {.index = index, .kind = OutcomeKind::created, .ticket = TicketRef{.id = std::move(id)}};
}

Outcome refused(std::size_t index, std::string reason) {
  return {.index = index,
          .kind = OutcomeKind::refused,
          .refusal = Refusal{"invalid_argument", reason, {{"priority", reason}}}};
}

itsm::Result<CreateResult> says(std::vector<Outcome> outcomes) { return CreateResult{std::move(outcomes)}; }

std::vector<OutcomeKind> kinds(const std::vector<Outcome>& outcomes) {
  std::vector<OutcomeKind> out;
  for (const auto& outcome : outcomes) out.push_back(outcome.kind);
  return out;
}

using K = OutcomeKind;

}  // namespace

TEST_CASE("a complete answer is taken element by element") {
  const auto outcomes =
      settle(3, says({created(0, "1"), refused(1, "no such priority"), created(2, "3")}), answered(201));
  CHECK(kinds(outcomes) == std::vector{K::created, K::refused, K::created});
  CHECK(outcomes[0].ticket->id == "1");
  CHECK(outcomes[1].refusal->fields.at("priority") == "no such priority");
}

TEST_CASE("an element that the plugin leaves out, repeats or does not identify is uncertain") {
  CHECK(kinds(settle(2, says({created(0, "1")}), answered(201))) == std::vector{K::created, K::uncertain});
  CHECK(kinds(settle(1, says({created(0, "1"), created(0, "2")}), answered(201))) ==
        std::vector{K::uncertain});
  CHECK(kinds(settle(1, says({created(0, "")}), answered(201))) == std::vector{K::uncertain});
  CHECK(kinds(settle(2, says({created(0, "1"), created(1, "1")}), answered(201))) ==
        std::vector{K::created, K::uncertain});
}

TEST_CASE("a plugin that fails after the vendor's success leaves every element uncertain") {
  CHECK(kinds(settle(2, failure(Status::internal, "defect"), answered(201))) ==
        std::vector{K::uncertain, K::uncertain});
  CHECK(kinds(settle(1, failure(Status::bad_reply, "HTML"), answered(200))) == std::vector{K::uncertain});
}

TEST_CASE("a refusal of the vendor refuses every element, with the plugin's reason") {
  const auto outcomes = settle(2, failure(Status::forbidden, "Create issues is missing"), answered(403));
  CHECK(kinds(outcomes) == std::vector{K::refused, K::refused});
  CHECK(outcomes[0].refusal->code == "forbidden");
  CHECK(outcomes[0].refusal->message == "Create issues is missing");
}

TEST_CASE("a plugin cannot make a ticket out of the vendor's refusal or failure") {
  CHECK(kinds(settle(1, says({created(0, "1")}), answered(400))) == std::vector{K::refused});
  for (const int status : {408, 409, 425, 500, 502, 503, 504})
    CHECK(kinds(settle(1, says({created(0, "1")}), answered(status))) == std::vector{K::uncertain});
}

TEST_CASE("a throttled request was not executed and can go again") {
  CHECK(kinds(settle(1, failure(Status::rate_limited, "slow down"), answered(429))) ==
        std::vector{K::not_sent});
}

TEST_CASE("what left without an answer is uncertain, even when the plugin knows better") {
  CallScope scope;
  scope.fate = WriteFate::unknown;
  scope.failure = "connection reset";
  CHECK(kinds(settle(2, says({created(0, "1"), refused(1, "no")}), scope)) ==
        std::vector{K::uncertain, K::uncertain});
}

TEST_CASE("what never left is not sent, and a stale plan says where it differs") {
  CallScope scope;
  scope.stale = "body";
  const auto outcomes = settle(1, failure(Status::conflict, "differs"), scope);
  CHECK(kinds(outcomes) == std::vector{K::not_sent});
  CHECK(outcomes[0].refusal->code == "plan_stale");
  CHECK(outcomes[0].refusal->message.find("body") != std::string::npos);
  CHECK(kinds(settle(1, says({created(0, "1")}), CallScope{})) == std::vector{K::not_sent});
}

TEST_CASE(
    "whatever a plugin says: one outcome per draft, and created only with a success and an id of its own") {
  CHECK(rc::check([] {
    const auto count = *rc::gen::inRange<std::size_t>(0, 6);
    std::vector<Outcome> claims;
    const auto size = *rc::gen::inRange<std::size_t>(0, 9);
    for (std::size_t i = 0; i < size; ++i) {
      Outcome claim{.index = *rc::gen::inRange<std::size_t>(0, 8),
                    .kind = *rc::gen::element(K::created, K::refused, K::not_sent, K::uncertain)};
      if (*rc::gen::arbitrary<bool>())
        claim.ticket = TicketRef{.id = *rc::gen::element<std::string>("", "a", "b", "c")};
      claims.push_back(claim);
    }
    CallScope scope = answered(*rc::gen::element(200, 201, 204, 302, 400, 403, 408, 409, 429, 500, 503));
    scope.fate =
        *rc::gen::element(WriteFate::none, WriteFate::not_sent, WriteFate::answered, WriteFate::unknown);
    const auto outcomes = settle(count, says(claims), scope);
    RC_ASSERT(outcomes.size() == count);
    std::set<std::string> ids;
    for (std::size_t i = 0; i < count; ++i) {
      RC_ASSERT(outcomes[i].index == i);
      if (outcomes[i].kind == K::created) {
        RC_ASSERT(scope.fate == WriteFate::answered);
        RC_ASSERT((scope.write_status >= 200 && scope.write_status < 300));
        RC_ASSERT(ids.insert(outcomes[i].ticket->id).second);
      }
      if (outcomes[i].kind == K::not_sent)
        RC_ASSERT((scope.fate == WriteFate::none || scope.fate == WriteFate::not_sent ||
                   scope.write_status == 429));
    }
  }));
}
