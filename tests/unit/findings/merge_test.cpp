// SPDX-License-Identifier: Apache-2.0
#include "host_stub/findings/merge.hpp"

#include "tests/unit/findings/collected_scan.hpp"

namespace itsm::host::findings {
namespace {

using namespace std::chrono_literals;

constexpr Time kMonday{1795251600s};
constexpr Time kTuesday = kMonday + 24h;

Sighting sighting(Time now) {
  return {.company = CompanyId{7}, .application = "", .actor = "import 12", .now = now};
}

ScannedFinding scanned(const Json& change = Json::object(), const Json& rule = Json::object()) {
  CollectedScan collected = scan_result(change, rule);
  REQUIRE(collected.findings.size() == 1);
  return std::move(collected.findings.front());
}

const Json kSuppressed{{"suppressions", {{{"kind", "external"}, {"justification", "We accept it."}}}}};

Finding stored(FindingStatus status = FindingStatus::open) {
  Finding finding = merge(std::nullopt, scanned(), sighting(kMonday)).finding;
  finding.id = FindingId{42};
  finding.status = status;
  finding.row_version = 3;
  return finding;
}

TEST_CASE("a finding that is new begins open, now") {
  const Merged merged = merge(std::nullopt, scanned(), sighting(kMonday));
  CHECK(merged.outcome == MergeOutcome::created);
  CHECK(merged.finding.company == CompanyId{7});
  CHECK(merged.finding.status == FindingStatus::open);
  CHECK(merged.finding.first_seen == kMonday);
  CHECK(merged.finding.last_seen == kMonday);
  CHECK(merged.finding.reported_at == kMonday);
  REQUIRE(merged.activities.size() == 1);
  CHECK(merged.activities[0].kind == ActivityKind::created);
  CHECK(merged.activities[0].cause == Cause::import);
  CHECK(merged.activities[0].actor == "import 12");
}

TEST_CASE("the scanner's own date of detection is when it was first seen, not when it was reported") {
  const Merged merged =
      merge(std::nullopt, scanned({{"provenance", {{"firstDetectionTimeUtc", "2026-01-01T00:00:00Z"}}}}),
            sighting(kMonday));
  CHECK(to_rfc3339(merged.finding.first_seen) == "2026-01-01T00:00:00.000Z");
  CHECK(merged.finding.reported_at == kMonday);
  const Merged future =
      merge(std::nullopt, scanned({{"provenance", {{"firstDetectionTimeUtc", "2099-01-01T00:00:00Z"}}}}),
            sighting(kMonday));
  CHECK(future.finding.first_seen == kMonday);
}

TEST_CASE("a finding that is new and suppressed says so in its feed") {
  const Merged merged = merge(std::nullopt, scanned(kSuppressed), sighting(kMonday));
  CHECK(merged.outcome == MergeOutcome::created);
  CHECK(merged.finding.status == FindingStatus::accepted_risk);
  REQUIRE(merged.activities.size() == 2);
  CHECK(merged.activities[1].kind == ActivityKind::status);
  CHECK(merged.activities[1].from == "open");
  CHECK(merged.activities[1].to == "accepted_risk");
  CHECK(merged.activities[1].why == "We accept it.");
  CHECK(merged.activities[1].rule == "suppressed_in_scan");
}

TEST_CASE("the same scan again changes nothing but the time it was last seen") {
  const Finding before = stored();
  const Merged merged = merge(before, scanned(), sighting(kTuesday));
  CHECK(merged.outcome == MergeOutcome::unchanged);
  CHECK(merged.activities.empty());
  CHECK(merged.finding.id == before.id);
  CHECK(merged.finding.row_version == 3);
  CHECK(merged.finding.last_seen == kTuesday);
  CHECK(merged.finding.first_seen == before.first_seen);
  CHECK(merged.finding.fingerprint == before.fingerprint);
}

TEST_CASE("what the scanner says is followed, what people decided stays") {
  Finding before = stored(FindingStatus::in_progress);
  before.custom["cost_center"] = "42";
  before.asset.owner = "alice@example.com";
  before.branch = "main";
  before.due_at = kTuesday;
  const Merged merged =
      merge(before, scanned({{"level", "error"}}, {{"shortDescription", {{"text", "Better title"}}}}),
            sighting(kTuesday));
  CHECK(merged.outcome == MergeOutcome::updated);
  CHECK(merged.finding.title == "Better title");
  CHECK(merged.finding.severity == Severity::high);
  CHECK(merged.finding.original_severity == Severity::high);
  CHECK(merged.finding.status == FindingStatus::in_progress);
  CHECK(merged.finding.custom.at("cost_center") == "42");
  CHECK(merged.finding.asset.owner == "alice@example.com");
  CHECK(merged.finding.branch == "main");
  CHECK(merged.finding.due_at == kTuesday);
  REQUIRE(merged.activities.size() == 2);
  CHECK(merged.activities[0].member == "title");
  CHECK(merged.activities[1].member == "severity");
  CHECK(merged.activities[1].from == "medium");
  CHECK(merged.activities[1].to == "high");
}

TEST_CASE("a severity that was decided stays when the scanner changes its mind") {
  Finding before = stored();
  before.severity = Severity::info;
  const Merged merged = merge(before, scanned({{"level", "error"}}), sighting(kTuesday));
  CHECK(merged.finding.severity == Severity::info);
  CHECK(merged.finding.original_severity == Severity::high);
  REQUIRE(merged.activities.size() == 1);
  CHECK(merged.activities[0].member == "original_severity");
}

TEST_CASE("seen again, closed and re-test are open with a count, every other status stays") {
  for (const auto& [status, name] : EnumNames<FindingStatus>::names) {
    INFO(name);
    const Merged merged = merge(stored(status), scanned(), sighting(kTuesday));
    if (status == FindingStatus::closed || status == FindingStatus::re_test) {
      CHECK(merged.outcome == MergeOutcome::reopened);
      CHECK(merged.finding.status == FindingStatus::open);
      CHECK(merged.finding.times_reopened == 1);
      REQUIRE(merged.activities.size() == 1);
      CHECK(merged.activities[0].kind == ActivityKind::status);
      CHECK(merged.activities[0].finding == FindingId{42});
      CHECK(merged.activities[0].from == name);
      CHECK(merged.activities[0].to == "open");
      CHECK(merged.activities[0].rule == "seen_again");
    } else {
      CHECK(merged.outcome == MergeOutcome::unchanged);
      CHECK(merged.finding.status == status);
      CHECK(merged.finding.times_reopened == 0);
      CHECK(merged.activities.empty());
    }
  }
}

TEST_CASE("seen suppressed, whatever is not ended becomes an accepted risk") {
  for (const auto& [status, name] : EnumNames<FindingStatus>::names) {
    INFO(name);
    const Merged merged = merge(stored(status), scanned(kSuppressed), sighting(kTuesday));
    CHECK(merged.finding.status == (is_terminal(status) ? status : FindingStatus::accepted_risk));
    CHECK(merged.outcome == (is_terminal(status) ? MergeOutcome::unchanged : MergeOutcome::updated));
  }
}

TEST_CASE("the application that an import names is taken over, none leaves what is stored") {
  Sighting named = sighting(kTuesday);
  named.application = "checkout";
  const Merged merged = merge(stored(), scanned(), named);
  CHECK(merged.finding.application == "checkout");
  CHECK(merged.outcome == MergeOutcome::updated);
  CHECK(merge(merged.finding, scanned(), sighting(kTuesday)).finding.application == "checkout");
}

}  // namespace
}  // namespace itsm::host::findings
