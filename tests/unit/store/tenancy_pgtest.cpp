// SPDX-License-Identifier: Apache-2.0

#include "host_stub/store/database.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/postgres.hpp"

// The rules that keep companies apart and the schema portable, read off the catalog, so that no later table
// escapes them.
namespace {

using namespace itsm::host;
using namespace itsm::host::store;
using itsm::test::TestDatabase;

using Texts = std::vector<std::string>;

// Names in the first column of the answer; the rules below ask for what breaks them.
Texts names(Database& database, const char* sql) {
  const auto answer = database.in_house([&](Transaction& transaction) -> Result<Texts> {
    ITSM_TRY(const Rows rows, transaction.query(sql));
    Texts found;
    for (const Row row : rows) found.push_back(row.get<std::string>(0));
    return found;
  });
  INFO((answer ? std::string() : answer.error().message));
  REQUIRE(answer);
  return *answer;
}

constexpr const char* kTenantTables = R"(
  SELECT c.relname::text FROM pg_class c
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'company_id' AND NOT a.attisdropped
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') ORDER BY 1)";

// A row for each tenant table and each company, whatever the table wants: the superuser fills the columns by
// their types and leaves out the foreign keys.
std::string fill_every_table(const Texts& tables, CompanyId company) {
  std::string sql = "SET session_replication_role = replica; ";
  for (const auto& table : tables) {
    if (table == "company") continue;
    sql +=
        "DO $fill$ DECLARE list text; vals text; BEGIN "
        "SELECT string_agg(quote_ident(attname), ', '), string_agg(CASE "
        "WHEN attname = 'company_id' THEN '" +
        std::to_string(company.value) +
        "' "
        "WHEN atttypid = 'jsonb'::regtype THEN '''{}''' "
        "WHEN atttypid = 'bytea'::regtype THEN '''x''' "
        "WHEN atttypid = 'boolean'::regtype THEN 'false' "
        "WHEN atttypid = 'timestamptz'::regtype THEN 'now()' "
        "WHEN atttypid = 'bigint[]'::regtype THEN '''{1}''' "
        "ELSE '''1''' END, ', ') INTO list, vals "
        "FROM pg_attribute WHERE attrelid = '" +
        table +
        "'::regclass AND attnum > 0 AND NOT attisdropped "
        "AND attidentity = '' AND attgenerated = ''; "
        "EXECUTE format('INSERT INTO " +
        table + " (%s) VALUES (%s)', list, vals); END $fill$; ";
  }
  return sql;
}

Result<std::int64_t> rows_seen(Database& database, const std::string& table,
                               std::optional<CompanyId> company) {
  const auto count = [&](Transaction& transaction) -> Result<std::int64_t> {
    if (!company) ITSM_CHECK(transaction.query("SET LOCAL app.company_id = ''"));
    ITSM_TRY(const Rows rows, transaction.query(("SELECT count(*) FROM " + table).c_str()));
    return rows.front().get<std::int64_t>(0);
  };
  return company ? database.in_company(*company, count) : database.in_house(count);
}

}  // namespace

TEST_CASE(
    "a company sees its own rows, nobody else's, and without a company there are none, in every table") {
  const auto database = TestDatabase::create();
  if (!database) return;
  const CompanyId acme = database->add_company("acme");
  const CompanyId other = database->add_company("other");
  const Texts tables = names(**database, kTenantTables);
  REQUIRE(tables.size() > 20);
  database->as_superuser(fill_every_table(tables, acme));
  for (const auto& table : tables) {
    INFO(table);
    const auto own = rows_seen(**database, table, acme);
    REQUIRE(own);
    CHECK(*own == 1);
    const auto theirs = rows_seen(**database, table, other);
    REQUIRE(theirs);
    CHECK(*theirs == (table == "company" ? 1 : 0));  // itself
    const auto without = rows_seen(**database, table, std::nullopt);
    REQUIRE(without);
    CHECK(*without == 0);
  }
}

TEST_CASE("a company cannot write a row of another one, in any table") {
  const auto database = TestDatabase::create();
  if (!database) return;
  const CompanyId acme = database->add_company("acme");
  const CompanyId other = database->add_company("other");
  const Texts tables = names(**database, kTenantTables);
  database->as_superuser(fill_every_table(tables, acme));
  for (const auto& table : tables) {
    INFO(table);
    // The catalog has said which columns there are; the copy differs in the company alone.
    const std::string columns =
        names(**database, ("SELECT string_agg(quote_ident(attname), ', ') FROM pg_attribute "
                           "WHERE attrelid = '" +
                           table +
                           "'::regclass AND attnum > 0 "
                           "AND NOT attisdropped AND attidentity = '' AND attgenerated = '' "
                           "AND attname <> 'company_id'")
                              .c_str())
            .front();
    const std::string sql = "INSERT INTO " + table + " (company_id, " + columns + ") " +
                            (table == "company" ? "OVERRIDING SYSTEM VALUE " : "") + "SELECT " +
                            std::to_string(table == "company" ? 999 : other.value) + ", " + columns +
                            " FROM " + table;
    const auto written = (*database)->in_company(acme, [&](Transaction& transaction) -> Result<> {
      ITSM_CHECK(transaction.execute(sql.c_str()));
      return {};
    });
    REQUIRE_FALSE(written);
    CHECK(written.error().code == "database_forbids");
  }
}

TEST_CASE("the scheduler sees which company has something due, and nothing else") {
  const auto database = TestDatabase::create();
  if (!database) return;
  const CompanyId acme = database->add_company("acme");
  const Texts tables = names(**database, kTenantTables);
  database->as_superuser(fill_every_table(tables, acme));
  database->as_superuser(
      "UPDATE outbox_job SET state = 0; UPDATE inbox SET state = 0; UPDATE policy_backfill SET ended_at = "
      "NULL");
  const Texts queues{"outbox_job", "inbox", "integration_channel", "policy_backfill", "alert"};
  for (const auto& queue : queues) {
    INFO(queue);
    const auto due =
        (*database)->across_companies([&](Transaction& transaction) -> Result<std::vector<CompanyId>> {
          const std::string sql = "SELECT company_id FROM " + queue + " GROUP BY company_id";
          ITSM_TRY(const Rows rows, transaction.query(sql.c_str()));
          std::vector<CompanyId> companies;
          for (const Row row : rows) companies.push_back(row.get<CompanyId>(0));
          return companies;
        });
    REQUIRE(due);
    CHECK(*due == std::vector{acme});
  }
  Texts forbidden{"SELECT payload FROM outbox_job",
                  "UPDATE outbox_job SET state = 1",
                  "SELECT body FROM inbox",
                  "SELECT head FROM inbox",
                  "UPDATE inbox SET state = 1",
                  "SELECT cursor FROM integration_channel",
                  "SELECT tickets FROM policy_backfill",
                  "SELECT message FROM alert"};
  for (const auto& table : tables)
    if (std::find(queues.begin(), queues.end(), table) == queues.end())
      forbidden.push_back("SELECT company_id FROM " + table);
  for (const auto& sql : forbidden) {
    INFO(sql);
    const auto read = (*database)->across_companies([&](Transaction& transaction) -> Result<> {
      ITSM_CHECK(transaction.query(sql.c_str()));
      return {};
    });
    REQUIRE_FALSE(read);
    CHECK(read.error().code == "database_forbids");
  }
}

TEST_CASE("every table of a company forces row-level security and belongs to the owner role") {
  const auto database = TestDatabase::create();
  if (!database) return;
  CHECK(names(**database, R"(
    SELECT c.relname::text FROM pg_class c
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'company_id' AND NOT a.attisdropped
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
      AND NOT (c.relrowsecurity AND c.relforcerowsecurity AND c.relowner = 'itsm_owner'::regrole
               AND EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = 'company_scope'
                                                     AND p.polroles = ARRAY['itsm_app'::regrole::oid])))") ==
        Texts{});
}

TEST_CASE("every table but the record of the migrations belongs to a company") {
  const auto database = TestDatabase::create();
  if (!database) return;
  CHECK(names(**database, R"(
    SELECT c.relname::text FROM pg_class c
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'm', 'v')
      AND NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'company_id'))") ==
        Texts{"schema_migration"});
}

TEST_CASE("the company stands first in every primary, unique and foreign key") {
  const auto database = TestDatabase::create();
  if (!database) return;
  CHECK(names(**database, R"(
    SELECT i.indexrelid::regclass::text FROM pg_index i
    JOIN pg_class c ON c.oid = i.indrelid AND c.relnamespace = 'public'::regnamespace
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'company_id'
    WHERE i.indisunique AND i.indkey[0] <> a.attnum)") == Texts{});
  CHECK(names(**database, R"(
    SELECT k.conname::text FROM pg_constraint k
    JOIN pg_attribute mine ON mine.attrelid = k.conrelid AND mine.attname = 'company_id'
    JOIN pg_attribute theirs ON theirs.attrelid = k.confrelid AND theirs.attname = 'company_id'
    WHERE k.contype = 'f' AND (k.conkey[1] <> mine.attnum OR k.confkey[1] <> theirs.attnum))") == Texts{});
  CHECK(names(**database, "SELECT conname::text FROM pg_constraint WHERE contype = 'x'") == Texts{});
}

TEST_CASE("there is nothing in the schema that a sharded engine refuses") {
  const auto database = TestDatabase::create();
  if (!database) return;
  CHECK(names(**database, R"(
    SELECT tgname::text FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    WHERE c.relnamespace = 'public'::regnamespace AND NOT t.tgisinternal)") == Texts{});
  CHECK(names(**database,
              "SELECT c.relname::text FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class "
              "WHERE c.relnamespace = 'public'::regnamespace") == Texts{});
  CHECK(names(**database, R"(
    SELECT c.relname::text FROM pg_sequence s JOIN pg_class c ON c.oid = s.seqrelid
    WHERE c.relnamespace = 'public'::regnamespace AND s.seqtypid <> 'bigint'::regtype)") == Texts{});
  CHECK(names(**database, R"(
    SELECT c.relname || '.' || a.attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
    WHERE c.relnamespace = 'public'::regnamespace AND a.attidentity <> '' AND a.attidentity <> 'a')") ==
        Texts{});
  CHECK(names(**database,
              "SELECT c.relname::text FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid "
              "WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'") == Texts{});
}

TEST_CASE("the application can neither change the schema nor empty a table") {
  const auto database = TestDatabase::create();
  if (!database) return;
  for (const char* sql : {"CREATE TABLE mine (id bigint)", "ALTER TABLE finding DISABLE ROW LEVEL SECURITY",
                          "DROP TABLE finding", "TRUNCATE finding", "SET LOCAL ROLE itsm_owner",
                          "UPDATE schema_migration SET checksum = ''"}) {
    INFO(sql);
    const auto done = (*database)->in_house([&](Transaction& transaction) -> Result<> {
      ITSM_CHECK(transaction.query(sql));
      return {};
    });
    REQUIRE_FALSE(done);
    CHECK(done.error().code == "database_forbids");
  }
  const auto hidden = (*database)->in_house([](Transaction& transaction) -> Result<> {
    ITSM_CHECK(transaction.query("SET LOCAL row_security = off"));
    ITSM_CHECK(transaction.query("SELECT count(*) FROM finding"));
    return {};
  });
  REQUIRE_FALSE(hidden);
  CHECK(hidden.error().code == "database_forbids");
}
