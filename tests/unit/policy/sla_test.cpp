// SPDX-License-Identifier: Apache-2.0
#include "host_stub/policy/sla.hpp"

#include <rapidcheck.h>

#include "tests/support/catch.hpp"
#include "tests/unit/policy/samples.hpp"

using namespace itsm::host;
using namespace itsm::host::policy;
using namespace std::chrono_literals;

namespace {

Sla sla_of(const std::string& lines) { return policy_with("sla: " + lines + "\n").sla; }

Finding reported(Severity severity, const char* at = "2026-11-02T10:00:00Z") {  // a Monday
  Finding finding = sample_finding();
  finding.severity = severity;
  finding.first_seen = *from_rfc3339("2025-01-01T00:00:00Z");
  finding.reported_at = *from_rfc3339(at);
  return finding;
}

std::string due(const Sla& sla, const Finding& finding, std::chrono::milliseconds paused = {}) {
  const DueDate date = due_date(sla, finding, paused);
  return date.at ? to_rfc3339(*date.at).substr(0, 16) + " " + date.why : date.why;
}

constexpr auto kFull =
    "{critical: 7d, high: 30d, medium: 90d, kev: 3d, internet_facing: {high: 14d}, "
    "asset_criticality: {critical: {critical: 5d, high: 10d}}}";

}  // namespace

TEST_CASE("the strictest line that fits a finding says when it is due, and which line it was") {
  const Sla sla = sla_of(kFull);
  Finding finding = reported(Severity::high);
  CHECK(due(sla, finding) == "2026-12-02T10:00 high 30d");
  finding.asset.internet_facing = true;
  CHECK(due(sla, finding) == "2026-11-16T10:00 high and internet-facing 14d");
  finding.asset.criticality = "critical";
  CHECK(due(sla, finding) == "2026-11-12T10:00 high on an asset of criticality critical 10d");
  finding.kev = true;
  CHECK(due(sla, finding) == "2026-11-05T10:00 kev 3d");
  CHECK(due(sla, reported(Severity::critical)) == "2026-11-09T10:00 critical 7d");
  CHECK(due(sla, reported(Severity::low)) == "no line of `sla` fits");
  CHECK(due({}, finding) == "no line of `sla` fits");
}

TEST_CASE("the clock starts where the policy says, stands while it is paused, and needs a start") {
  Finding finding = reported(Severity::critical);
  CHECK(due(sla_of("{critical: 12h, clock: first_seen}"), finding) == "2025-01-01T12:00 critical 12h");
  CHECK(due(sla_of("{critical: 1d}"), finding, 90min) == "2026-11-03T11:30 critical 1d");
  finding.reported_at = {};
  CHECK(due(sla_of("{critical: 1d}"), finding) == "the finding has no reported_at");
}

TEST_CASE("the clock runs on working days only") {
  const Sla sla = sla_of(
      "{critical: 3d, calendar: {days: [monday, tuesday, wednesday, thursday, friday], holidays: "
      "[2026-11-09]}}");
  CHECK(due(sla, reported(Severity::critical, "2026-11-02T10:00:00Z")) == "2026-11-05T10:00 critical 3d");
  CHECK(due(sla, reported(Severity::critical, "2026-11-05T10:00:00Z")) == "2026-11-11T10:00 critical 3d");
  CHECK(due(sla, reported(Severity::critical, "2026-11-07T23:00:00Z")) == "2026-11-13T00:00 critical 3d");
}

TEST_CASE("a due date is where counting the working hours one by one leads") {
  CHECK(rc::check("hour by hour", [] {
    Sla sla;
    const int hours = *rc::gen::inRange(1, 400);
    sla.by_severity[Severity::critical] = std::chrono::hours(hours);
    for (bool& works : sla.calendar.works) works = *rc::gen::arbitrary<bool>();
    sla.calendar.works[static_cast<std::size_t>(*rc::gen::inRange(0, 7))] = true;
    Finding finding = reported(Severity::critical);
    finding.reported_at += std::chrono::hours(*rc::gen::inRange(0, 500));
    const std::chrono::sys_days holiday = std::chrono::floor<std::chrono::days>(finding.reported_at) +
                                          std::chrono::days(*rc::gen::inRange(0, 9));
    sla.calendar.holidays = {holiday};

    Time now = finding.reported_at;
    for (int left = hours; left > 0; now += 1h)
      if (sla.calendar.works_on(std::chrono::floor<std::chrono::days>(now))) --left;
    RC_ASSERT(due_date(sla, finding).at == now);
  }));
}
