// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "host_stub/store/failure.hpp"
#include "host_stub/store/parameters.hpp"
#include "host_stub/store/rows.hpp"

struct pg_conn;

namespace itsm::host::store {

// One connection to PostgreSQL. One thread at a time. Every wait has an end: at the deadline the socket is
// closed, since a cancelled synchronous commit would report success.
class Connection {
 public:
  using Clock = std::chrono::steady_clock;
  template <class T>
  using Answer = itsm::Result<T, Failure>;

  // info is a libpq connection string or URI; several hosts and target_session_attrs are fine.
  static Answer<std::unique_ptr<Connection>> open(const std::string& info, std::chrono::seconds timeout);

  // One statement with bound values, as an unnamed prepared statement: poolers in transaction mode allow no
  // other.
  Answer<Rows> run(const char* sql, const Parameters& parameters, Clock::time_point deadline);

  // Statements without values, several separated by semicolons in one round trip.
  Answer<void> command(const std::string& sql, Clock::time_point deadline);

  // Success means durable: a commit that the server answers with a warning (the wait for the synchronous
  // standby was cancelled) or with ROLLBACK is a failure.
  Answer<void> commit(Clock::time_point deadline);

  // Whether a transaction may begin here: false once a failure said connection_lost, while a transaction is
  // open, and when the server has closed its side.
  bool is_usable() const;

 private:
  struct Close {
    void operator()(pg_conn* raw) const noexcept;
  };
  explicit Connection(pg_conn* raw);

  Answer<Rows> finish(Clock::time_point deadline);
  Answer<void> wait_for_answer(Clock::time_point deadline);
  Failure lost(std::string text);

  std::unique_ptr<pg_conn, Close> raw_;
  bool warned_ = false;  // by the notice receiver, while a statement runs
};

}  // namespace itsm::host::store
