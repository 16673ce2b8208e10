// SPDX-License-Identifier: Apache-2.0
#include <charconv>
#include <cstdio>

#include "tests/simulators/jira/jql_query.hpp"

namespace itsm::simulators::jira {
namespace {

using std::chrono::milliseconds;
using std::chrono::minutes;

Refusal invalid_date(const std::string& text, const std::string& field) {
  return refusal(
      400, "Date value '" + text + "' for field '" + field +
               "' is invalid. Valid formats include: 'yyyy/MM/dd HH:mm', 'yyyy-MM-dd HH:mm', 'yyyy/MM/dd', "
               "'yyyy-MM-dd', or a period format e.g. '-5d', '4w 2d'.");
}

// "-15m", "4w 2d"; the sign stands once, in front.
std::optional<milliseconds> period(std::string_view text) {
  const bool backwards = text.starts_with('-');
  if (backwards || text.starts_with('+')) text.remove_prefix(1);
  minutes sum{0};
  const auto parts = split(text, ' ');
  if (parts.empty()) return std::nullopt;
  for (const auto& part : parts) {
    long count = 0;
    const auto* end = part.data() + part.size();
    const auto [at, error] = std::from_chars(part.data(), end, count);
    if (error != std::errc() || at + 1 != end || count > 1'000'000) return std::nullopt;
    switch (*at) {
      case 'm':
        sum += minutes(count);
        break;
      case 'h':
        sum += std::chrono::hours(count);
        break;
      case 'd':
        sum += std::chrono::days(count);
        break;
      case 'w':
        sum += std::chrono::weeks(count);
        break;
      default:
        return std::nullopt;
    }
  }
  return backwards ? -sum : sum;
}

// A literal has minutes at most and is read on the caller's wall clock.
std::optional<Time> literal(std::string text, const std::string& zone) {
  for (auto& c : text)
    if (c == '/') c = '-';
  int year = 0;
  unsigned month = 0;
  unsigned day = 0;
  int hour = 0;
  int minute = 0;
  char rest = 0;
  const int read =
      std::sscanf(text.c_str(), "%4d-%2u-%2u %2d:%2d%c", &year, &month, &day, &hour, &minute, &rest);
  const bool day_only =
      read == 3 && text.find(' ') == std::string::npos && text.find('T') == std::string::npos;
  const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(month),
                                         std::chrono::day(day)};
  if ((read != 5 && !day_only) || !date.ok() || hour > 23 || minute > 59 || hour < 0 || minute < 0)
    return std::nullopt;
  return from_wall_clock(date, std::chrono::hours(hour) + minutes(minute), zone);
}

Time day_edge(Time now, const std::string& zone, bool end) {
  const auto start = *literal(zone_day(now, zone), zone);
  return end ? start + std::chrono::days(1) - milliseconds(1) : start;
}

}  // namespace

Time moment_of(const jql::Operand& operand, const std::string& field, Time now, const std::string& zone) {
  const auto& text = operand.text;
  if (operand.kind == jql::Operand::Kind::function) {
    milliseconds shift{0};
    if (!operand.items.empty()) {
      const auto given = period(operand.items.front().text);
      if (!given) throw invalid_date(operand.items.front().text, field);
      shift = *given;
    }
    if (same_word(text, "now")) return now + shift;
    if (same_word(text, "startOfDay")) return day_edge(now, zone, false) + shift;
    if (same_word(text, "endOfDay")) return day_edge(now, zone, true) + shift;
    throw refusal(400, "Unable to find JQL function '" + text + "()'.");
  }
  if (operand.kind == jql::Operand::Kind::word) {
    std::int64_t epoch_ms = 0;
    const auto* end = text.data() + text.size();
    if (const auto [at, error] = std::from_chars(text.data(), end, epoch_ms);
        error == std::errc() && at == end)
      return Time(milliseconds(epoch_ms));
  }
  if (const auto shift = period(text)) return now + *shift;
  if (const auto time = literal(text, zone)) return *time;
  throw invalid_date(text, field);
}

}  // namespace itsm::simulators::jira
