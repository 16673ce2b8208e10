// SPDX-License-Identifier: Apache-2.0
#include "plugins/common/time.hpp"

#include "tests/support/catch.hpp"

using namespace itsm::common;

TEST_CASE("times are read with every spelling of an offset", "[plugins]") {
  const auto expected = parse_time("2025-05-24T11:12:37.200Z");
  REQUIRE(expected);
  CHECK(format_time(*expected) == "2025-05-24T11:12:37.200Z");
  for (const char* same : {"2025-05-24T13:12:37.200+0200", "2025-05-24T13:12:37.200+02:00",
                           "2025-05-24T06:42:37.2-0430", "2025-05-24T11:12:37.200999+00:00"})
    CHECK(parse_time(same) == expected);
  CHECK(format_time(*expected, "+0000") == "2025-05-24T11:12:37.200+0000");
}

TEST_CASE("what is no time is refused and not guessed", "[plugins]") {
  for (const char* wrong :
       {"", "2025-05-24", "2025-02-30T00:00:00Z", "2025-13-01T00:00:00Z", "2025-05-24T24:00:00Z",
        "2025-05-24T11:12:37", "2025-05-24T11:12:37+2", "2025-05-24T11:12:37Zx", "2025-05-24 11:12:37Z",
        "-025-05-24T11:12:37Z", "2025-05-24T11:12:37.Z"})
    CHECK_FALSE(parse_time(wrong));
}

TEST_CASE("times before 1970 and leap days are written as they were read", "[plugins]") {
  for (const char* text :
       {"1969-12-31T23:59:59.999Z", "2024-02-29T00:00:00.000Z", "0001-01-01T00:00:00.000Z"})
    CHECK(format_time(parse_time(text).value()) == text);
}

TEST_CASE("an HTTP date is read in any locale", "[plugins]") {
  CHECK(parse_http_date("Sun, 06 Nov 1994 08:49:37 GMT") == parse_time("1994-11-06T08:49:37Z"));
  CHECK_FALSE(parse_http_date("soon"));
}
