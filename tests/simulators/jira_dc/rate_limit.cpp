// SPDX-License-Identifier: Apache-2.0
#include "tests/simulators/jira_dc/rate_limit.hpp"

#include <algorithm>

namespace itsm::simulators::jira_dc {

RateLimit::Outcome RateLimit::take(const std::string& user, const RateLimitSettings& settings, Time now) {
  auto& bucket = buckets_.try_emplace(user, Bucket{settings.capacity, now}).first->second;
  const auto intervals = (now - bucket.filled) / settings.interval;
  if (intervals > 0) {
    bucket.filled += intervals * settings.interval;
    const auto added = std::min<std::int64_t>(intervals * settings.fill_rate, settings.capacity);
    bucket.tokens = std::min(bucket.tokens + static_cast<int>(added), settings.capacity);
  }
  Outcome outcome;
  outcome.allowed = bucket.tokens > 0;
  if (outcome.allowed) --bucket.tokens;
  const auto wait = std::chrono::ceil<std::chrono::seconds>(bucket.filled + settings.interval - now);
  outcome.headers = {{"X-RateLimit-Limit", std::to_string(settings.capacity)},
                     {"X-RateLimit-Remaining", std::to_string(bucket.tokens)},
                     {"X-RateLimit-FillRate", std::to_string(settings.fill_rate)},
                     {"X-RateLimit-Interval-Seconds", std::to_string(settings.interval.count())},
                     {"retry-after", outcome.allowed ? "0" : std::to_string(wait.count())}};
  return outcome;
}

}  // namespace itsm::simulators::jira_dc
