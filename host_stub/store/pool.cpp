// SPDX-License-Identifier: Apache-2.0
#include "host_stub/store/pool.hpp"

namespace itsm::host::store {

// With the mutex held: an idle connection that still stands, or nothing.
std::unique_ptr<Connection> Pool::take_idle() {
  while (!idle_.empty()) {
    auto connection = std::move(idle_.back());
    idle_.pop_back();
    if (connection->is_usable()) return connection;
    --open_;
  }
  return nullptr;
}

Connection::Answer<Pool::Lease> Pool::acquire() {
  {
    std::unique_lock lock(mutex_);
    std::unique_ptr<Connection> idle;
    const auto ready = [&] {
      idle = take_idle();
      return idle || open_ < options_.connections;
    };
    if (!freed_.wait_for(lock, options_.wait, ready))
      return unexpected(
          Failure{"53300", "all " + std::to_string(options_.connections) + " connections are busy", false});
    if (idle) return Lease(*this, std::move(idle));
    ++open_;
  }
  auto opened = Connection::open(options_.url, options_.connect_timeout);
  if (!opened && options_.revive && options_.revive())
    opened = Connection::open(options_.url, options_.connect_timeout);
  if (!opened) {
    forget(nullptr);
    return unexpected(std::move(opened).error());
  }
  return Lease(*this, *std::move(opened));
}

void Pool::give_back(std::unique_ptr<Connection> connection) {
  if (!connection->is_usable()) return forget(std::move(connection));
  {
    const std::lock_guard lock(mutex_);
    idle_.push_back(std::move(connection));
  }
  freed_.notify_one();
}

void Pool::forget(std::unique_ptr<Connection> connection) {
  connection.reset();
  {
    const std::lock_guard lock(mutex_);
    --open_;
  }
  freed_.notify_one();
}

}  // namespace itsm::host::store
