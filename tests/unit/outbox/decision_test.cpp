// SPDX-License-Identifier: Apache-2.0
#include "host_stub/outbox/decision.hpp"

#include <rapidcheck.h>

#include "tests/support/catch.hpp"

using namespace itsm;
using namespace itsm::host;
using namespace itsm::host::outbox;
using namespace std::chrono_literals;

namespace {

Outcome outcome(OutcomeKind kind, std::string code = {}) {
  Outcome made{.index = 0, .kind = kind};
  if (!code.empty()) made.refusal = Refusal{std::move(code), "a reason", {}};
  return made;
}

}  // namespace

TEST_CASE("a created ticket is linked, a refused one is told with what to do") {
  CHECK(after(outcome(OutcomeKind::created)).step == Step::link);
  const Next refused = after(outcome(OutcomeKind::refused, "invalid_argument"));
  CHECK(refused.step == Step::fail);
  CHECK(refused.reason == "a reason");
  CHECK_FALSE(refused.remedy.empty());
}

TEST_CASE("what was not sent for a reason that passes or that somebody mends goes again") {
  for (const char* code : {"rate_limited", "unavailable", "cancelled", "unauthenticated", "misconfigured"})
    CHECK(after(outcome(OutcomeKind::not_sent, code)).step == Step::retry);
  CHECK(after(outcome(OutcomeKind::refused, "unauthenticated")).step == Step::retry);
  CHECK(after(outcome(OutcomeKind::refused, "rate_limited")).step == Step::retry);
}

TEST_CASE("what was not sent for a reason that lies in the ticket fails at once") {
  for (const char* code : {"plan_stale", "internal", "invalid_argument"})
    CHECK(after(outcome(OutcomeKind::not_sent, code)).step == Step::fail);
}

TEST_CASE("an uncertain create is looked up") {
  CHECK(after(outcome(OutcomeKind::uncertain)).step == Step::look_up);
}

TEST_CASE(
    "retries wait longer and longer, within a second and an hour, and never less than the vendor said") {
  CHECK(rc::check([] {
    const auto attempts = *rc::gen::inRange<std::int64_t>(1, 60);
    const double random = *rc::gen::inRange(0, 1000) / 1000.0;
    const auto own = retry_delay(attempts, std::nullopt, random);
    RC_ASSERT((own >= 1s && own <= 1h));
    const std::chrono::milliseconds told(*rc::gen::inRange(0, 3'600'000));
    RC_ASSERT(retry_delay(attempts, told, random) >= told);
  }));
  CHECK(retry_delay(20, std::nullopt, 0.9) > retry_delay(3, std::nullopt, 0.9));
}

TEST_CASE("a vendor cannot park work for longer than an hour") {
  CHECK(retry_delay(1, std::chrono::hours(24 * 365), 0.5) == 1h);
}

TEST_CASE("the second look-up comes half a settle time after the first") {
  const Time sent{1'000'000ms};
  CHECK(settles_at(sent, 120s) == sent + 120s);
  CHECK(second_look(sent + 120s, 120s) == sent + 180s);
}

TEST_CASE("nothing is sent when the lease could end before the answer") {
  const std::chrono::steady_clock::time_point claimed{};
  const Lease lease{.length = 180s, .call = 60s, .margin = 5s};
  CHECK(lease_allows(claimed, claimed + 1s, lease));
  CHECK_FALSE(lease_allows(claimed, claimed + 116s, lease));
  CHECK_FALSE(lease_allows(claimed, claimed + 600s, lease));
}
