// SPDX-License-Identifier: Apache-2.0
#include "host_stub/store/database.hpp"

#include <atomic>
#include <future>
#include <limits>
#include <thread>

#include "host_stub/core/finding.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/postgres.hpp"

namespace {

using namespace itsm::host;
using namespace itsm::host::store;
using itsm::test::TestDatabase;

// What a statement made of its own parameters.
template <class T>
T round_trip(Database& database, const char* sql, const T& value) {
  auto answer = database.in_house([&](Transaction& transaction) -> Result<T> {
    ITSM_TRY(const Rows rows, transaction.query(sql, value));
    return rows.front().get<T>(0);
  });
  INFO((answer ? std::string() : answer.error().message));
  REQUIRE(answer);
  return *answer;
}

Result<> add_audit(Transaction& transaction, const std::string& action) {
  ITSM_CHECK(transaction.execute(
      "INSERT INTO audit_entry (company_id, at, actor, action) VALUES ($1, now(), 'me', $2)",
      transaction.company(), action));
  return {};
}

std::int64_t audit_count(Database& database, CompanyId company) {
  const auto count = database.in_company(company, [](Transaction& transaction) -> Result<std::int64_t> {
    ITSM_TRY(const Rows rows, transaction.query("SELECT count(*) FROM audit_entry WHERE company_id = $1",
                                                transaction.company()));
    return rows.front().get<std::int64_t>(0);
  });
  REQUIRE(count);
  return *count;
}

}  // namespace

TEST_CASE("values come back from the database as they went in") {
  const auto database = TestDatabase::create();
  if (!database) return;
  CHECK(round_trip<std::int64_t>(**database, "SELECT $1", std::numeric_limits<std::int64_t>::min()) ==
        std::numeric_limits<std::int64_t>::min());
  CHECK(round_trip<std::int16_t>(**database, "SELECT $1", -7) == -7);
  CHECK(round_trip<std::string>(**database, "SELECT $1", "it's \"ok\" \\ \xF0\x9F\x92\xA5") ==
        "it's \"ok\" \\ \xF0\x9F\x92\xA5");
  CHECK(round_trip<bool>(**database, "SELECT $1", true));
  CHECK_FALSE(round_trip<bool>(**database, "SELECT $1", false));
  CHECK(round_trip<double>(**database, "SELECT $1", 0.1) == 0.1);
  CHECK(round_trip<Severity>(**database, "SELECT $1", Severity::low) == Severity::low);
  CHECK(round_trip<FindingId>(**database, "SELECT $1", FindingId{42}) == FindingId{42});
  const Time late = *from_rfc3339("2026-11-21T09:00:00.123Z");
  const Time early = *from_rfc3339("1969-12-31T23:59:59.999Z");
  CHECK(round_trip<Time>(**database, "SELECT $1", late) == late);
  CHECK(round_trip<Time>(**database, "SELECT $1", early) == early);
  const itsm::Json document{{"a", {1, 2.5, nullptr, "x"}}};
  CHECK(round_trip<itsm::Json>(**database, "SELECT $1", document) == document);
  const Bytes bytes{std::byte{0}, std::byte{255}, std::byte{'\\'}};
  CHECK(round_trip<Bytes>(**database, "SELECT $1", bytes) == bytes);
}

TEST_CASE("optionals are NULL and vectors are arrays") {
  const auto database = TestDatabase::create();
  if (!database) return;
  using Texts = std::vector<std::string>;
  CHECK(round_trip<std::optional<std::int64_t>>(**database, "SELECT $1", std::nullopt) == std::nullopt);
  CHECK(round_trip<std::optional<std::string>>(**database, "SELECT $1", std::string("x")) == "x");
  CHECK(round_trip<Texts>(**database, "SELECT $1", {}).empty());
  CHECK(round_trip<Texts>(**database, "SELECT $1", {"", "NULL", "{,}"}) == Texts{"", "NULL", "{,}"});
  const std::vector<std::optional<double>> numbers{1.5, std::nullopt};
  CHECK(round_trip(**database, "SELECT $1", numbers) == numbers);
  const std::vector<bool> flags{true, false};
  CHECK(round_trip(**database, "SELECT $1", flags) == flags);
  const std::vector<FindingId> ids{{1}, {2}};
  CHECK(round_trip(**database, "SELECT $1", ids) == ids);
}

TEST_CASE("a column that is read as another type is a defect, and the connection survives it") {
  const auto database = TestDatabase::create();
  if (!database) return;
  const auto read_wrongly = [](Transaction& transaction) -> Result<std::int64_t> {
    ITSM_TRY(const Rows rows, transaction.query("SELECT 'text'::text"));
    return rows.front().get<std::int64_t>(0);
  };
  CHECK_THROWS_AS((*database)->in_house(read_wrongly), ColumnError);
  CHECK(round_trip<std::int64_t>(**database, "SELECT $1", 1) == 1);
}

TEST_CASE("a failure of the work rolls back what it wrote") {
  const auto database = TestDatabase::create();
  if (!database) return;
  const CompanyId company = database->add_company("acme");
  const auto done = (*database)->in_company(company, [](Transaction& transaction) -> Result<> {
    ITSM_CHECK(add_audit(transaction, "lost"));
    return problem(ProblemKind::conflict, "changed_my_mind", "No.");
  });
  REQUIRE_FALSE(done);
  CHECK(done.error().code == "changed_my_mind");
  CHECK(audit_count(**database, company) == 0);
}

TEST_CASE("work that overlooks a failed statement does not count as done") {
  const auto database = TestDatabase::create();
  if (!database) return;
  const CompanyId company = database->add_company("acme");
  const auto done = (*database)->in_company(company, [](Transaction& transaction) -> Result<> {
    ITSM_CHECK(add_audit(transaction, "lost"));
    (void)transaction.query("SELECT 1 / 0");
    return {};
  });
  REQUIRE_FALSE(done);
  CHECK(done.error().code == "database_refuses_value");
  CHECK(audit_count(**database, company) == 0);
}

TEST_CASE("a second row with the same key is a conflict") {
  const auto database = TestDatabase::create();
  if (!database) return;
  const auto add = [](Transaction& house) -> Result<> {
    ITSM_CHECK(
        house.execute("INSERT INTO idempotency_key (company_id, actor, key, request_digest, created_at, "
                      "expires_at) VALUES ($1, 'me', 'k', ''::bytea, now(), now())",
                      house.company()));
    return {};
  };
  REQUIRE((*database)->in_house(add));
  const auto again = (*database)->in_house(add);
  REQUIRE_FALSE(again);
  CHECK(again.error().kind == ProblemKind::conflict);
  CHECK(again.error().code == "database_conflict");
}

TEST_CASE("a serialization conflict is run again until it succeeds") {
  const auto database = TestDatabase::create();
  if (!database) return;
  int runs = 0;
  const auto done = (*database)->in_house([&](Transaction& transaction) -> Result<int> {
    if (++runs < 3) ITSM_CHECK(transaction.query("DO $$ BEGIN RAISE SQLSTATE '40001'; END $$"));
    return runs;
  });
  REQUIRE(done);
  CHECK(*done == 3);
}

TEST_CASE("a conflict that does not end is reported after the last attempt") {
  const auto database = TestDatabase::create();
  if (!database) return;
  DatabaseOptions options;
  options.attempts = 2;
  const auto host = database->another_host(options);
  int runs = 0;
  const auto done = host->in_house([&](Transaction& transaction) -> Result<> {
    ++runs;
    ITSM_CHECK(transaction.query("DO $$ BEGIN RAISE SQLSTATE '40P01'; END $$"));
    return {};
  });
  REQUIRE_FALSE(done);
  CHECK(runs == 2);
  CHECK(done.error().kind == ProblemKind::unavailable);
  CHECK(done.error().code == "database_contention");
}

TEST_CASE("connections that the server has cut are replaced, and the work is run again") {
  const auto database = TestDatabase::create();
  if (!database) return;
  int runs = 0;
  const auto done = (*database)->in_house([&](Transaction& transaction) -> Result<int> {
    if (++runs == 1) {
      ITSM_TRY(const Rows self, transaction.query("SELECT pg_backend_pid()"));
      database->as_superuser("SELECT pg_terminate_backend(" +
                             std::to_string(self.front().get<std::int32_t>(0)) + ")");
    }
    ITSM_CHECK(transaction.query("SELECT 1"));
    return runs;
  });
  REQUIRE(done);
  CHECK(*done == 2);
}

TEST_CASE("a commit that the synchronous standby did not confirm is in doubt, not done") {
  const auto database = TestDatabase::create();
  if (!database) return;
  const CompanyId company = database->add_company("acme");
  // A standby that does not exist. Only the one transaction below waits for it.
  database->as_superuser("ALTER SYSTEM SET synchronous_standby_names = 'nobody'");
  database->as_superuser("SELECT pg_reload_conf()");
  const auto host = database->another_host();
  auto writing = std::async(std::launch::async, [&] {
    return host->in_company(company, [](Transaction& transaction) -> Result<> {
      ITSM_CHECK(transaction.query("SET LOCAL synchronous_commit = 'on'"));
      return add_audit(transaction, "doubtful");
    });
  });
  database->as_superuser(
      "DO $$ BEGIN "
      "FOR i IN 1..3000 LOOP "
      "  PERFORM pg_stat_clear_snapshot(); "
      "  IF (SELECT count(pg_cancel_backend(pid)) FROM pg_stat_activity WHERE wait_event = 'SyncRep') > 0 "
      "THEN RETURN; "
      "  END IF; "
      "  PERFORM pg_sleep(0.01); "
      "END LOOP; RAISE 'nobody waited'; END $$");
  const auto done = writing.get();
  database->as_superuser("ALTER SYSTEM RESET synchronous_standby_names");
  database->as_superuser("SELECT pg_reload_conf()");
  REQUIRE_FALSE(done);
  CHECK(done.error().code == "commit_in_doubt");
}

TEST_CASE("a statement that takes too long ends with its time-out") {
  const auto database = TestDatabase::create();
  if (!database) return;
  DatabaseOptions options;
  options.statement_timeout = std::chrono::milliseconds(100);
  const auto host = database->another_host(options);
  const auto done = host->in_house([](Transaction& transaction) -> Result<> {
    ITSM_CHECK(transaction.query("SELECT pg_sleep(30)"));
    return {};
  });
  REQUIRE_FALSE(done);
  CHECK(done.error().code == "database_timeout");
}

TEST_CASE("a host that is stopped within a transaction keeps nobody waiting for its locks") {
  const auto database = TestDatabase::create();
  if (!database) return;
  DatabaseOptions impatient;
  impatient.statement_timeout = std::chrono::milliseconds(200);
  const auto stopped = database->another_host(impatient);
  const auto lock = [](Transaction& transaction) -> Result<> {
    ITSM_CHECK(transaction.query("SELECT 1 FROM pg_advisory_xact_lock(7)"));
    return {};
  };
  std::promise<void> held;
  std::promise<void> goes_on;
  std::atomic<int> runs = 0;
  const auto holder = std::async(std::launch::async, [&] {
    return stopped->in_house([&](Transaction& transaction) -> Result<> {
      ITSM_CHECK(lock(transaction));
      if (++runs > 1) return {};  // with what was lost begun anew
      held.set_value();
      goes_on.get_future().wait();
      return {};
    });
  });
  held.get_future().wait();
  CHECK((*database)->in_house(lock));
  goes_on.set_value();
  holder.wait();
  CHECK(runs == 2);
}

TEST_CASE("when all connections are busy the wait has an end") {
  const auto database = TestDatabase::create();
  if (!database) return;
  DatabaseOptions options;
  options.attempts = 1;
  options.pool.connections = 1;
  options.pool.wait = std::chrono::milliseconds(20);
  const auto host = database->another_host(options);
  const auto outer = host->in_house(
      [&](Transaction&) -> Result<> { return host->in_house([](Transaction&) -> Result<> { return {}; }); });
  REQUIRE_FALSE(outer);
  CHECK(outer.error().code == "database_out_of_resources");
  CHECK(host->in_house([](Transaction&) -> Result<> { return {}; }));
}

TEST_CASE("nothing of a company's scope is left on the connection for the next transaction") {
  const auto database = TestDatabase::create();
  if (!database) return;
  const CompanyId company = database->add_company("acme");
  DatabaseOptions options;
  options.pool.connections = 1;
  const auto host = database->another_host(options);
  REQUIRE(host->in_company(company, [](Transaction& transaction) { return add_audit(transaction, "mine"); }));
  const auto seen = host->across_companies([](Transaction& transaction) -> Result<std::vector<std::string>> {
    ITSM_TRY(const Rows rows, transaction.query("SELECT current_user::text, "
                                                "coalesce(current_setting('app.company_id', true), '')"));
    return std::vector{rows.front().get<std::string>(0), rows.front().get<std::string>(1)};
  });
  REQUIRE(seen);
  CHECK(*seen == std::vector<std::string>{"itsm_scheduler", ""});
  const auto role = host->in_house([](Transaction& transaction) -> Result<std::string> {
    ITSM_TRY(const Rows rows, transaction.query("SELECT current_user::text"));
    return rows.front().get<std::string>(0);
  });
  REQUIRE(role);
  CHECK(*role == "itsm_app");
}

TEST_CASE("a database that is not there is reported with what to do") {
  const auto database = TestDatabase::create();
  if (!database) return;
  DatabaseOptions options;
  options.pool.url = "host=/nowhere user=itsm_app dbname=itsm";
  const auto opened = Database::open(options);
  REQUIRE_FALSE(opened);
  CHECK(opened.error().kind == ProblemKind::unavailable);
  CHECK(opened.error().code == "database_unreachable");
  CHECK(opened.error().remedy.find("database.url") != std::string::npos);
}

TEST_CASE("a role that could walk through the walls between companies is refused") {
  const auto database = TestDatabase::create();
  if (!database) return;
  DatabaseOptions options;
  SECTION("a superuser") { options.pool.url = database->administrator_url(); }
  SECTION("one with BYPASSRLS") {
    database->as_superuser("ALTER ROLE itsm_app BYPASSRLS");
    options.pool.url = database->application_url();
  }
  SECTION("the owner of a table") {
    database->as_superuser("ALTER TABLE finding OWNER TO itsm_app");
    options.pool.url = database->application_url();
  }
  const auto opened = Database::open(options);
  database->as_superuser("ALTER ROLE itsm_app NOBYPASSRLS");
  REQUIRE_FALSE(opened);
  CHECK(opened.error().code == "database_role_too_strong");
}

TEST_CASE("a tenant table without forced row-level security is refused by name") {
  const auto database = TestDatabase::create();
  if (!database) return;
  database->as_superuser("ALTER TABLE ticket NO FORCE ROW LEVEL SECURITY");
  DatabaseOptions options;
  options.pool.url = database->application_url();
  const auto opened = Database::open(options);
  REQUIRE_FALSE(opened);
  CHECK(opened.error().code == "database_table_open");
  CHECK(opened.error().remedy.find("ALTER TABLE ticket") != std::string::npos);
}
