// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/findings/house.hpp"

// What a company's rules make of an import: due dates, custom fields, and what a scan no longer shows.
namespace itsm::host::findings {
namespace {

Json with_level(Json file, const char* level) {
  for (Json& result : file["runs"][0]["results"]) result["level"] = level;
  return file;
}

Json list_of(std::vector<Json> records, const Json& patch = Json::object()) {
  Json file{{"scanner", "pentest"}, {"findings", std::move(records)}};
  file.merge_patch(patch);
  return file;
}

TEST_CASE("findings are due by the policy's table, from when this host first saw them") {
  const auto database = TestDatabase::create();
  if (!database) return;
  House house(*database);
  house.set_sla("{high: 30d, medium: 90d}");
  house.import(many(1));
  const Finding first = house.findings().front();
  CHECK(first.due_at == first.reported_at + std::chrono::days(90));
  CHECK(house.import(with_level(many(1), "note")).updated == 1);
  CHECK_FALSE(house.findings().front().due_at);
  house.import(with_level(many(1), "error"));
  const Finding raised = house.findings().front();
  CHECK(raised.due_at == raised.reported_at + std::chrono::days(30));
  CHECK(house.feed(raised.id).back().member == "due_at");
}

TEST_CASE(
    "a policy that is missing or cannot be read makes no import fail, and the other tables stay in force") {
  const auto database = TestDatabase::create();
  if (!database) return;
  House house(*database);
  house.set_sla("{medium: 90d}");
  house.serve("lost", "lost");
  house.store_policy("older", "policy: older\nno_longer_known: 1\n");
  house.serve("old", "older");
  CHECK(house.import(many(1)).created == 1);
  CHECK_FALSE(house.findings()[0].due_at);  // they have no table in common

  const std::string routing(store::kRoutingName);
  house.store_policy(routing, "routing: acme\nrules:\n  - {integration: desk}\n");
  CHECK(house.import(many(2)).created == 1);
  CHECK(house.findings()[1].due_at);
  house.store_policy(routing, "routing: acme\nno_longer_known: 1\n");
  CHECK(house.import(many(3)).created == 1);
  CHECK_FALSE(house.findings()[2].due_at);
}

TEST_CASE("a due date that was set otherwise stays while the severity stays") {
  const auto database = TestDatabase::create();
  if (!database) return;
  House house(*database);
  house.set_sla("{medium: 90d}");
  house.import(many(1));
  house.set_sla("{medium: 1d}");
  house.import(many(1));
  const Finding finding = house.findings().front();
  CHECK(finding.due_at == finding.reported_at + std::chrono::days(90));
}

TEST_CASE("time on hold is not counted when the severity changes the due date") {
  const auto database = TestDatabase::create();
  if (!database) return;
  House house(*database);
  house.set_sla("{high: 30d, paused_in: [on_hold]}");
  house.import(many(1));
  house.set_status(FindingStatus::on_hold);
  house.advance(std::chrono::hours(48));
  house.set_status(FindingStatus::in_progress);
  house.import(with_level(many(1), "error"));
  const Finding finding = house.findings().front();
  CHECK(finding.due_at == finding.reported_at + std::chrono::days(32));
}

TEST_CASE("an import tells how many findings are overdue when they are born") {
  const auto database = TestDatabase::create();
  if (!database) return;
  House house(*database);
  house.set_sla("{medium: 90d, clock: first_seen}");
  const ImportReport report = house.import(
      list_of({{{"title", "old"}, {"first_seen", "2020-01-01"}},
               {{"title", "new"}, {"first_seen", "2026-11-20"}},
               {{"title", "old and accepted"}, {"first_seen", "2020-01-01"}, {"status", "accepted_risk"}}}));
  CHECK(report.created == 3);
  CHECK(report.born_overdue == 1);
}

TEST_CASE("a value for a custom field is kept in its type, and what is not declared is told and not made") {
  const auto database = TestDatabase::create();
  if (!database) return;
  House house(*database);
  house.declare({"tier", "Tier", CustomFieldType::option, {"gold", "silver"}});
  house.declare({"hosts", "", CustomFieldType::number, {}});
  const ImportReport report = house.import(list_of(
      {{{"title", "a"}, {"file", "a"}, {"custom", {{"tier", "gold"}, {"hosts", "12"}, {"teir", "gold"}}}},
       {{"title", "b"}, {"file", "b"}, {"custom", {{"tier", "bronze"}, {"teir", 1}}}}}));
  CHECK(report.created == 2);
  const auto findings = house.findings();
  CHECK(findings[0].custom == std::map<std::string, Json>{{"hosts", 12}, {"tier", "gold"}});
  CHECK(findings[1].custom.empty());
  REQUIRE(report.left_out_values.size() == 2);
  CHECK(report.left_out_values[0].key == "teir");
  CHECK(report.left_out_values[0].reason == "the company has no such field; did you mean tier?");
  CHECK(report.left_out_values[0].count == 2);
  CHECK(report.left_out_values[1].reason == "a value is not one of: gold, silver");
}

TEST_CASE("a scan replaces the custom fields that it names and leaves the others") {
  const auto database = TestDatabase::create();
  if (!database) return;
  House house(*database);
  house.declare({"tier", "", CustomFieldType::text, {}});
  house.declare({"team", "", CustomFieldType::text, {}});
  const auto with = [](const Json& custom) { return list_of({{{"title", "a"}, {"custom", custom}}}); };
  house.import(with({{"tier", "gold"}, {"team", "web"}}));
  CHECK(house.import(with({{"tier", "silver"}})).updated == 1);
  CHECK(house.findings().front().custom == std::map<std::string, Json>{{"team", "web"}, {"tier", "silver"}});
  CHECK(house.import(with(Json::object())).unchanged == 1);
}

TEST_CASE("what a complete scan no longer shows is marked and stays as it is; seen again, the mark goes") {
  const auto database = TestDatabase::create();
  if (!database) return;
  House house(*database);
  house.import(many(2));
  const ImportReport missed = house.import(many(1));
  CHECK(missed.not_seen == 1);
  const Time since = house.now();
  Finding gone = house.findings()[1];
  CHECK(gone.status == FindingStatus::open);
  CHECK(gone.not_seen_since == since);
  CHECK(house.feed(gone.id).back().kind == ActivityKind::not_seen);
  CHECK(house.feed(gone.id).back().actor == "import " + std::to_string(missed.import.value));

  house.import(many(1));
  gone = house.findings()[1];
  CHECK(gone.not_seen_scans == 2);
  CHECK(gone.not_seen_since == since);
  CHECK(house.feed(gone.id).size() == 2);  // told once

  CHECK(house.import(many(2)).unchanged == 2);
  const Finding again = house.findings()[1];
  CHECK_FALSE(again.not_seen_since);
  CHECK(again.not_seen_scans == 0);
  CHECK(house.feed(again.id).back().kind == ActivityKind::seen);
}

TEST_CASE("a partial scan marks nothing, and neither does one with a record of an unknown scope") {
  const auto database = TestDatabase::create();
  if (!database) return;
  House house(*database);
  const Json a{{"title", "a"}};
  const Json b{{"title", "b"}};
  house.import(list_of({a, b}));
  CHECK(house.import(list_of({a}), {.partial = true}).not_seen == 0);
  CHECK(house.import(list_of({a}, {{"complete", false}})).not_seen == 0);
  CHECK(house.import(list_of({a, Json("broken")})).not_seen == 0);
  CHECK(house.import(list_of({a})).not_seen == 1);
}

TEST_CASE("what became of each record is told where it is asked for") {
  const auto database = TestDatabase::create();
  if (!database) return;
  House house(*database);
  house.import(list_of({{{"title", "a"}, {"file", "a"}}}));
  const ImportReport report = house.import(
      list_of({{{"title", "b"}, {"file", "b"}}, Json("broken"), {{"title", "a"}, {"file", "a"}}}),
      {.outcomes = true});
  REQUIRE(report.outcomes.size() == 2);
  CHECK(report.outcomes[0].record == 0);
  CHECK(report.outcomes[0].outcome == MergeOutcome::created);
  CHECK(report.outcomes[1].record == 2);
  CHECK(report.outcomes[1].outcome == MergeOutcome::unchanged);
  const auto findings = house.findings();
  CHECK(report.outcomes[1].finding == findings[0].id);
  CHECK(report.outcomes[0].finding == findings[1].id);
}

TEST_CASE("a report of an older version is still read") {
  const Json old = Json::parse(R"({"format": "sarif", "bytes": 1, "new": 1, "updated": 0, "unchanged": 0,
    "reopened": 0, "suppressed": 0, "skipped": {}, "refused": 1, "severity_sources": {}, "seconds": 0.5,
    "refusals": [{"run": 0, "pointer": "/runs/0/results/4", "offset": 7, "reason": "x"}],
    "scopes": [{"scanner": "s", "asset": "a", "complete": true, "not_seen": 2}]})");
  const auto report = from_document<ImportReport>(old);
  CHECK(report.created == 1);
  CHECK(report.refusals[0].run == 0U);
}

}  // namespace
}  // namespace itsm::host::findings
