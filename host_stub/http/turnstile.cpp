// SPDX-License-Identifier: Apache-2.0
#include "host_stub/http/turnstile.hpp"

#include <algorithm>

namespace itsm::host::http {
namespace {

constexpr auto kAskEvery = std::chrono::milliseconds(50);

}  // namespace

std::optional<Turnstile::Place> Turnstile::enter(const std::string& key,
                                                 std::chrono::steady_clock::time_point deadline,
                                                 const std::function<bool()>& cancelled) {
  std::unique_lock lock(mutex_);
  const auto is_free = [&] {
    const auto found = inside_.find(key);
    return found == inside_.end() || found->second < at_once_;
  };
  while (!is_free()) {
    const auto now = std::chrono::steady_clock::now();
    if (now >= deadline) return std::nullopt;
    left_.wait_until(lock, std::min(deadline, now + kAskEvery));
    if (is_free()) break;
    lock.unlock();  // what the caller asks may take locks of its own
    const bool given_up = cancelled && cancelled();
    lock.lock();
    if (given_up) return std::nullopt;
  }
  ++inside_[key];
  return std::optional<Place>(std::in_place, *this, key);
}

void Turnstile::leave(const std::string& key) {
  {
    const std::lock_guard lock(mutex_);
    const auto found = inside_.find(key);
    if (--found->second == 0) inside_.erase(found);
  }
  left_.notify_all();  // those who wait have different keys
}

}  // namespace itsm::host::http
