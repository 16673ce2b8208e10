// SPDX-License-Identifier: Apache-2.0
#include "host_stub/store/migration.hpp"

#include <array>
#include <future>

#include "tests/support/catch.hpp"
#include "tests/support/postgres.hpp"

namespace {

using namespace itsm::host;
using namespace itsm::host::store;
using itsm::test::TestDatabase;

constexpr Migration kFirst{"9001_first", "CREATE TABLE first (number bigint)"};
constexpr Migration kSecond{"9002_second", "ALTER TABLE first ADD COLUMN text text"};

}  // namespace

TEST_CASE("migrations are applied once, in their order") {
  const auto database = TestDatabase::create();
  if (!database) return;
  const std::array both{kFirst, kSecond};
  const auto first = migrate(database->administrator_url(), std::span(both).first(1));
  REQUIRE(first);
  CHECK(*first == std::vector<std::string>{"9001_first"});
  const auto second = migrate(database->administrator_url(), both);
  REQUIRE(second);
  CHECK(*second == std::vector<std::string>{"9002_second"});
  const auto third = migrate(database->administrator_url(), both);
  REQUIRE(third);
  CHECK(third->empty());
}

TEST_CASE("an applied migration that has changed is refused by its name") {
  const auto database = TestDatabase::create();
  if (!database) return;
  REQUIRE(migrate(database->administrator_url(), std::array{kFirst}));
  const std::array edited{Migration{"9001_first", "CREATE TABLE first (number int)"}, kSecond};
  const auto done = migrate(database->administrator_url(), edited);
  REQUIRE_FALSE(done);
  CHECK(done.error().code == "migration_changed");
  CHECK(done.error().message.find("9001_first") != std::string::npos);
}

TEST_CASE("a migration that fails leaves nothing and is named") {
  const auto database = TestDatabase::create();
  if (!database) return;
  const std::array broken{Migration{"9001_broken", "CREATE TABLE half (number bigint); SELECT 1 / 0"}};
  const auto done = migrate(database->administrator_url(), broken);
  REQUIRE_FALSE(done);
  CHECK(done.error().message.find("9001_broken") != std::string::npos);
  const std::array mended{Migration{"9001_broken", "CREATE TABLE half (number bigint)"}};
  CHECK(migrate(database->administrator_url(), mended));
}

TEST_CASE("two hosts that migrate at once both succeed, and each migration is applied once") {
  const auto database = TestDatabase::create();
  if (!database) return;
  database->as_superuser("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
  const auto start = [&] { return migrate(database->administrator_url()); };
  auto other = std::async(std::launch::async, start);
  const auto mine = start();
  const auto theirs = other.get();
  REQUIRE(mine);
  REQUIRE(theirs);
  CHECK(mine->size() + theirs->size() == embedded_migrations().size());
}

TEST_CASE("every migration can be run again on its own result") {
  const auto database = TestDatabase::create();
  if (!database) return;
  for (const Migration& migration : embedded_migrations()) {
    INFO(migration.name);
    CHECK_NOTHROW(database->as_superuser("BEGIN; SET LOCAL ROLE itsm_owner; " + std::string(migration.sql) +
                                         "; COMMIT"));
  }
}

TEST_CASE("a host refuses a database that lacks its migrations") {
  const auto database = TestDatabase::create();
  if (!database) return;
  DatabaseOptions options;
  options.pool.url = database->application_url();
  SECTION("the last one") {
    database->as_superuser(
        "DELETE FROM schema_migration WHERE name = (SELECT max(name) FROM schema_migration)");
  }
  SECTION("all of them") { database->as_superuser("DROP TABLE schema_migration"); }
  const auto opened = Database::open(options);
  REQUIRE_FALSE(opened);
  CHECK(opened.error().code == "database_outdated");
  CHECK(opened.error().remedy.find("host_stub migrate") != std::string::npos);
}
