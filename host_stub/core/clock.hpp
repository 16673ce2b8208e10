// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <chrono>
#include <string>
#include <string_view>

#include "host_stub/core/problem.hpp"

namespace itsm::host {

using Time = std::chrono::sys_time<std::chrono::milliseconds>;

// Where the host has the time from. All implementations may be used from any thread.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual Time now() const = 0;
};

class SystemClock final : public Clock {
 public:
  Time now() const override {
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
  }
};

// For tests: stands still until it is moved.
class SettableClock final : public Clock {
 public:
  explicit SettableClock(Time start) : now_(start) {}
  Time now() const override { return now_.load(); }
  void advance(std::chrono::milliseconds by) { now_ = now_.load() + by; }
  void set(Time time) { now_ = time; }

 private:
  std::atomic<Time> now_;
};

// RFC 3339 in UTC with milliseconds: "2026-11-21T09:00:00.000Z".
std::string to_rfc3339(Time time);
// Any RFC 3339 time, and the offset without a colon that some scanners and vendors write.
Result<Time> from_rfc3339(std::string_view text);
// The same, or a date: its first moment in UTC.
Result<Time> from_date_or_time(std::string_view text);

}  // namespace itsm::host
