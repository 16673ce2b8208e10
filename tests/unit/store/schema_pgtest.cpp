// SPDX-License-Identifier: Apache-2.0
#include "host_stub/store/migration.hpp"

#include <set>

#include "tests/support/catch.hpp"
#include "tests/support/postgres.hpp"

// Rules that every table keeps, read from the catalog after all migrations.
namespace {

using namespace itsm::host;
using namespace itsm::host::store;
using itsm::test::TestDatabase;

// "table.column" of all columns that the condition (over pg_attribute a, pg_class c, pg_type t) is true for.
std::vector<std::string> columns_where(const TestDatabase& database, const std::string& condition) {
  const std::string sql =
      "SELECT c.relname || '.' || a.attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid "
      "JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_type t ON t.oid = a.atttypid "
      "WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped AND (" +
      condition + ") ORDER BY 1";
  const auto rows = database->in_house([&](Transaction& house) { return house.query(sql.c_str()); });
  REQUIRE(rows);
  std::vector<std::string> names;
  for (const Row row : *rows) names.push_back(row.get<std::string>(0));
  return names;
}

}  // namespace

TEST_CASE("codes are numbers: the comparison of enums is not leakproof, so no index would answer it") {
  const auto database = TestDatabase::create();
  if (!database) return;
  CHECK(columns_where(*database, "t.typtype = 'e'").empty());
  CHECK(columns_where(*database, "a.attname IN ('severity', 'state', 'kind', 'role') AND t.typname <> 'int2'")
            .empty());
}

TEST_CASE("documents and bodies are compressed with lz4") {
  const auto database = TestDatabase::create();
  if (!database) return;
  // Hashes, keys and sealed bytes: short, and as if by chance.
  const std::set<std::string> incompressible{"api_token.hash",
                                             "company_secret.key_id",
                                             "company_secret.sealed",
                                             "credential.key_id",
                                             "credential.sealed",
                                             "data_key.key_id",
                                             "data_key.wrapped",
                                             "data_key.wrapping_key_id",
                                             "idempotency_key.request_digest",
                                             "inbox.identity",
                                             "integration_connection.settings_digest",
                                             "oauth_consent.browser_hash",
                                             "oauth_consent.key_id",
                                             "oauth_consent.link_hash",
                                             "oauth_consent.sealed",
                                             "oauth_consent.state_hash",
                                             "oauth_token.key_id",
                                             "oauth_token.sealed",
                                             "person_session.hash",
                                             "plan.digest",
                                             "policy_version.digest",
                                             "schema_migration.checksum",
                                             "sign_in_failure.subject",
                                             "sign_in_secret.key_id",
                                             "sign_in_secret.sealed",
                                             "wrapping_key.key_id"};
  std::vector<std::string> forgotten;
  for (const auto& column :
       columns_where(*database, "t.typname IN ('bytea', 'jsonb', 'json') AND a.attcompression <> 'l'"))
    if (!incompressible.contains(column)) forgotten.push_back(column);
  CHECK(forgotten == std::vector<std::string>{});
}

TEST_CASE("every number of a row is a bigint, and nothing happens behind the host's back") {
  const auto database = TestDatabase::create();
  if (!database) return;
  CHECK(columns_where(*database, "a.attidentity <> '' AND t.typname <> 'int8'").empty());
  CHECK(columns_where(*database,
                      "EXISTS (SELECT FROM pg_trigger g WHERE g.tgrelid = c.oid AND NOT g.tgisinternal)")
            .empty());
  CHECK(columns_where(*database, "EXISTS (SELECT FROM pg_inherits i WHERE i.inhrelid = c.oid)").empty());
}

TEST_CASE("there are the roles that are used, and a role of an earlier version is taken away") {
  const auto database = TestDatabase::create();
  if (!database) return;
  database->as_superuser("CREATE ROLE itsm_search NOLOGIN; GRANT USAGE ON SCHEMA public TO itsm_search");
  REQUIRE(migrate(database->administrator_url(), {}));
  const auto roles = (*database)->in_house([](Transaction& house) {
    return house.query("SELECT rolname::text FROM pg_roles WHERE rolname LIKE 'itsm%' ORDER BY 1");
  });
  REQUIRE(roles);
  std::vector<std::string> names;
  for (const Row row : *roles) names.push_back(row.get<std::string>(0));
  CHECK(names == std::vector<std::string>{"itsm_app", "itsm_eraser", "itsm_owner", "itsm_scheduler"});
}
