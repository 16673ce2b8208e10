// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace itsm::simulators {

using Time = std::chrono::sys_time<std::chrono::milliseconds>;

// The system's time until somebody sets it; then it stands still until it is moved or released. Any thread.
class Clock {
 public:
  Time now() const;
  void set(Time time);
  void advance(std::chrono::milliseconds by);
  void release();
  // Calls back after each of these three, on the thread that did it; an empty one ends that.
  void when_moved(std::function<void()> tell);

 private:
  void put(std::optional<Time> time);

  mutable std::mutex mutex_;
  std::optional<Time> fixed_;
  std::function<void()> tell_;
};

// "2026-11-21T10:00:00.000Z".
std::string utc_text(Time time);
std::optional<Time> parse_utc(std::string_view text);

// Conversions for the time zone of a user's profile ("Europe/Zurich"); an unknown zone is UTC.
// "2026-11-21T11:00:00.000+0100", as Jira writes times.
std::string zone_text(Time time, const std::string& zone);
// "2026-11-21", the day in that zone.
std::string zone_day(Time time, const std::string& zone);
// The moment at which a wall clock in that zone shows this.
Time from_wall_clock(std::chrono::year_month_day day, std::chrono::minutes since_midnight,
                     const std::string& zone);

}  // namespace itsm::simulators
