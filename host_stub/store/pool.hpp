// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "host_stub/store/connection.hpp"

namespace itsm::host::store {

struct PoolOptions {
  std::string url{};                        // libpq connection string or URI
  std::size_t connections = 8;              // at most as many at a time
  std::chrono::seconds connect_timeout{5};  // per server named in the URL
  std::chrono::milliseconds wait{10'000};   // for a connection while all are busy
  // Asked when no connection can be had: whether it did something that makes another attempt worth while.
  std::function<bool()> revive{};
};

// Connections that wait for work. Any thread. Must outlive its leases.
class Pool {
 public:
  explicit Pool(PoolOptions options) : options_(std::move(options)) {}

  // A connection for one transaction; goes back at its end, unless it broke.
  class Lease {
   public:
    Lease(Pool& pool, std::unique_ptr<Connection> connection)
        : pool_(&pool), connection_(std::move(connection)) {}
    Lease(Lease&& other) noexcept = default;
    Lease& operator=(Lease&& other) = delete;
    ~Lease() {
      if (pool_ && connection_) pool_->give_back(std::move(connection_));
    }
    Connection& operator*() const { return *connection_; }
    Connection* operator->() const { return connection_.get(); }
    // Not to be used again, whatever it looks like.
    void drop() { pool_->forget(std::move(connection_)); }

   private:
    Pool* pool_;
    std::unique_ptr<Connection> connection_;
  };

  Connection::Answer<Lease> acquire();

 private:
  void give_back(std::unique_ptr<Connection> connection);
  void forget(std::unique_ptr<Connection> connection);
  std::unique_ptr<Connection> take_idle();

  PoolOptions options_;
  std::mutex mutex_;
  std::condition_variable freed_;
  std::vector<std::unique_ptr<Connection>> idle_;  // last used at the end, so that spare ones age
  std::size_t open_ = 0;                           // idle and leased
};

}  // namespace itsm::host::store
