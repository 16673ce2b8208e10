// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <mutex>
#include <stop_token>
#include <thread>
#include <vector>

#include "host_stub/outbox/worker.hpp"

namespace itsm::host::outbox {

// Workers in the background of a serving host. Any thread.
class Service {
 public:
  // Borrowed; starts at once.
  Service(Worker& worker, observe::Log& log, std::size_t threads);
  // Lets the jobs under way end, then stops.
  ~Service();
  Service(const Service&) = delete;
  Service& operator=(const Service&) = delete;

  // There is new work: do not wait for the next look.
  void wake();

 private:
  void serve(const std::stop_token& stop);

  Worker& worker_;
  observe::Log& log_;
  std::mutex mutex_;
  std::condition_variable_any woken_;
  std::uint64_t wakes_ = 0;
  std::vector<std::jthread> threads_;
};

}  // namespace itsm::host::outbox
