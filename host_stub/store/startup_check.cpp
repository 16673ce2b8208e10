// SPDX-License-Identifier: Apache-2.0
#include "host_stub/store/startup_check.hpp"

#include "host_stub/store/migration.hpp"

namespace itsm::host::store {
namespace {

constexpr auto kCheckTimeout = std::chrono::seconds(15);

constexpr const char* kStrongRole = R"(
SELECT current_user::text, rolsuper, rolbypassrls,
       ARRAY(SELECT c.relname::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND pg_has_role(c.relowner, 'USAGE')
             ORDER BY 1)
FROM pg_roles WHERE rolname = current_user)";

constexpr const char* kOpenTables = R"(
SELECT c.relname::text
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'company_id' AND NOT a.attisdropped
WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT (c.relrowsecurity AND c.relforcerowsecurity)
ORDER BY 1)";

Connection::Clock::time_point check_deadline() { return Connection::Clock::now() + kCheckTimeout; }

Result<Rows> ask(Connection& connection, const char* sql) {
  auto answer = connection.run(sql, {}, check_deadline());
  if (!answer) return unexpected(to_problem(answer.error()));
  return *std::move(answer);
}

Result<> check_role(Connection& connection) {
  ITSM_TRY(const Rows rows, ask(connection, kStrongRole));
  const auto role = rows.front().get<std::string>(0);
  const auto refuse = [&role](const std::string& reason, const std::string& remedy) {
    return problem(ProblemKind::invalid, "database_role_too_strong",
                   "The database role " + role + " " + reason + ", so row-level security would not bind it.",
                   remedy);
  };
  if (rows.front().get<bool>(1))
    return refuse("is a superuser",
                  "Let database.url name itsm_app or a member of it, and database.admin_url this role, which "
                  "only `host_stub migrate` uses.");
  if (rows.front().get<bool>(2)) return refuse("has BYPASSRLS", "ALTER ROLE " + role + " NOBYPASSRLS;");
  const auto owned = rows.front().get<std::vector<std::string>>(3);
  if (!owned.empty())
    return refuse("owns the table " + owned.front(),
                  "ALTER TABLE " + owned.front() + " OWNER TO itsm_owner;");
  return {};
}

Result<> check_tables(Connection& connection) {
  ITSM_TRY(const Rows rows, ask(connection, kOpenTables));
  if (rows.empty()) return {};
  const auto table = rows.front().get<std::string>(0);
  return problem(ProblemKind::invalid, "database_table_open",
                 "The table " + table + " does not force row-level security.",
                 "ALTER TABLE " + table + " ENABLE ROW LEVEL SECURITY; ALTER TABLE " + table +
                     " FORCE ROW LEVEL SECURITY;");
}

}  // namespace

Result<> check_database(Connection& connection) {
  ITSM_CHECK(check_role(connection));
  ITSM_CHECK(check_migrations(connection, embedded_migrations()));
  return check_tables(connection);
}

}  // namespace itsm::host::store
