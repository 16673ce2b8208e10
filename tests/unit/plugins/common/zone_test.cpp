// SPDX-License-Identifier: Apache-2.0
#include "plugins/common/zone.hpp"

#include "tests/support/catch.hpp"

using namespace itsm::common;

namespace {

std::optional<std::string> shown(const char* time, const char* zone) {
  return wall_clock(parse_time(time).value(), zone);
}

}  // namespace

TEST_CASE("a time is shown as the clocks of its zone show it, in whole minutes", "[plugins]") {
  CHECK(shown("2026-01-01T00:00:59.999Z", "UTC") == "2026-01-01 00:00");
  CHECK(shown("2026-01-01T00:00:00Z", "Europe/Istanbul") == "2026-01-01 03:00");
  CHECK(shown("2026-01-01T00:00:00Z", "America/St_Johns") == "2025-12-31 20:30");
  CHECK(shown("2026-07-01T00:00:00Z", "Pacific/Kiritimati") == "2026-07-01 14:00");
  CHECK(shown("2026-03-29T01:00:00Z", "Europe/Berlin") == "2026-03-29 03:00");  // 02:xx is not shown that day
}

TEST_CASE("an hour that clocks show twice is never read as later than it was", "[plugins]") {
  // In Berlin the hour from 02:00 passes first as 00:00Z and again as 01:00Z.
  CHECK(shown("2026-10-25T00:30:00Z", "Europe/Berlin") == "2026-10-25 01:30");
  CHECK(shown("2026-10-25T01:30:00Z", "Europe/Berlin") == "2026-10-25 02:30");
  CHECK(shown("2026-10-25T02:30:00Z", "Europe/Berlin") == "2026-10-25 03:30");
}

TEST_CASE("a zone that nobody knows shows nothing", "[plugins]") {
  CHECK_FALSE(shown("2026-01-01T00:00:00Z", "Mars/Olympus"));
  CHECK_FALSE(shown("2026-01-01T00:00:00Z", ""));
}
