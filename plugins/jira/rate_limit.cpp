// SPDX-License-Identifier: Apache-2.0
#include "plugins/jira/rate_limit.hpp"

#include <array>
#include <charconv>

namespace itsm::jira {
namespace {

// Cloud's reasons. The last two are not documented and were seen in the field.
constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kReasons{{
    {"jira-quota-global-based", "the app's points for all its sites are used up until the next full hour"},
    {"jira-quota-tenant-based", "the app's points for this site are used up until the next full hour"},
    {"jira-burst-based", "too many requests of this kind in one second, by all who use this site"},
    {"jira-per-issue-on-write", "too many changes of one ticket in a short time"},
    {"jira-cost-based", "the requests of the last minutes were too expensive"},
    {"jira-max-concurrent-threads", "too many requests at a time"},
}};

std::string_view in_words(std::string_view reason) {
  for (const auto& [name, words] : kReasons)
    if (name == reason) return words;
  return {};
}

std::optional<std::chrono::seconds> seconds_in(const HttpResponse& answer, std::string_view header) {
  const auto text = answer.header(header).value_or("");
  std::int64_t seconds = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (text.empty() || error != std::errc{} || end != text.data() + text.size() || seconds < 0)
    return std::nullopt;
  return std::chrono::seconds(std::min<std::int64_t>(seconds, 3600));
}

// Cloud's time of reset, written with or without seconds.
std::optional<std::chrono::milliseconds> until_reset(const HttpResponse& answer, common::Time now) {
  std::string text(answer.header("X-RateLimit-Reset").value_or(""));
  constexpr std::size_t kMinutes = 17;  // "2026-11-27T18:00Z"
  if (text.size() == kMinutes && text.back() == 'Z') text.insert(kMinutes - 1, ":00");
  const auto reset = common::parse_time(text);
  if (!reset) return std::nullopt;
  return std::clamp<std::chrono::milliseconds>(*reset - now, std::chrono::milliseconds(0),
                                               std::chrono::hours(1));
}

}  // namespace

void explain_rate_limit(Error& error, const HttpResponse& answer, common::Time now) {
  if (const auto words = in_words(answer.header("RateLimit-Reason").value_or("")); !words.empty())
    error.message += ": " + std::string(words);
  // Data Center fills a bucket for each account, and its Retry-After may say 0 although the bucket is empty.
  const auto interval = seconds_in(answer, "X-RateLimit-Interval-Seconds");
  if (const auto fill = answer.header("X-RateLimit-FillRate"); interval && fill)
    error.message += ": the account has used up its requests and gets " + std::string(*fill) +
                     " more every " + std::to_string(interval->count()) + " s";
  if (error.retry_after && error.retry_after->count() > 0) return;
  if (const auto wait = until_reset(answer, now))
    error.retry_after = wait;
  else if (interval)
    error.retry_after = interval;
}

}  // namespace itsm::jira
