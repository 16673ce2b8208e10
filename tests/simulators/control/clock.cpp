// SPDX-License-Identifier: Apache-2.0
#include "tests/simulators/control/clock.hpp"

#include <fmt/core.h>
#include <unicode/timezone.h>

#include <cstdio>
#include <memory>

namespace itsm::simulators {
namespace {

using std::chrono::milliseconds;

std::chrono::milliseconds offset_of(const std::string& zone, double unix_ms, bool local) {
  const std::unique_ptr<icu::TimeZone> found(
      icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(zone)));
  std::int32_t raw = 0;
  std::int32_t daylight = 0;
  UErrorCode status = U_ZERO_ERROR;
  found->getOffset(unix_ms, local, raw, daylight, status);
  return milliseconds(U_SUCCESS(status) ? raw + daylight : 0);
}

struct Fields {
  std::chrono::year_month_day day;
  std::chrono::hh_mm_ss<milliseconds> time;
};

Fields fields_of(Time time) {
  const auto day = std::chrono::floor<std::chrono::days>(time);
  return {std::chrono::year_month_day(day), std::chrono::hh_mm_ss<milliseconds>(time - day)};
}

std::string date_text(std::chrono::year_month_day day) {
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
                     static_cast<unsigned>(day.day()));
}

std::string date_time_text(Time time) {
  const auto [day, clock] = fields_of(time);
  return fmt::format("{}T{:02}:{:02}:{:02}.{:03}", date_text(day), clock.hours().count(),
                     clock.minutes().count(), clock.seconds().count(), clock.subseconds().count());
}

}  // namespace

Time Clock::now() const {
  const std::lock_guard lock(mutex_);
  return fixed_ ? *fixed_ : std::chrono::floor<milliseconds>(std::chrono::system_clock::now());
}

void Clock::set(Time time) { put(time); }
void Clock::advance(milliseconds by) { put(now() + by); }
void Clock::release() { put(std::nullopt); }

void Clock::put(std::optional<Time> time) {
  const std::lock_guard lock(mutex_);
  fixed_ = time;
  if (tell_) tell_();
}

void Clock::when_moved(std::function<void()> tell) {
  const std::lock_guard lock(mutex_);
  tell_ = std::move(tell);
}

std::string utc_text(Time time) { return date_time_text(time) + "Z"; }

std::optional<Time> parse_utc(std::string_view text) {
  int year = 0;
  unsigned month = 0;
  unsigned day = 0;
  int hour = 0;
  int minute = 0;
  int second = 0;
  int fraction = 0;
  char end = 0;
  const std::string copy(text);
  const int with_fraction = std::sscanf(copy.c_str(), "%4d-%2u-%2uT%2d:%2d:%2d.%3d%c", &year, &month, &day,
                                        &hour, &minute, &second, &fraction, &end);
  if (with_fraction != 8) {
    fraction = 0;
    if (std::sscanf(copy.c_str(), "%4d-%2u-%2uT%2d:%2d:%2d%c", &year, &month, &day, &hour, &minute, &second,
                    &end) != 7)
      return std::nullopt;
  }
  const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(month),
                                         std::chrono::day(day)};
  if (end != 'Z' || !date.ok() || hour > 23 || minute > 59 || second > 59) return std::nullopt;
  return std::chrono::sys_days(date) + std::chrono::hours(hour) + std::chrono::minutes(minute) +
         std::chrono::seconds(second) + milliseconds(fraction);
}

std::string zone_text(Time time, const std::string& zone) {
  const auto offset = offset_of(zone, static_cast<double>(time.time_since_epoch().count()), false);
  const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(offset).count();
  const auto distance = minutes < 0 ? -minutes : minutes;
  return fmt::format("{}{}{:02}{:02}", date_time_text(time + offset), minutes < 0 ? '-' : '+', distance / 60,
                     distance % 60);
}

std::string zone_day(Time time, const std::string& zone) {
  const auto offset = offset_of(zone, static_cast<double>(time.time_since_epoch().count()), false);
  return date_text(fields_of(time + offset).day);
}

Time from_wall_clock(std::chrono::year_month_day day, std::chrono::minutes since_midnight,
                     const std::string& zone) {
  const Time shown = std::chrono::sys_days(day) + since_midnight;
  return shown - offset_of(zone, static_cast<double>(shown.time_since_epoch().count()), true);
}

}  // namespace itsm::simulators
