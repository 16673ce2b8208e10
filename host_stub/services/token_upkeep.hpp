// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <mutex>
#include <stop_token>
#include <thread>

#include "host_stub/services/services.hpp"

namespace itsm::host::services {

// Renews the tokens that nobody has used for a week, those of disabled integrations too: vendors end a
// connection that rests for long (Atlassian after 90 days). Answers how many were renewed.
Result<int> renew_resting_tokens(Services& services);

// Does so from time to time, in the background of a serving host.
class TokenUpkeep {
 public:
  // Borrowed; starts at once.
  explicit TokenUpkeep(Services& services);
  TokenUpkeep(const TokenUpkeep&) = delete;
  TokenUpkeep& operator=(const TokenUpkeep&) = delete;
  ~TokenUpkeep() = default;  // ends the thread

 private:
  void serve(const std::stop_token& stop);

  Services& services_;
  std::mutex mutex_;
  std::condition_variable_any stopped_;
  std::jthread thread_;
};

}  // namespace itsm::host::services
