// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "host_stub/core/ids.hpp"
#include "host_stub/core/problem.hpp"
#include "host_stub/store/pool.hpp"

namespace itsm::host::store {

// What belongs to no company: tenancy-wide integrations, the directory of companies.
inline constexpr CompanyId kHouse{0};

struct DatabaseOptions {
  PoolOptions pool{};
  std::chrono::milliseconds statement_timeout{15'000};
  std::chrono::milliseconds commit_timeout{30'000};  // a commit may wait for a standby
  int attempts = 6;  // of a transaction that met a conflict or lost its connection
};

// A transaction in the scope of one company: row-level security shows and takes that company's rows only.
// Every statement names the company nevertheless (company_id = $1): plans and sharding need it. One thread.
class Transaction {
 public:
  CompanyId company() const { return company_; }

  // One statement; its values are bound to $1, $2, … A failure leaves the transaction unusable: return it.
  template <class... T>
  Result<Rows> query(const char* sql, const T&... values) {
    return run(sql, Parameters::of(values...));
  }
  // The same, for the number of rows that it wrote.
  template <class... T>
  Result<std::int64_t> execute(const char* sql, const T&... values) {
    ITSM_TRY(const Rows rows, run(sql, Parameters::of(values...)));
    return rows.affected();
  }
  Result<Rows> run(const char* sql, const Parameters& parameters);

  // For work that sees that another transaction came in between: answered by the work, it makes it run again.
  Unexpected<Problem> changed_meanwhile();
  // For work that misses what only transactions of their own can make: answered by the work, it rolls back,
  // has that made with no connection held, and makes the work run again.
  Unexpected<Problem> begin_again_after(std::function<Result<>()> making);

 private:
  friend class Database;
  Transaction(Connection& connection, CompanyId company, std::chrono::milliseconds timeout)
      : connection_(connection), company_(company), timeout_(timeout) {}

  Connection& connection_;
  CompanyId company_;
  std::chrono::milliseconds timeout_;
  std::optional<Failure> failure_{};
  std::function<Result<>()> making_{};
};

// The way to PostgreSQL. Any thread. The work that is given to it runs in BEGIN … COMMIT and answers with a
// Result: a failure rolls back. Work is run again when it met a conflict or when the connection broke, also
// in the middle of its commit; so it must be repeatable: it computes from what it reads there and has no
// effect elsewhere.
class Database {
 public:
  // Connects once, and refuses a role that row-level security would not bind, and a database whose migrations
  // are not those of this program.
  static Result<std::unique_ptr<Database>> open(DatabaseOptions options);

  template <class Work>
  std::invoke_result_t<Work&, Transaction&> in_company(CompanyId company, Work&& work) {
    return run({company, Role::application}, work);
  }
  template <class Work>
  std::invoke_result_t<Work&, Transaction&> in_house(Work&& work) {
    return run({kHouse, Role::application}, work);
  }
  // For the few scans over all companies: reads which company has something due, and nothing else.
  template <class Work>
  std::invoke_result_t<Work&, Transaction&> across_companies(Work&& work) {
    return run({kHouse, Role::scheduler}, work);
  }
  // For the erasure of a company: may delete whatever it has, and nothing of the house's.
  template <class Work>
  std::invoke_result_t<Work&, Transaction&> erasing(CompanyId company, Work&& work) {
    return run({company, Role::eraser}, work);
  }

 private:
  enum class Role { application, scheduler, eraser };
  struct Scope {
    CompanyId company;
    Role role;
  };

  explicit Database(DatabaseOptions options) : options_(std::move(options)), pool_(options_.pool) {}

  template <class Work>
  std::invoke_result_t<Work&, Transaction&> run(Scope scope, Work& work) {
    std::optional<std::invoke_result_t<Work&, Transaction&>> answer;
    ITSM_CHECK(run_repeatedly(scope, [&](Transaction& transaction) -> Result<> {
      answer.emplace(work(transaction));
      if (!*answer) return unexpected(answer->error());
      return {};
    }));
    return *std::move(answer);
  }

  using AnyWork = std::function<Result<>(Transaction&)>;
  static std::string opening(const Scope& scope, std::chrono::milliseconds timeout);
  Result<> run_repeatedly(Scope scope, const AnyWork& work);
  struct Again {
    Retry retry = Retry::no;
    std::function<Result<>()> making{};  // first, where there is any
  };
  Result<> run_once(Scope scope, const AnyWork& work, Again& again);

  DatabaseOptions options_;
  Pool pool_;
};

}  // namespace itsm::host::store
