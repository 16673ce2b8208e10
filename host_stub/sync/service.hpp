// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <stop_token>
#include <thread>
#include <vector>

#include "host_stub/sync/poller.hpp"
#include "host_stub/sync/worker.hpp"

namespace itsm::host::sync {

// Workers of the inbox and a poller in the background of a serving host. Any thread.
class Service {
 public:
  // Borrowed; starts at once.
  Service(Worker& worker, Poller& poller, observe::Log& log, std::size_t workers);
  // Lets what is under way end, then stops.
  ~Service();
  Service(const Service&) = delete;
  Service& operator=(const Service&) = delete;

  // Something came in: do not wait for the next look.
  void wake();

 private:
  using Step = std::function<Result<bool>()>;
  void serve(const std::stop_token& stop, const char* what, const Step& step);

  observe::Log& log_;
  std::mutex mutex_;
  std::condition_variable_any woken_;
  std::uint64_t wakes_ = 0;
  std::vector<std::jthread> threads_;
};

}  // namespace itsm::host::sync
