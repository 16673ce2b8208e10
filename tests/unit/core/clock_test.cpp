// SPDX-License-Identifier: Apache-2.0
#include "host_stub/core/clock.hpp"

#include <rapidcheck.h>

#include "tests/support/catch.hpp"

namespace itsm::host {
namespace {

using namespace std::chrono_literals;

// 2026-11-21T09:00:00Z, by `date -u -d 2026-11-21T09:00:00Z +%s`.
constexpr Time kMorning{1795251600s};

Time read(std::string_view text) {
  INFO(text);
  auto time = from_rfc3339(text);
  if (!time) FAIL(time.error().message);
  return *time;
}

std::string refusal(std::string_view text) {
  INFO(text);
  const auto time = from_rfc3339(text);
  REQUIRE_FALSE(time);
  CHECK(time.error().kind == ProblemKind::invalid);
  CHECK(time.error().code == "bad_time");
  CHECK_FALSE(time.error().remedy.empty());
  return time.error().message;
}

TEST_CASE("a time is written in UTC with milliseconds") {
  CHECK(to_rfc3339(kMorning) == "2026-11-21T09:00:00.000Z");
  CHECK(to_rfc3339(kMorning + 7ms) == "2026-11-21T09:00:00.007Z");
  CHECK(to_rfc3339(Time{}) == "1970-01-01T00:00:00.000Z");
  CHECK(to_rfc3339(Time{-1ms}) == "1969-12-31T23:59:59.999Z");
}

TEST_CASE("every form of an offset names the same moment") {
  for (const char* text :
       {"2026-11-21T09:00:00Z", "2026-11-21t09:00:00z", "2026-11-21 09:00:00Z", "2026-11-21T09:00:00.000Z",
        "2026-11-21T11:00:00+02:00", "2026-11-21T11:00:00.000+0200", "2026-11-21T03:30:00-05:30",
        "2026-11-20T23:00:00-1000", "2026-11-21T09:00:00-00:00"})
    CHECK(read(text) == kMorning);
}

TEST_CASE("what is finer than a millisecond is cut off") {
  CHECK(read("2026-11-21T09:00:00.5Z") == kMorning + 500ms);
  CHECK(read("2026-11-21T09:00:00.1239999Z") == kMorning + 123ms);
  CHECK(read("2026-11-21T09:00:00.000000000001Z") == kMorning);
}

TEST_CASE("leap years and leap seconds are those of the calendar") {
  CHECK(read("2024-02-29T00:00:00Z") + 24h == read("2024-03-01T00:00:00Z"));
  CHECK(read("2000-02-29T00:00:00Z") + 24h == read("2000-03-01T00:00:00Z"));
  CHECK(read("2016-12-31T23:59:60Z") == read("2017-01-01T00:00:00Z"));
  CHECK(refusal("2026-02-29T00:00:00Z").find("no such day") != std::string::npos);
  CHECK(refusal("1900-02-29T00:00:00Z").find("no such day") != std::string::npos);
}

TEST_CASE("a text that is no time is refused with the reason") {
  CHECK(refusal("") == "\"\" is not a time: it must begin with a date, YYYY-MM-DD.");
  CHECK(refusal("yesterday") == "\"yesterday\" is not a time: it must begin with a date, YYYY-MM-DD.");
  CHECK(refusal("2026-11-21").find("comes a time") != std::string::npos);
  CHECK(refusal("2026-11-21T09:00Z").find("comes a time") != std::string::npos);
  CHECK(refusal("2026-11-21T24:00:00Z").find("no such time") != std::string::npos);
  CHECK(refusal("2026-11-21T09:00:61Z").find("no such time") != std::string::npos);
  CHECK(refusal("2026-13-01T00:00:00Z").find("no such day") != std::string::npos);
  CHECK(refusal("2026-11-21T09:00:00").find("Z or an offset") != std::string::npos);
  CHECK(refusal("2026-11-21T09:00:00.Z").find("needs digits") != std::string::npos);
  CHECK(refusal("2026-11-21T09:00:00+2:00").find("Z or an offset") != std::string::npos);
  CHECK(refusal("2026-11-21T09:00:00+24:00").find("no such offset") != std::string::npos);
  CHECK(refusal("2026-11-21T09:00:00Z ").find("follows the offset") != std::string::npos);
  CHECK(refusal("0000-01-01T00:00:00+01:00").find("four digits") != std::string::npos);
  CHECK(refusal("9999-12-31T23:00:00-01:00").find("four digits") != std::string::npos);
}

TEST_CASE("where a date will do, it is the first moment of its day in UTC") {
  const auto day = from_date_or_time("2026-11-21");
  REQUIRE(day);
  CHECK(to_rfc3339(*day) == "2026-11-21T00:00:00.000Z");
  const auto time = from_date_or_time("2026-11-21T02:00:00+02:00");
  REQUIRE(time);
  CHECK(*time == *day);
  for (const char* wrong : {"2026-02-30", "2026-11-2", "21.11.2026", "", "2026-11-21Z"})
    CHECK_FALSE(from_date_or_time(wrong));
}

TEST_CASE("a refusal quotes broken text readably and not at length") {
  CHECK(refusal("\xFF\x01").find("\"\xEF\xBF\xBD\"") == 0);
  CHECK(refusal(std::string(100'000, 'x')).size() < 200);
}

TEST_CASE("every time of four-digit years survives writing and reading") {
  const auto first = read("0000-01-01T00:00:00Z").time_since_epoch().count();
  const auto last = read("9999-12-31T23:59:59.999Z").time_since_epoch().count();
  CHECK(rc::check([&] {
    const Time time{std::chrono::milliseconds{*rc::gen::inRange(first, last + 1)}};
    const auto again = from_rfc3339(to_rfc3339(time));
    RC_ASSERT((again && *again == time));
  }));
}

TEST_CASE("any bytes are a time or a refusal") {
  CHECK(rc::check([](const std::string& text) {
    const auto time = from_rfc3339(text);
    RC_ASSERT((time || !time.error().message.empty()));
  }));
}

TEST_CASE("the settable clock stands still until it is moved") {
  SettableClock clock(kMorning);
  CHECK(clock.now() == kMorning);
  clock.advance(90s);
  CHECK(clock.now() == kMorning + 90s);
  clock.set(Time{});
  CHECK(clock.now() == Time{});
}

}  // namespace
}  // namespace itsm::host
