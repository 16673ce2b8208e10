// SPDX-License-Identifier: Apache-2.0
#include "host_stub/store/pushes.hpp"

#include <future>

#include "host_stub/store/outbox_jobs.hpp"
#include "tests/unit/store/pushed.hpp"

// What a push stores, many rows at a time.
namespace itsm::host::store {
namespace {

TEST_CASE("a plan comes back as it was stored, its requests byte for byte") {
  const auto database = TestDatabase::create();
  if (!database) return;
  Pushed pushed(*database);
  pushed.in([&](Transaction& transaction) -> Result<> {
    ITSM_TRY(const auto groups, load_plan_groups(transaction, pushed.plan));
    REQUIRE(groups.size() == 2);
    CHECK(groups[0].members == std::vector{pushed.findings[0], pushed.findings[1]});
    CHECK(groups[1].group_key == "group 1");
    CHECK(groups[1].draft == Json{{"draft", 1}});
    CHECK(groups[1].explanation == Json{{"why", 1}});
    ITSM_TRY(const auto batches, load_plan_batches(transaction, pushed.plan));
    REQUIRE(batches.size() == 2);
    CHECK(batches[1].recorded_request == "{\"b\":  2}");
    CHECK(batches[1].first_place == 1);
    return {};
  });
}

TEST_CASE("intents of a request are stored together, in their order and with their findings") {
  const auto database = TestDatabase::create();
  if (!database) return;
  Pushed pushed(*database);
  const auto& f = pushed.findings;
  const auto made = pushed.want({{"z", {f[0], f[1]}}, {"a", {f[2]}}});
  CHECK_FALSE(made.taken);
  const auto intents = pushed.intents(made.ids);
  REQUIRE(intents.size() == 2);
  CHECK(intents[0].group_key == "z");
  CHECK(intents[0].members == std::vector{f[0], f[1]});
  CHECK(intents[1].members == std::vector{f[2]});
}

TEST_CASE("of a request with a group or a finding that has a ticket on its way nothing is stored") {
  const auto database = TestDatabase::create();
  if (!database) return;
  Pushed pushed(*database);
  const auto& f = pushed.findings;
  const auto first = pushed.want({{"a", {f[0]}}});
  const auto same_group = pushed.want({{"b", {f[1]}}, {"a", {f[2]}}});
  CHECK(same_group.taken == 1);
  CHECK(same_group.ids.empty());
  const auto same_finding = pushed.want({{"c", {f[1]}}, {"d", {f[3], f[0]}}, {"e", {f[2]}}});
  CHECK(same_finding.taken == 1);
  // What came with them is free.
  CHECK_FALSE(pushed.want({{"b", {f[1]}}, {"e", {f[2]}}}).taken);

  pushed.in([&](Transaction& transaction) {
    return mark_failed(transaction, {{first.ids.front(), Json::object()}}, 0, kNow);
  });
  CHECK_FALSE(pushed.want({{"a", {f[0]}}}).taken);
}

TEST_CASE("records change with their intents until they are decided, and then their push is finished") {
  const auto database = TestDatabase::create();
  if (!database) return;
  Pushed pushed(*database);
  const auto& f = pushed.findings;
  const auto made = pushed.want({{"a", {f[0], f[1]}}, {"b", {f[2]}}});
  std::vector<PushRecord> records(3);
  for (std::size_t i = 0; i < records.size(); ++i) {
    records[i].finding = f[i];
    records[i].place = static_cast<std::int64_t>(i);
    records[i].intent = made.ids[i / 2];
  }
  records[2].outcome = RecordOutcome::skipped;
  records[2].reason = "a rule";
  const auto change = [&](RecordOutcome outcome) {
    RecordChange to;
    to.intent = made.ids[0];
    to.outcome = outcome;
    to.fields = {{"summary", "too long"}};
    RecordChange other = to;
    other.intent = made.ids[1];
    pushed.in([&](Transaction& transaction) -> Result<> {
      ITSM_CHECK(change_records(transaction, std::vector{to, other}, kNow));
      return finish_pushes_if_done(transaction, {pushed.push}, kNow);
    });
    return pushed.in([&](Transaction& transaction) -> Result<std::vector<PushRecord>> {
      ITSM_TRY(const auto row, load_push(transaction, pushed.push));
      CHECK((row->state == PushState::finished) == (outcome == RecordOutcome::failed));
      return load_records(transaction, pushed.push);
    });
  };
  pushed.in(
      [&](Transaction& transaction) { return insert_records(transaction, pushed.push, records, kNow); });
  CHECK(change(RecordOutcome::uncertain)[1].outcome == RecordOutcome::uncertain);
  const auto decided = change(RecordOutcome::failed);
  CHECK(decided[0].outcome == RecordOutcome::failed);
  CHECK(decided[0].fields.at("summary") == "too long");
  CHECK(decided[2].outcome == RecordOutcome::skipped);
  CHECK(decided[2].reason == "a rule");
}

TEST_CASE("a push ends when two workers decide its last records at the same time") {
  const auto database = TestDatabase::create();
  if (!database) return;
  Pushed pushed(*database);
  const auto& f = pushed.findings;
  const auto intents = pushed.want({{"a", {f[0]}}, {"b", {f[1]}}}).ids;
  pushed.queue({{f[0], intents[0]}, {f[1], intents[1]}});
  const auto decide = [&](Transaction& transaction, std::size_t record) -> Result<> {
    const RecordChange change{.intent = intents[record], .outcome = RecordOutcome::created};
    ITSM_CHECK(change_records(transaction, {&change, 1}, kNow));
    return finish_pushes_if_done(transaction, {pushed.push}, kNow);
  };
  std::future<Result<>> other;
  pushed.in([&](Transaction& transaction) -> Result<> {
    ITSM_CHECK(decide(transaction, 0));
    other = std::async(std::launch::async, [&] {
      return (*database)->in_company(pushed.company(),
                                     [&](Transaction& second) { return decide(second, 1); });
    });
    other.wait_for(std::chrono::milliseconds(300));  // until it has come as far as it can
    return {};
  });
  REQUIRE(other.get());
  const auto push = pushed.in([&](Transaction& transaction) { return load_push(transaction, pushed.push); });
  CHECK(push->state == PushState::finished);
}

TEST_CASE("tickets are stored once for each of the vendor's, and links find them") {
  const auto database = TestDatabase::create();
  if (!database) return;
  Pushed pushed(*database);
  std::vector<TicketRow> rows(3);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    rows[i].owner = pushed.company();
    rows[i].integration = kDesk;
    rows[i].ref = {std::to_string(9 - i), "DESK-" + std::to_string(i), "url"};
  }
  rows[1].assignee = Person{"7", "Ann", ""};
  const auto store = [&] {
    return pushed.in([&](Transaction& transaction) { return upsert_tickets(transaction, rows, kNow); });
  };
  const auto ids = store();
  REQUIRE(ids.size() == 3);
  rows[0].ref.key = "MOVED-1";
  CHECK(store() == ids);
  const auto links = pushed.in([&](Transaction& transaction) -> Result<std::vector<LinkRow>> {
    const std::vector<NewLink> made{{pushed.findings[0], ids[0], {}}, {pushed.findings[1], ids[1], {}}};
    ITSM_CHECK(insert_links(transaction, made, "test", kNow));
    return links_of(transaction, pushed.findings, false);
  });
  REQUIRE(links.size() == 2);
  CHECK(links[0].ticket.ref.key == "MOVED-1");
  CHECK(links[1].ticket.assignee->name == "Ann");
}

TEST_CASE("a click goes before what is critical, that before the rest, and that before a back-fill") {
  const auto database = TestDatabase::create();
  if (!database) return;
  Pushed pushed(*database);
  const std::vector<Lane> queued{Lane::backfill, Lane::rest, Lane::critical, Lane::person};
  for (std::size_t i = 0; i < queued.size(); ++i)
    pushed.in([&](Transaction& transaction) {
      NewJob job;
      job.owner = pushed.company();
      job.integration = kDesk;
      job.lane = queued[i];
      job.order_key = std::to_string(i);
      job.payload = {{"lane", static_cast<int>(queued[i])}};
      job.due_at = kNow;
      return insert_job(transaction, job, kNow);
    });
  for (int lane = 0; lane < 4; ++lane) {
    const auto jobs = pushed.in(
        [&](Transaction& transaction) { return claim_jobs(transaction, 1, std::chrono::minutes(1), kNow); });
    REQUIRE(jobs.size() == 1);
    CHECK(jobs[0].payload.at("lane") == lane);
  }
}

}  // namespace
}  // namespace itsm::host::store
