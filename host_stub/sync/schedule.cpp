// SPDX-License-Identifier: Apache-2.0
#include "host_stub/sync/schedule.hpp"

#include <algorithm>

namespace itsm::host::sync {
namespace {

constexpr std::chrono::seconds kWhileDegraded{60};
constexpr std::chrono::seconds kFirstRetry{30};
constexpr std::chrono::hours kLatestRetry{1};

}  // namespace

Time next_poll(const store::SyncOptions& options, bool degraded, Time now) {
  const Time soon = now + kWhileDegraded;
  if (!options.poll_daily_min) {
    const Time next = now + std::chrono::seconds(options.poll_every_s);
    return degraded ? std::min(soon, next) : next;
  }
  const auto midnight = std::chrono::floor<std::chrono::days>(now);
  const Time today = midnight + std::chrono::minutes(*options.poll_daily_min);
  const Time next = today > now ? today : today + std::chrono::days(1);
  return degraded ? std::min(soon, next) : next;
}

Time retry_poll(const store::SyncOptions& options, std::int64_t failures, Time now) {
  const auto doubled = kFirstRetry * (std::int64_t{1} << std::clamp<std::int64_t>(failures, 0, 10));
  const auto wait = std::min<std::chrono::seconds>(doubled, kLatestRetry);
  return std::min(now + wait, next_poll(options, false, now));
}

Time renewal(Time expires, Time now) {
  if (expires <= now) return now;
  return now + (expires - now) * 2 / 3;
}

}  // namespace itsm::host::sync
