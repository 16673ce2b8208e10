// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <string>

#include "tests/simulators/http/message.hpp"

namespace itsm::simulators {

// How a vendor tries again when a receiver does not take a delivery. Times are the simulator's.
struct RetryPlan {
  int most = 0;  // tries after the first
  std::chrono::milliseconds shortest_wait{0};
  std::chrono::milliseconds longest_wait{0};
  std::string header{};  // tells the receiver how often it was tried before; empty: it is not told
};

// One message that a vendor sends on its own accord, complete to the last byte.
struct Delivery {
  std::string webhook{};  // the registration's id at the vendor
  std::string event{};    // as the body names it
  std::string ticket{};   // key of what it is about, empty if it is about none
  std::string lane{};     // deliveries of one lane to one address share its places
  std::string url{};
  HeaderList headers{};
  std::string body{};
  std::chrono::milliseconds delay{0};  // from the event to the first try
  std::chrono::milliseconds timeout{10'000};
  std::size_t at_once = 20;  // places of the lane
  RetryPlan retries{};
};

}  // namespace itsm::simulators
