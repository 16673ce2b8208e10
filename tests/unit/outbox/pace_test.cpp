// SPDX-License-Identifier: Apache-2.0
#include "host_stub/outbox/pace.hpp"

#include <rapidcheck.h>

#include "tests/support/catch.hpp"

using namespace itsm;
using namespace itsm::host;
using namespace itsm::host::outbox;
using namespace std::chrono_literals;

namespace {

const Time kStart{std::chrono::hours(24 * 365 * 50)};
const Experience kUnreachable{Experience::unreachable, "no answer", std::nullopt};

// One call from beginning to end; true: it was let in.
bool call(Pace& pace, Time now, const Experience& seen) {
  if (enter(pace, {}, "job", 1min, now)) return false;
  leave(pace, "job", seen, now, 0.5);
  return true;
}

Outcome outcome(OutcomeKind kind, const char* code) {
  return {.index = 0, .kind = kind, .refusal = Refusal{code, "a reason", {}}};
}

}  // namespace

TEST_CASE("however many hosts ask, no more calls are let in than the budget has") {
  CHECK(rc::check([] {
    Pace pace;
    const PaceLimits limits{.concurrency = 1000, .per_second = 10, .burst = 20};
    Time now = kStart;
    int let_in = 0;
    const auto pauses = *rc::gen::container<std::vector<int>>(200, rc::gen::inRange(0, 300));
    for (const int pause : pauses) {
      now += std::chrono::milliseconds(pause);
      if (!enter(pace, limits, std::to_string(let_in), 1min, now)) ++let_in;
      const double seconds = std::chrono::duration<double>(now - kStart).count();
      RC_ASSERT(let_in <= limits.burst + seconds * limits.per_second + 1e-6);
    }
  }));
}

TEST_CASE("who has to wait is told until when, and is let in then") {
  Pace pace;
  const PaceLimits limits{.concurrency = 100, .per_second = 2, .burst = 1};
  CHECK_FALSE(enter(pace, limits, "a", 1min, kStart));
  const auto wait = enter(pace, limits, "b", 1min, kStart);
  REQUIRE(wait);
  CHECK(wait->until - kStart <= 501ms);
  CHECK_FALSE(enter(pace, limits, "b", 1min, wait->until));
}

TEST_CASE(
    "no more workers are at an integration at a time than it likes, and dead ones do not count for ever") {
  Pace pace;
  const PaceLimits limits{.concurrency = 2};
  CHECK_FALSE(enter(pace, limits, "a", 1min, kStart));
  CHECK_FALSE(enter(pace, limits, "b", 1min, kStart));
  CHECK(enter(pace, limits, "c", 1min, kStart));
  leave(pace, "a");
  CHECK_FALSE(enter(pace, limits, "c", 1min, kStart));
  CHECK(enter(pace, limits, "d", 1min, kStart));
  CHECK_FALSE(enter(pace, limits, "d", 1min, kStart + 1min));
}

TEST_CASE("a vendor's Retry-After is obeyed, and clamped to an hour") {
  Pace pace;
  CHECK(call(pace, kStart, {Experience::throttled, "too many", 30s}));
  CHECK_FALSE(call(pace, kStart + 29s, {}));
  CHECK(call(pace, kStart + 30s, {Experience::throttled, "too many", std::chrono::hours(24 * 365)}));
  CHECK_FALSE(call(pace, kStart + 59min, {}));
  CHECK(call(pace, kStart + 30s + 1h, {}));
}

TEST_CASE("a storm of 429 lets through what the vendor takes and nothing in between") {
  Pace pace;
  int asked = 0;
  for (Time now = kStart; now < kStart + 10min; now += 100ms)
    asked += call(pace, now, {Experience::throttled, "too many", 20s}) ? 1 : 0;
  CHECK(asked == 30);
}

TEST_CASE(
    "in ten minutes of outage the vendor is asked now and then, by one worker, and it goes on at once after "
    "it") {
  Pace pace;
  int asked = 0;
  for (Time now = kStart; now < kStart + 10min; now += 1s) asked += call(pace, now, kUnreachable) ? 1 : 0;
  CHECK(asked >= 5 + 8);
  CHECK(asked <= 5 + 20);
  const Time back = kStart + 11min;
  CHECK_FALSE(enter(pace, {}, "probe", 1min, back));
  CHECK(enter(pace, {}, "another", 1min, back));
  leave(pace, "probe", {}, back, 0.5);
  CHECK_FALSE(enter(pace, {}, "another", 1min, back));
  CHECK_FALSE(enter(pace, {}, "third", 1min, back));
}

TEST_CASE("one failure is not an outage") {
  Pace pace;
  for (int i = 0; i < 20; ++i) {
    const Time now = kStart + std::chrono::seconds(i);
    CHECK(call(pace, now, i % 4 == 3 ? Experience{} : kUnreachable));
  }
}

TEST_CASE("a configuration that the vendor does not take is known after one call, until it is another one") {
  Pace pace;
  CHECK(call(pace, kStart, {Experience::refused, "wrong password", std::nullopt}));
  const auto wait = enter(pace, {}, "job", 1min, kStart + 5min);
  REQUIRE(wait);
  CHECK(wait->reason == "wrong password");
  CHECK(call(pace, kStart + 10min, {}));
  CHECK(call(pace, kStart + 10min, {}));
}

TEST_CASE("what a call saw of the vendor follows from its outcomes") {
  const auto kind = [](std::vector<Outcome> outcomes) {
    return experience_of({std::move(outcomes), std::nullopt}).kind;
  };
  CHECK(kind({outcome(OutcomeKind::not_sent, "rate_limited")}) == Experience::throttled);
  CHECK(kind({outcome(OutcomeKind::not_sent, "unavailable")}) == Experience::unreachable);
  CHECK(kind({outcome(OutcomeKind::uncertain, "uncertain")}) == Experience::unreachable);
  CHECK(kind({outcome(OutcomeKind::not_sent, "unauthenticated")}) == Experience::refused);
  CHECK(kind({outcome(OutcomeKind::refused, "invalid_argument")}) == Experience::answered);
  CHECK(kind({outcome(OutcomeKind::refused, "rate_limited")}) == Experience::throttled);
  CHECK(kind({outcome(OutcomeKind::not_sent, "plan_stale")}) == Experience::answered);
}
