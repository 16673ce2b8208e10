// SPDX-License-Identifier: Apache-2.0
#include "host_stub/core/clock.hpp"

#include <optional>

#include "host_stub/core/text.hpp"

namespace itsm::host {
namespace {

using namespace std::chrono;

std::string padded(long long value, std::size_t width) {
  std::string digits = std::to_string(value);
  return std::string(width - std::min(width, digits.size()), '0') + digits;
}

// Reads the text from left to right; every step leaves the cursor where it was when it does not match.
class Cursor {
 public:
  explicit Cursor(std::string_view text) : rest_(text) {}

  std::optional<int> digits(std::size_t count) {
    if (rest_.size() < count) return std::nullopt;
    int value = 0;
    for (std::size_t i = 0; i < count; ++i) {
      if (!is_digit(rest_[i])) return std::nullopt;
      value = value * 10 + (rest_[i] - '0');
    }
    rest_.remove_prefix(count);
    return value;
  }

  // One character out of `set`; 0 when there is another.
  char one_of(std::string_view set) {
    if (rest_.empty() || set.find(rest_.front()) == std::string_view::npos) return '\0';
    const char found = rest_.front();
    rest_.remove_prefix(1);
    return found;
  }

  // The digits after the point, as milliseconds; what is finer is cut off.
  std::optional<milliseconds> fraction() {
    if (rest_.empty() || !is_digit(rest_.front())) return std::nullopt;
    int value = 0;
    for (int weight = 100; !rest_.empty() && is_digit(rest_.front()); weight /= 10) {
      value += weight * (rest_.front() - '0');
      rest_.remove_prefix(1);
    }
    return milliseconds{value};
  }

  bool at_end() const { return rest_.empty(); }

 private:
  std::string_view rest_;
};

using Reason = std::string;

itsm::Result<sys_days, Reason> read_date(Cursor& in) {
  const auto year = in.digits(4);
  if (!year || in.one_of("-") == '\0') return unexpected<Reason>("it must begin with a date, YYYY-MM-DD");
  const auto month = in.digits(2);
  if (!month || in.one_of("-") == '\0') return unexpected<Reason>("it must begin with a date, YYYY-MM-DD");
  const auto day = in.digits(2);
  if (!day) return unexpected<Reason>("it must begin with a date, YYYY-MM-DD");
  const year_month_day date{std::chrono::year{*year}, std::chrono::month{static_cast<unsigned>(*month)},
                            std::chrono::day{static_cast<unsigned>(*day)}};
  if (!date.ok()) return unexpected<Reason>("the calendar has no such day");
  return sys_days{date};
}

itsm::Result<milliseconds, Reason> read_time_of_day(Cursor& in) {
  const auto hour = in.digits(2);
  if (!hour || in.one_of(":") == '\0') return unexpected<Reason>("after the date comes a time, HH:MM:SS");
  const auto minute = in.digits(2);
  if (!minute || in.one_of(":") == '\0') return unexpected<Reason>("after the date comes a time, HH:MM:SS");
  const auto second = in.digits(2);
  if (!second) return unexpected<Reason>("after the date comes a time, HH:MM:SS");
  // 60 is a leap second, which the system's clock shows as the first second of the next minute.
  if (*hour > 23 || *minute > 59 || *second > 60) return unexpected<Reason>("the clock has no such time");
  milliseconds time = hours{*hour} + minutes{*minute} + seconds{*second};
  if (in.one_of(".,") != '\0') {
    const auto fraction = in.fraction();
    if (!fraction) return unexpected<Reason>("a point after the seconds needs digits");
    time += *fraction;
  }
  return time;
}

itsm::Result<minutes, Reason> read_offset(Cursor& in) {
  if (in.one_of("Zz") != '\0') return minutes{0};
  const char sign = in.one_of("+-");
  if (sign == '\0') return unexpected<Reason>("it must end with Z or an offset such as +02:00");
  const auto hour = in.digits(2);
  in.one_of(":");
  const auto minute = in.digits(2);
  if (!hour || !minute) return unexpected<Reason>("it must end with Z or an offset such as +02:00");
  if (*hour > 23 || *minute > 59) return unexpected<Reason>("there is no such offset");
  const minutes offset = hours{*hour} + minutes{*minute};
  return sign == '-' ? -offset : offset;
}

itsm::Result<Time, Reason> read_time(std::string_view text) {
  Cursor in(text);
  ITSM_TRY(const sys_days date, read_date(in));
  if (in.one_of("Tt ") == '\0') return unexpected<Reason>("after the date comes a time, HH:MM:SS");
  ITSM_TRY(const milliseconds time_of_day, read_time_of_day(in));
  ITSM_TRY(const minutes offset, read_offset(in));
  if (!in.at_end()) return unexpected<Reason>("something follows the offset");
  const Time time = Time{date} + time_of_day - offset;
  const std::chrono::year year = year_month_day{floor<days>(time)}.year();
  if (year < std::chrono::year{0} || year > std::chrono::year{9999})
    return unexpected<Reason>("in UTC its year has no four digits");
  return time;
}

}  // namespace

std::string to_rfc3339(Time time) {
  const auto date = floor<days>(time);
  const year_month_day day{date};
  const hh_mm_ss clock{time - date};
  return padded(int{day.year()}, 4) + '-' + padded(unsigned{day.month()}, 2) + '-' +
         padded(unsigned{day.day()}, 2) + 'T' + padded(clock.hours().count(), 2) + ':' +
         padded(clock.minutes().count(), 2) + ':' + padded(clock.seconds().count(), 2) + '.' +
         padded(clock.subseconds().count(), 3) + 'Z';
}

Result<Time> from_rfc3339(std::string_view text) {
  auto read = read_time(text);
  if (!read) {
    return problem(ProblemKind::invalid, "bad_time",
                   "\"" + shortened(clean_text(text), 64) + "\" is not a time: " + read.error() + ".",
                   "Write times as in 2026-11-21T09:00:00Z.");
  }
  return *read;
}

Result<Time> from_date_or_time(std::string_view text) {
  constexpr std::size_t kDateLength = 10;
  if (text.size() != kDateLength) return from_rfc3339(text);
  return from_rfc3339(std::string(text) + "T00:00:00Z");
}

}  // namespace itsm::host
