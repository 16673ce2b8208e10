// SPDX-License-Identifier: Apache-2.0
#include "host_stub/sync/absence.hpp"
#include "host_stub/sync/schedule.hpp"
#include "tests/support/catch.hpp"

using namespace itsm::host;
using namespace itsm::host::sync;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

namespace {

Time at(const std::string& text) { return *from_rfc3339(text); }

}  // namespace

TEST_CASE("a ticket that is not shown once is asked for again, and then it is gone") {
  CHECK(judge_absence(1, 1, 100) == Absence::ask_again);
  CHECK(judge_absence(2, 1, 100) == Absence::gone);
  CHECK(judge_absence(2, 2, 100) == Absence::gone);
  CHECK(judge_absence(2, 1, 1) == Absence::gone);
}

TEST_CASE("many tickets that are not shown at once are access that was lost") {
  CHECK(judge_absence(2, 3, 100) == Absence::access_lost);
  CHECK(judge_absence(2, 2, 10) == Absence::access_lost);
  CHECK(judge_absence(2, 20, 100'000) == Absence::gone);
  CHECK(judge_absence(2, 21, 100'000) == Absence::access_lost);
}

TEST_CASE("polls come at their interval, or once a day at their time, and every minute while webhooks fail") {
  store::SyncOptions options;
  const Time now = at("2026-11-21T09:00:00Z");
  CHECK(next_poll(options, false, now) == now + minutes(5));
  CHECK(next_poll(options, true, now) == now + minutes(1));
  options.poll_daily_min = 4 * 60 + 45;
  CHECK(next_poll(options, false, now) == at("2026-11-22T04:45:00Z"));
  CHECK(next_poll(options, false, at("2026-11-21T04:44:59Z")) == at("2026-11-21T04:45:00Z"));
  CHECK(next_poll(options, false, at("2026-11-21T04:45:00Z")) == at("2026-11-22T04:45:00Z"));
  CHECK(next_poll(options, true, now) == now + minutes(1));
}

TEST_CASE("a poll that fails is tried again, later each time and never later than the next one") {
  store::SyncOptions options;
  options.poll_every_s = 3600;
  const Time now = at("2026-11-21T09:00:00Z");
  CHECK(retry_poll(options, 0, now) == now + seconds(30));
  CHECK(retry_poll(options, 2, now) == now + seconds(120));
  CHECK(retry_poll(options, 1000, now) == now + hours(1));
  options.poll_every_s = 60;
  CHECK(retry_poll(options, 5, now) == now + seconds(60));
}

TEST_CASE("a registration is renewed long before it ends") {
  const Time now = at("2026-11-21T09:00:00Z");
  CHECK(renewal(now + hours(720), now) == now + hours(480));
  CHECK(renewal(now - hours(1), now) == now);
}
