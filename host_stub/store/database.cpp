// SPDX-License-Identifier: Apache-2.0
#include "host_stub/store/database.hpp"

#include <random>
#include <thread>

#include "host_stub/store/startup_check.hpp"

namespace itsm::host::store {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kFirstPause{10};
constexpr milliseconds kLongestPause{1'000};
// The server ends a statement at its own time-out; the client gives up a little later, on a server that
// hangs.
constexpr milliseconds kGrace{2'000};

// Doubles, and half of it is random, so that those who collided do not collide again.
milliseconds pause_before(int attempt) {
  const auto full = std::min(kLongestPause, kFirstPause * (1 << std::min(attempt, 10)));
  std::random_device random;
  return full / 2 +
         milliseconds(std::uniform_int_distribution<milliseconds::rep>(0, full.count() / 2)(random));
}

}  // namespace

// SET LOCAL ends with the transaction, so that a pooler in transaction mode carries nothing to the next
// client. It takes no bound values: these are numbers of ours. Citus sends settings to its workers only when
// told to; plain PostgreSQL takes that line as a setting that nobody reads. A host that is stopped between
// two statements loses its transaction, so that nobody waits for its locks.
std::string Database::opening(const Scope& scope, milliseconds timeout) {
  std::string sql = "BEGIN; SET LOCAL citus.propagate_set_commands = 'local'; SET LOCAL statement_timeout = ";
  sql += std::to_string(timeout.count());
  sql += "; SET LOCAL idle_in_transaction_session_timeout = " + std::to_string(timeout.count());
  if (scope.role == Role::scheduler) return sql + "; SET LOCAL ROLE itsm_scheduler";
  sql += "; SET LOCAL app.company_id = " + std::to_string(scope.company.value);
  if (scope.role == Role::eraser) sql += "; SET LOCAL ROLE itsm_eraser";
  return sql;
}

Result<Rows> Transaction::run(const char* sql, const Parameters& parameters) {
  auto answer = connection_.run(sql, parameters, Connection::Clock::now() + timeout_ + kGrace);
  if (answer) return *std::move(answer);
  // What fails after the first failure fails because of it.
  if (!failure_) failure_ = std::move(answer).error();
  return unexpected(to_problem(*failure_));
}

Unexpected<Problem> Transaction::changed_meanwhile() {
  if (!failure_) failure_ = Failure{"40001", "another transaction came in between", false};
  return unexpected(to_problem(*failure_));
}

Unexpected<Problem> Transaction::begin_again_after(std::function<Result<>()> making) {
  making_ = std::move(making);
  return changed_meanwhile();
}

Result<std::unique_ptr<Database>> Database::open(DatabaseOptions options) {
  std::unique_ptr<Database> database(new Database(std::move(options)));
  auto lease = database->pool_.acquire();
  if (!lease) return unexpected(to_problem(lease.error()));
  ITSM_CHECK(check_database(**lease));
  return database;
}

Result<> Database::run_repeatedly(Scope scope, const AnyWork& work) {
  for (int attempt = 1;; ++attempt) {
    Again again;
    auto done = run_once(scope, work, again);
    if (done || again.retry == Retry::no || attempt >= options_.attempts) return done;
    if (again.making) {
      ITSM_CHECK(again.making());
      continue;
    }
    std::this_thread::sleep_for(pause_before(attempt));
  }
}

Result<> Database::run_once(Scope scope, const AnyWork& work, Again& again) {
  const auto failed = [&again](const Failure& failure) {
    again.retry = retry_of(failure);
    return unexpected(to_problem(failure));
  };
  auto acquired = pool_.acquire();
  if (!acquired) return failed(acquired.error());
  Pool::Lease connection = *std::move(acquired);

  const auto opened = connection->command(opening(scope, options_.statement_timeout),
                                          Connection::Clock::now() + options_.statement_timeout);
  Transaction transaction(*connection, scope.company, options_.statement_timeout);
  Result<> done;
  if (opened) {
    done = work(transaction);
    if (done && !transaction.failure_) {
      const auto committed = connection->commit(Connection::Clock::now() + options_.commit_timeout);
      if (committed) return {};
      transaction.failure_ = committed.error();
    }
  } else {
    transaction.failure_ = opened.error();
  }

  if (transaction.failure_) again.retry = retry_of(*transaction.failure_);
  again.making = std::move(transaction.making_);
  // A connection to a standby, or one whose rollback fails, is worth nothing.
  if (again.retry == Retry::on_new_connection ||
      !connection->command("ROLLBACK", Connection::Clock::now() + options_.statement_timeout))
    connection.drop();
  if (transaction.failure_ && (done || again.retry != Retry::no))
    return unexpected(to_problem(*transaction.failure_));
  return done;
}

}  // namespace itsm::host::store
