// SPDX-License-Identifier: Apache-2.0
#include "host_stub/store/migration.hpp"

#include <algorithm>

namespace itsm::host::store {
namespace {

// A migration may rewrite a table.
constexpr auto kTimeout = std::chrono::minutes(30);
constexpr std::string_view kForbidden = "42501";

// What the migrations stand on. Roles belong to the cluster, not to the database: another one may have them
// already. Without the lock two at once would be told "tuple concurrently updated"; nothing depends on it
// otherwise.
constexpr const char* kGround = R"(
SELECT pg_advisory_xact_lock(7309940921);
DO $$
DECLARE wanted record;
BEGIN
  FOR wanted IN SELECT * FROM (VALUES
      ('itsm_owner', 'NOLOGIN'),      -- owns every table; nobody connects as it
      ('itsm_scheduler', 'NOLOGIN'),  -- sees which company has something due
      ('itsm_eraser', 'NOLOGIN'),     -- deletes what one company has, feed and audit too
      ('itsm_app', 'LOGIN')) AS role (name, attribute)
  LOOP
    BEGIN
      EXECUTE format('CREATE ROLE %I %s NOINHERIT', wanted.name, wanted.attribute);
    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
    END;
  END LOOP;
  -- Earlier versions made this role and never used it. Another database of the cluster may still grant it something.
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'itsm_search') THEN
    BEGIN
      REVOKE USAGE ON SCHEMA public FROM itsm_search;
      DROP ROLE itsm_search;
    EXCEPTION WHEN dependent_objects_still_exist THEN NULL;
    END;
  END IF;
  IF NOT pg_has_role('itsm_app', 'itsm_scheduler', 'MEMBER') THEN
    GRANT itsm_scheduler TO itsm_app;
  END IF;
  IF NOT pg_has_role('itsm_app', 'itsm_eraser', 'MEMBER') THEN
    GRANT itsm_eraser TO itsm_app;
  END IF;
  IF NOT pg_has_role(current_user, 'itsm_owner', 'MEMBER') THEN
    EXECUTE format('GRANT itsm_owner TO %I', current_user);
  END IF;
END $$;
GRANT USAGE ON SCHEMA public TO itsm_app, itsm_scheduler, itsm_eraser;
GRANT USAGE, CREATE ON SCHEMA public TO itsm_owner;
CREATE TABLE IF NOT EXISTS schema_migration (
  name text PRIMARY KEY,
  checksum bytea NOT NULL,
  applied_at timestamptz NOT NULL DEFAULT now());
GRANT SELECT ON schema_migration TO itsm_app;
GRANT SELECT, INSERT ON schema_migration TO itsm_owner;
)";

Connection::Clock::time_point deadline() { return Connection::Clock::now() + kTimeout; }

Problem changed(std::string_view name) {
  return {ProblemKind::conflict,
          "migration_changed",
          "The migration " + std::string(name) + " was applied to this database with another text.",
          "Use the program that fits this database, or put the change into a new migration.",
          {}};
}

// The digest is PostgreSQL's own, so that nothing here needs a library for it.
Connection::Answer<bool> has_recorded_text(Connection& connection, const Migration& migration) {
  ITSM_TRY(
      const Rows rows,
      connection.run("SELECT checksum = sha256(convert_to($2, 'UTF8')) FROM schema_migration WHERE name = $1",
                     Parameters::of(migration.name, migration.sql), deadline()));
  return !rows.empty() && rows.front().get<bool>(0);
}

// The row goes in first: a second migrator waits for it, and then finds the work done.
Connection::Answer<bool> apply(Connection& connection, const Migration& migration) {
  ITSM_CHECK(connection.command("BEGIN; SET LOCAL ROLE itsm_owner", deadline()));
  ITSM_TRY(const Rows recorded,
           connection.run(
               "INSERT INTO schema_migration (name, checksum) VALUES ($1, sha256(convert_to($2, 'UTF8'))) "
               "ON CONFLICT (name) DO NOTHING",
               Parameters::of(migration.name, migration.sql), deadline()));
  if (recorded.affected() == 1) ITSM_CHECK(connection.command(migration.sql, deadline()));
  ITSM_CHECK(connection.commit(deadline()));
  return recorded.affected() == 1;
}

Result<> check_encoding(Connection& connection) {
  auto answer = connection.run("SELECT current_setting('server_encoding')", {}, deadline());
  if (!answer) return unexpected(to_problem(answer.error()));
  const auto encoding = answer->front().get<std::string>(0);
  if (encoding == "UTF8") return {};
  return problem(ProblemKind::invalid, "database_encoding",
                 "The database is encoded in " + encoding + ", not in UTF-8.",
                 "CREATE DATABASE itsm ENCODING 'UTF8' TEMPLATE template0;");
}

// Whoever serves may not do this, so it is what an operator meets first who has one role for both.
Problem role_too_weak(const Failure& failure) {
  return {ProblemKind::invalid,
          "migration_role_too_weak",
          "This database role may not bring the schema up to date: " + failure.text + ".",
          "Set database.admin_url, which only `host_stub migrate` uses, to a superuser, or to a role with "
          "CREATEROLE that owns the database.",
          {}};
}

Problem in_migration(const Migration& migration, const Failure& failure) {
  Problem reason = to_problem(failure);
  reason.message = "Migration " + std::string(migration.name) + ": " + reason.message;
  return reason;
}

}  // namespace

Result<std::vector<std::string>> migrate(const std::string& url, std::span<const Migration> migrations) {
  auto opened = Connection::open(url, std::chrono::seconds(10));
  if (!opened) return unexpected(to_problem(opened.error()));
  Connection& connection = **opened;
  ITSM_CHECK(check_encoding(connection));
  if (const auto ground = connection.command(kGround, deadline()); !ground)
    return unexpected(ground.error().sqlstate == kForbidden ? role_too_weak(ground.error())
                                                            : to_problem(ground.error()));

  std::vector<std::string> applied;
  for (const Migration& migration : migrations) {
    const auto done = apply(connection, migration);
    if (!done) return unexpected(in_migration(migration, done.error()));
    if (*done) {
      applied.emplace_back(migration.name);
      continue;
    }
    const auto same = has_recorded_text(connection, migration);
    if (!same) return unexpected(to_problem(same.error()));
    if (!*same) return unexpected(changed(migration.name));
  }
  return applied;
}

Result<> check_migrations(Connection& connection, std::span<const Migration> migrations) {
  const auto outdated = [](std::string message) {
    return problem(ProblemKind::unavailable, "database_outdated", std::move(message),
                   "Run `host_stub migrate`.");
  };
  auto recorded = connection.run("SELECT name FROM schema_migration", {}, deadline());
  if (!recorded && recorded.error().sqlstate == "42P01") return outdated("The database is empty.");
  if (!recorded) return unexpected(to_problem(recorded.error()));
  std::vector<std::string> names;
  for (const Row row : *recorded) names.push_back(row.get<std::string>(0));
  for (const Migration& migration : migrations) {
    if (std::find(names.begin(), names.end(), migration.name) == names.end())
      return outdated("The database lacks the migration " + std::string(migration.name) + ".");
    const auto same = has_recorded_text(connection, migration);
    if (!same) return unexpected(to_problem(same.error()));
    if (!*same) return unexpected(changed(migration.name));
  }
  return {};
}

}  // namespace itsm::host::store
