// SPDX-License-Identifier: Apache-2.0
#include <random>

#include "host_stub/outbox/create_job.hpp"
#include "host_stub/outbox/stored_ledger.hpp"
#include "host_stub/store/pushes.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/postgres.hpp"
#include "tests/unit/outbox/simulation/memory_ledger.hpp"

// The simulation believes that its rows move as those of PostgreSQL do. Here both are given the same calls,
// of workers that hold a job and of workers that were overtaken, and must come to the same.
namespace itsm::host::outbox {
namespace {

using namespace std::chrono_literals;
using itsm::test::TestDatabase;
using simulation::MemoryRows;
using store::Transaction;

constexpr int kIntents = 3;

template <class T>
T must(Result<T> result) {
  INFO((result ? std::string() : result.error().message));
  REQUIRE(result);
  if constexpr (!std::is_void_v<T>) return *std::move(result);
}

// One job with its intents, stored and in memory.
class Pair {
 public:
  Pair(const TestDatabase& database, CompanyId company, std::uint64_t seed)
      : database_(*database),
        company_(company),
        random_(seed),
        log_(observe::Log::silent()),
        stored_(database_, *log_) {
    must(database_.in_company(company, [&](Transaction& transaction) { return make(transaction, seed); }));
  }

  void step() {
    const std::size_t worker = at_most(2);
    switch (at_most(5)) {
      case 0:
        claim(worker);
        break;
      case 1:
        if (held_[worker]) begin(*held_[worker]);
        break;
      case 2:
      case 3:
        if (held_[worker]) apply(*held_[worker]);
        break;
      case 4:
        if (held_[worker]) end(*held_[worker]);
        break;
      default:
        now_ += std::chrono::seconds(at_most(150));
        break;
    }
    compare();
  }

 private:
  std::size_t at_most(std::size_t most) {
    return std::uniform_int_distribution<std::size_t>(0, most)(random_);
  }

  Result<> make(Transaction& transaction, std::uint64_t seed) {
    ITSM_TRY(const auto plan, transaction.query(R"(
      INSERT INTO plan (company_id, owner_id, integration_id, mode, request, digest, actor, created_at, expires_at)
      VALUES ($1, $1, 1, 0, '{}', '', 'test', $2, $2) RETURNING plan_id)",
                                                company_, now_));
    store::PushRow row;
    row.plan = plan.front().get<PlanId>(0);
    row.created_at = now_;
    ITSM_TRY(const PushId push, store::insert_push(transaction, row));
    CreatePayload payload{row.plan.value, 0, {}};
    store::NewIntents wanted;
    wanted.owner = company_;
    wanted.integration = IntegrationId{1};
    wanted.plan = row.plan;
    wanted.push = push;
    for (int i = 0; i < kIntents; ++i) {
      const std::string key = std::to_string(seed) + "/" + std::to_string(i);
      wanted.intents.push_back({key, 1, key, to_document(TicketDraft{}), {}});
    }
    ITSM_TRY(const auto inserted, store::insert_intents(transaction, wanted, now_));
    ids_ = inserted.ids;
    for (const IntentId id : ids_) payload.intents.push_back(id.value);
    ITSM_TRY(const auto intents, store::load_intents(transaction, ids_));
    for (const auto& intent : intents) memory_.add(intent);
    store::NewJob job;
    job.owner = company_;
    job.integration = IntegrationId{1};
    job.payload = to_document(payload);
    job.due_at = now_;
    ITSM_TRY(job_, store::insert_job(transaction, job, now_));
    store::Job remembered;
    remembered.id = job_;
    remembered.company = remembered.owner = company_;
    remembered.integration = job.integration;
    remembered.payload = job.payload;
    memory_.add(remembered, now_);
    return {};
  }

  // The database ends leases by its own clock: one that is over at once, or one that is not over today.
  void claim(std::size_t worker) {
    const std::chrono::milliseconds lease = at_most(2) == 0 ? 1h : -1s;
    const auto stored = must(stored_.claim(company_, lease, now_));
    const auto remembered = memory_.claim(lease, now_, Time{} + 24h * 365);
    REQUIRE(stored.has_value() == remembered.has_value());
    if (!stored) return;
    CHECK(stored->id == remembered->id);
    CHECK(stored->fence == remembered->fence);
    CHECK(stored->attempts == remembered->attempts);
    CHECK(stored->interrupted == remembered->interrupted);
    held_[worker] = stored;
  }

  void begin(const store::Job& job) {
    std::vector<IntentId> some;
    for (const IntentId id : ids_)
      if (at_most(3) > 0) some.push_back(id);
    CHECK(must(stored_.begin_sending(job, some, now_)) == memory_.begin_sending(job, some, now_));
  }

  void apply(const store::Job& job) {
    const auto intents = must(stored_.load(job, ids_));
    std::vector<Move> moves;
    for (const auto& intent : intents) {
      Move move;
      move.step = static_cast<Step>(at_most(5));
      move.intent = &intent;
      move.reason = "a reason";
      move.looked_at = now_;
      move.next = now_ + 60s;
      move.ticket.ref = {std::to_string(job_) + "-" + std::to_string(intent.id.value), "DESK-1", "url"};
      if (at_most(3) > 0) moves.push_back(std::move(move));
    }
    must(stored_.apply(job, "desk", moves, now_));
    memory_.apply(job, moves);
  }

  void end(const store::Job& job) {
    Ending ending{static_cast<Ending::Kind>(at_most(8) == 0 ? at_most(3) : 1), now_ + 10s, "a reason"};
    must(stored_.end(job, ending, now_));
    memory_.end(job, ending);
  }

  void compare() {
    const auto stored = must(stored_.load({.company = company_}, ids_));
    for (const auto& intent : stored) {
      const auto& row = memory_.intents().at(intent.id);
      CHECK(intent.state == row.intent.state);
      CHECK(intent.attempts == row.intent.attempts);
      CHECK(intent.absent_count == row.intent.absent_count);
      CHECK(intent.sent_at == row.intent.sent_at);
      CHECK(intent.settles_at == row.intent.settles_at);
    }
    must(database_.in_company(company_, [&](Transaction& transaction) -> Result<> {
      ITSM_TRY(const auto rows, transaction.query(R"(
        SELECT state, due_at, fence, lease_until IS NULL FROM outbox_job WHERE company_id = $1 AND outbox_job_id = $2)",
                                                  company_, job_));
      const auto& job = memory_.jobs().at(job_);
      CHECK(rows.front().get<store::JobState>(0) == job.state);
      CHECK(rows.front().get<Time>(1) == job.due_at);
      CHECK(rows.front().get<std::int64_t>(2) == job.job.fence);
      CHECK(rows.front().get<bool>(3) == !job.lease_until.has_value());
      return {};
    }));
  }

  store::Database& database_;
  const CompanyId company_;
  std::mt19937_64 random_;
  std::unique_ptr<observe::Log> log_;
  StoredLedger stored_;
  const simulation::Rules rules_{};
  MemoryRows memory_{rules_};
  Time now_{std::chrono::hours(24 * 365 * 50)};
  std::vector<IntentId> ids_{};
  std::int64_t job_ = 0;
  std::map<std::size_t, std::optional<store::Job>> held_{};
};

TEST_CASE("stored rows move exactly as the simulation's do, also under workers that were overtaken") {
  const auto database = TestDatabase::create();
  if (!database) return;
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    INFO("seed " << seed);
    Pair pair(*database, database->add_company("company " + std::to_string(seed)), seed);
    for (int step = 0; step < 40; ++step) pair.step();
  }
}

}  // namespace
}  // namespace itsm::host::outbox
