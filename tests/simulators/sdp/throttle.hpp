// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <deque>
#include <map>
#include <string>

#include "tests/simulators/control/clock.hpp"

namespace itsm::simulators::sdp {

// How often something happened within the last minute.
class Throttle {
 public:
  // Counts one more; false where that is more than `most` a minute. Nothing is limited where most is zero.
  bool take(const std::string& what, int most, Time now) {
    auto& times = times_[what];
    while (!times.empty() && times.front() + std::chrono::minutes(1) <= now) times.pop_front();
    if (most > 0 && times.size() >= static_cast<std::size_t>(most)) return false;
    times.push_back(now);
    return true;
  }

 private:
  std::map<std::string, std::deque<Time>> times_{};
};

}  // namespace itsm::simulators::sdp
