// SPDX-License-Identifier: Apache-2.0
#include <set>

#include "host_stub/outbox/create_job.hpp"
#include "host_stub/outbox/stored_ledger.hpp"
#include "host_stub/outbox/worker.hpp"
#include "host_stub/store/alerts.hpp"
#include "host_stub/store/integrations.hpp"
#include "host_stub/store/paces.hpp"
#include "host_stub/store/pushes.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/postgres.hpp"

// What hosts share about an integration, and what they tell people of it.
namespace itsm::host::outbox {
namespace {

using namespace std::chrono_literals;
using itsm::test::TestDatabase;
using store::Transaction;

const Time kNow = *from_rfc3339("2026-11-21T09:00:00.000Z");

template <class T>
T must(Result<T> result) {
  INFO((result ? std::string() : result.error().message));
  REQUIRE(result);
  if constexpr (!std::is_void_v<T>) return *std::move(result);
}

// A company with an integration and one queued job of three tickets.
class Queued {
 public:
  explicit Queued(const TestDatabase& database)
      : database_(*database), company_(database.add_company("acme")), log_(observe::Log::silent()) {
    job.company = job.owner = company_;
    in([&](Transaction& transaction) -> Result<> {
      store::IntegrationRow row;
      row.owner = company_;
      row.name = row.plugin = row.webhook_key = "desk";
      ITSM_TRY(job.integration, store::upsert_integration(transaction, row, kNow));
      ITSM_TRY(const auto plan, transaction.query(R"(
        INSERT INTO plan (company_id, owner_id, integration_id, mode, request, digest, actor, created_at, expires_at)
        VALUES ($1, $1, 1, 0, '{}', '', 'test', $2, $2) RETURNING plan_id)",
                                                  company_, kNow));
      store::PushRow push;
      push.plan = plan.front().get<PlanId>(0);
      push.created_at = kNow;
      store::NewIntents wanted;
      wanted.owner = company_;
      wanted.integration = job.integration;
      wanted.plan = push.plan;
      ITSM_TRY(wanted.push, store::insert_push(transaction, push));
      for (const char* key : {"a", "b", "c"}) wanted.intents.push_back({key, 1, key, Json::object(), {}});
      ITSM_TRY(const auto inserted, store::insert_intents(transaction, wanted, kNow));
      CreatePayload payload{push.plan.value, 0, {}};
      for (const IntentId id : inserted.ids) payload.intents.push_back(id.value);
      store::NewJob queued;
      queued.owner = company_;
      queued.integration = job.integration;
      queued.payload = job.payload = to_document(payload);
      queued.due_at = kNow;
      ITSM_TRY(job.id, store::insert_job(transaction, queued, kNow));
      ITSM_TRY(intents, store::load_intents(transaction, inserted.ids));
      return {};
    });
  }

  void in(const std::function<Result<>(Transaction&)>& work) { must(database_.in_company(company_, work)); }

  StoredLedger ledger() { return {database_, *log_}; }
  StoredLedger ledger_of(store::Database& another) { return {another, *log_}; }
  observe::Log& log() { return *log_; }

  std::vector<store::AlertRow> alerts(bool open_only = true) {
    std::vector<store::AlertRow> rows;
    in([&](Transaction& transaction) -> Result<> {
      ITSM_TRY(rows, store::list_alerts(transaction, open_only, 0, 50));
      return {};
    });
    return rows;
  }

  void apply(Step step) {
    std::vector<Move> moves;
    for (const auto& intent : intents) {
      Move& move = moves.emplace_back(Move{.step = step, .intent = &intent, .reason = "a field is missing"});
      move.refusal = {"invalid_argument", "a field is missing", {{"due", "is needed"}}};
      move.ticket.project = {"10", "SEC"};
      move.ticket.ref = {std::to_string(intent.id.value), "DESK-1", "url"};
    }
    must(ledger().apply(job, "desk", moves, kNow));
  }

  store::Job job{};
  std::vector<store::Intent> intents{};

 private:
  store::Database& database_;
  const CompanyId company_;
  std::unique_ptr<observe::Log> log_;
};

class NoVendors final : public Vendors {
 public:
  Result<std::shared_ptr<Vendor>> of(const store::Job&) override {
    FAIL("the vendor is not to be asked");
    return problem(ProblemKind::internal, "asked", "");
  }
};

TEST_CASE("all hosts share one budget of calls and one number of workers") {
  const auto database = TestDatabase::create();
  if (!database) return;
  Queued queued(*database);
  const auto another = database->another_host();
  StoredLedger here = queued.ledger();
  StoredLedger there = queued.ledger_of(*another);
  const PaceLimits limits{.concurrency = 3, .per_second = 1, .burst = 10};
  int let_in = 0;
  for (int i = 0; i < 6; ++i) {
    store::Job job = queued.job;
    job.id = i;
    let_in += must((i % 2 == 0 ? here : there).enter(job, limits, 1min, kNow)) ? 0 : 1;
  }
  CHECK(let_in == 3);
  store::Job first = queued.job;
  first.id = 0;
  must(there.leave(first, "desk", std::nullopt, kNow, 0.5));
  CHECK_FALSE(must(here.enter(queued.job, limits, 1min, kNow)));
}

TEST_CASE("refusals of one kind are one alert with the number of tickets") {
  const auto database = TestDatabase::create();
  if (!database) return;
  Queued queued(*database);
  queued.apply(Step::fail);
  REQUIRE(queued.alerts().size() == 1);
  CHECK(queued.alerts()[0].count == 3);
  CHECK(queued.alerts()[0].message == "desk refuses tickets: a field is missing");

  queued.in([&](Transaction& transaction) {
    return store::close_alerts(transaction, queued.job.integration,
                               store::alert_cause(queued.job.integration, "refused/10/"), kNow);
  });
  CHECK(queued.alerts().empty());
  CHECK(queued.alerts(false).size() == 1);
}

TEST_CASE("a ticket that is taken closes what was told about its project") {
  const auto database = TestDatabase::create();
  if (!database) return;
  Queued queued(*database);
  queued.in([&](Transaction& transaction) -> Result<> {
    for (const char* what : {"refused/10/invalid_argument", "refused/11/invalid_argument", "unreachable"})
      ITSM_CHECK(store::raise_alert(transaction,
                                    {.cause = store::alert_cause(queued.job.integration, what),
                                     .owner = queued.job.owner,
                                     .integration = queued.job.integration},
                                    kNow));
    return {};
  });
  queued.apply(Step::link);
  REQUIRE(queued.alerts().size() == 1);
  CHECK(queued.alerts()[0].cause ==
        store::alert_cause(queued.job.integration, "refused/11/invalid_argument"));
}

TEST_CASE("a ticket that was made for other findings is not taken for these") {
  const auto database = TestDatabase::create();
  if (!database) return;
  Queued queued(*database);
  Move move{.step = Step::link, .intent = &queued.intents[0]};
  move.ticket.ref = {"7", "DESK-7", "url"};
  CHECK(must(queued.ledger().route(queued.job, {&move}, kNow)).empty());
  must(queued.ledger().apply(queued.job, "desk", {move}, kNow));

  CHECK(must(queued.ledger().route(queued.job, {&move}, kNow)).empty());
  move.intent = &queued.intents[1];
  CHECK(must(queued.ledger().route(queued.job, {&move}, kNow)) ==
        std::map<std::string, std::string>{{"7", "DESK-7, which is the ticket of other findings already"}});
}

TEST_CASE("a configuration that is not taken is one alert, until it has changed") {
  const auto database = TestDatabase::create();
  if (!database) return;
  Queued queued(*database);
  StoredLedger ledger = queued.ledger();
  const Experience refused{Experience::refused, "wrong password", std::nullopt};
  CHECK_FALSE(must(ledger.enter(queued.job, {}, 1min, kNow)));
  must(ledger.leave(queued.job, "desk", refused, kNow, 0.5));
  const auto wait = must(ledger.enter(queued.job, {}, 1min, kNow + 1min));
  REQUIRE(wait);
  CHECK(wait->reason == "wrong password");
  REQUIRE(queued.alerts().size() == 1);
  CHECK(queued.alerts()[0].remedy.find("integrations check desk") != std::string::npos);

  const auto held = must(ledger.claim(queued.job.company, 1h, kNow));
  REQUIRE(held);
  must(ledger.end(*held, {Ending::later, wait->until, wait->reason}, kNow));
  CHECK_FALSE(must(ledger.claim(queued.job.company, 1h, kNow + 1min)));
  queued.in([&](Transaction& transaction) {
    return store::forget_pace(transaction, queued.job.integration, kNow + 1min);
  });
  CHECK(queued.alerts().empty());
  CHECK_FALSE(must(ledger.enter(queued.job, {}, 1min, kNow + 1min)));
  CHECK(must(ledger.claim(queued.job.company, 1h, kNow + 1min)));
}

TEST_CASE("a passed check closes what it refutes, and nothing that a person is to look at") {
  const auto database = TestDatabase::create();
  if (!database) return;
  Queued queued(*database);
  const auto cause = [&](const char* what) { return store::alert_cause(queued.job.integration, what); };
  queued.in([&](Transaction& transaction) -> Result<> {
    for (const char* what : {"unreachable", "configuration", "refused/10/invalid_argument", "plan/7/",
                             "duplicate/9/", "schema/10/1/", "parked"})
      ITSM_CHECK(store::raise_alert(
          transaction,
          {.cause = cause(what), .owner = queued.job.owner, .integration = queued.job.integration}, kNow));
    return store::forget_pace(transaction, queued.job.integration, kNow + 1min);
  });
  std::set<std::string> open;
  for (const auto& alert : queued.alerts()) open.insert(alert.cause);
  CHECK(open == std::set{cause("plan/7/"), cause("duplicate/9/"), cause("schema/10/1/"), cause("parked")});
}

TEST_CASE("work that its workers die over is set aside, told, and due again when somebody says so") {
  const auto database = TestDatabase::create();
  if (!database) return;
  Queued queued(*database);
  StoredLedger ledger = queued.ledger();
  for (int i = 0; i < 5; ++i) REQUIRE(must(ledger.claim(queued.job.company, -1s, kNow)));
  NoVendors vendors;
  const SettableClock clock(kNow);
  const SteadyMonotonic monotonic;
  SystemRandom random;
  Worker worker(ledger, vendors, {clock, monotonic, random}, queued.log());
  CHECK(must(worker.run_one(queued.job.company)));
  CHECK_FALSE(must(worker.run_one(queued.job.company)));
  queued.in([&](Transaction& transaction) -> Result<> {
    ITSM_TRY(const auto parked, store::list_parked(transaction, 0, 10));
    REQUIRE(parked.size() == 1);
    CHECK(parked[0].reason.find("5 workers died") == 0);
    ITSM_TRY(const bool replayed, store::replay_job(transaction, parked[0].id, kNow));
    CHECK(replayed);
    return {};
  });
  REQUIRE(queued.alerts().size() == 1);
  const auto again = must(ledger.claim(queued.job.company, 1h, kNow));
  REQUIRE(again);
  CHECK(again->attempts == 1);
  CHECK(again->interrupted == 0);
}

}  // namespace
}  // namespace itsm::host::outbox
