// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>

#include "tests/simulators/control/clock.hpp"
#include "tests/simulators/http/message.hpp"
#include "tests/simulators/jira_dc/settings.hpp"

namespace itsm::simulators::jira_dc {

// A bucket of tokens for each user: a request takes one, time brings new ones.
class RateLimit {
 public:
  struct Outcome {
    bool allowed = true;
    HeaderList headers{};  // of the answer, whether it was allowed or not
  };
  Outcome take(const std::string& user, const RateLimitSettings& settings, Time now);
  // All buckets are full again; for settings that have changed.
  void clear() { buckets_.clear(); }

 private:
  struct Bucket {
    int tokens;
    Time filled;  // when the last whole interval ended
  };
  std::map<std::string, Bucket> buckets_{};
};

}  // namespace itsm::simulators::jira_dc
