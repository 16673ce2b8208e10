// SPDX-License-Identifier: Apache-2.0
#include "host_stub/sync/poller.hpp"

#include "host_stub/sync/stored_feed.hpp"
#include "host_stub/sync/stored_journal.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/postgres.hpp"

// Whose turn a poll is, when it is interrupted and when somebody asks for it.
namespace itsm::host::sync {
namespace {

using itsm::test::TestDatabase;

constexpr std::chrono::minutes kLease{2};

class NobodyThere final : public Sources {
 public:
  Result<std::shared_ptr<Source>> of(CompanyId, IntegrationId) override {
    return problem(ProblemKind::not_found, "integration_unknown", "there is none", {});
  }
};

class Polled {
 public:
  template <class Work>
  auto in(Work work) {
    auto answer = database_->in_company(owner_, work);
    INFO((answer ? std::string() : answer.error().code + ": " + answer.error().message));
    REQUIRE(answer);
    if constexpr (!std::is_same_v<decltype(answer), Result<>>) return *std::move(answer);
  }

  explicit Polled(const TestDatabase& database) : database_(database), owner_(database.add_company("acme")) {
    in([&](store::Transaction& owner) -> Result<> {
      store::IntegrationRow row;
      row.name = row.plugin = "desk";
      row.webhook_key = "key";
      ITSM_TRY(followed_, store::upsert_integration(owner, row, clock_.now()));
      return store::open_channel(owner, followed_, clock_.now());
    });
  }

  std::optional<store::ChannelRow> claim(std::chrono::milliseconds lease = kLease) {
    return in([&](store::Transaction& owner) { return store::claim_channel(owner, lease, clock_.now()); });
  }
  void end(const store::ChannelRow& channel, Time due) {
    in([&](store::Transaction& owner) {
      return store::end_channel(owner, channel, {due, clock_.now(), {}});
    });
  }
  void ask_for(Time poll) {
    in([&](store::Transaction& owner) { return store::hasten_channel(owner, followed_, poll); });
  }
  store::ChannelRow stored() {
    return *in([&](store::Transaction& owner) { return store::load_channel(owner, followed_); });
  }

  Result<bool> poll() {
    StoredFeed feed(*database_);
    StoredJournal journal(*database_, *log_);
    NobodyThere sources;
    Poller poller(feed, journal, sources, {clock_, monotonic_, random_}, *log_, {});
    return poller.run_one();
  }

  SettableClock& clock() { return clock_; }

 private:
  const TestDatabase& database_;
  const CompanyId owner_;
  IntegrationId followed_{};
  SettableClock clock_{*from_rfc3339("2026-11-21T09:00:00.000Z")};
  const outbox::SteadyMonotonic monotonic_{};
  outbox::SystemRandom random_{};
  const std::unique_ptr<observe::Log> log_ = observe::Log::silent();
};

TEST_CASE("who asks for a poll while one runs has it after that, however far away the next one was") {
  const auto database = TestDatabase::create();
  if (!database) return;
  Polled polled(*database);
  const Time now = polled.clock().now();
  const auto channel = polled.claim();
  REQUIRE(channel);
  polled.ask_for(now);
  polled.ask_for(now + std::chrono::minutes(1));
  CHECK_FALSE(polled.claim());
  polled.end(*channel, now + std::chrono::hours(24));
  const auto again = polled.claim();
  REQUIRE(again);
  polled.end(*again, now + std::chrono::hours(24));
  CHECK_FALSE(polled.claim());
  CHECK(polled.stored().due_at == now + std::chrono::hours(24));
}

TEST_CASE("each page of a poll holds its channel for the length of a lease from then on") {
  const auto database = TestDatabase::create();
  if (!database) return;
  Polled polled(*database);
  const auto short_of_time = polled.claim(std::chrono::milliseconds(0));
  REQUIRE(short_of_time);
  CHECK(polled.in([&](store::Transaction& owner) {
    return store::move_cursor(owner, *short_of_time, "page 2", kLease);
  }));
  CHECK_FALSE(polled.claim());
}

TEST_CASE("a poll that the database interrupts is due again within seconds") {
  const auto database = TestDatabase::create();
  if (!database) return;
  Polled polled(*database);
  database->as_superuser("ALTER TABLE integration RENAME TO away");
  CHECK_FALSE(polled.poll());
  database->as_superuser("ALTER TABLE away RENAME TO integration");
  CHECK_FALSE(polled.stored().problem.empty());
  CHECK(polled.stored().failures == 1);
  polled.clock().advance(std::chrono::seconds(10));
  CHECK(polled.claim());
}

}  // namespace
}  // namespace itsm::host::sync
