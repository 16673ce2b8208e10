// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>

#include "host_stub/observe/log.hpp"

namespace itsm::host::services {

// Work that is done from time to time in the background of a serving host. A failure is logged, and the next
// round comes all the same. Long work ends early when it is stopped.
class Upkeep {
 public:
  // The log is borrowed; `what` names it there. The first round comes after `first`.
  Upkeep(observe::Log& log, std::string what, std::chrono::seconds first, std::chrono::seconds between,
         std::function<Result<>(const std::stop_token&)> work);
  Upkeep(const Upkeep&) = delete;
  Upkeep& operator=(const Upkeep&) = delete;
  ~Upkeep() = default;  // ends the thread

 private:
  void serve(const std::stop_token& stop);

  observe::Log& log_;
  const std::string what_;
  const std::chrono::seconds first_;
  const std::chrono::seconds between_;
  const std::function<Result<>(const std::stop_token&)> work_;
  std::mutex mutex_;
  std::condition_variable_any stopped_;
  std::jthread thread_;
};

}  // namespace itsm::host::services
