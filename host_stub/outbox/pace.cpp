// SPDX-License-Identifier: Apache-2.0
#include "host_stub/outbox/pace.hpp"

#include <algorithm>

namespace itsm::host::outbox {
namespace {

using std::chrono::milliseconds;

constexpr std::int64_t kMostUnanswered = 5;
constexpr milliseconds kAlone{60'000};
constexpr milliseconds kHeld{600'000};
constexpr milliseconds kShortestWait{1'000};
constexpr milliseconds kLongestWait{3'600'000};
constexpr milliseconds kBusy{250};

std::int64_t number(Time time) { return time.time_since_epoch().count(); }
Time time(std::int64_t number) { return Time(milliseconds(number)); }

void fill(Pace& pace, const PaceLimits& limits, Time now) {
  const double seconds = static_cast<double>(number(now) - pace.filled_at) / 1000.0;
  pace.tokens = std::min(limits.burst, pace.tokens + std::max(0.0, seconds) * limits.per_second);
  pace.filled_at = number(now);
}

}  // namespace

std::optional<Wait> enter(Pace& pace, const PaceLimits& limits, const std::string& holder,
                          milliseconds longest, Time now) {
  if (pace.not_before > number(now)) return Wait{time(pace.not_before), pace.reason};
  std::erase_if(pace.slots,
                [&](const Slot& slot) { return slot.until <= number(now) || slot.holder == holder; });
  // While it is not known whether the vendor is back, one asks for all.
  const bool probing = pace.failures >= kMostUnanswered || pace.held;
  const std::size_t most = probing ? 1 : std::max<std::size_t>(1, limits.concurrency);
  if (pace.slots.size() >= most) return Wait{now + kBusy, probing ? pace.reason : ""};
  fill(pace, limits, now);
  if (pace.tokens < 1) {
    const milliseconds missing(static_cast<std::int64_t>((1 - pace.tokens) / limits.per_second * 1000) + 1);
    return Wait{now + missing, ""};
  }
  pace.tokens -= 1;
  pace.slots.push_back({holder, number(now + longest)});
  return std::nullopt;
}

Experience experience_of(const integrations::Judgement& judgement) {
  Experience seen;
  for (const auto& outcome : judgement.outcomes) {
    // One element that was looked at shows that the vendor answers.
    if (outcome.kind == OutcomeKind::created) return {};
    const Refusal reason = outcome.refusal.value_or(Refusal{});
    seen.reason = reason.message;
    const bool ours = reason.code == "unauthenticated" || reason.code == "misconfigured";
    if (ours)
      seen.kind = Experience::refused;
    else if (reason.code == "rate_limited")
      seen.kind = Experience::throttled;
    else if (outcome.kind == OutcomeKind::refused)
      return {};
    else if (outcome.kind == OutcomeKind::uncertain || reason.code == "unavailable")
      seen.kind = Experience::unreachable;
  }
  seen.retry_after = judgement.retry_after;
  return seen;
}

Experience experience_of(const Problem& problem) {
  if (problem.code == "vendor_unauthenticated" || problem.code == "vendor_misconfigured")
    return {Experience::refused, problem.message, std::nullopt};
  switch (problem.kind) {
    case ProblemKind::throttled:
      return {Experience::throttled, problem.message, std::nullopt};
    case ProblemKind::unavailable:
      return {Experience::unreachable, problem.message, std::nullopt};
    default:
      return {};
  }
}

bool leave(Pace& pace, const std::string& holder, const Experience& experience, Time now, double random) {
  leave(pace, holder);
  const auto wait = [&](milliseconds duration) {
    pace.not_before = std::max(pace.not_before, number(now + duration));
    pace.reason = experience.reason;
  };
  switch (experience.kind) {
    case Experience::answered:
      pace.failures = 0;
      pace.held = false;
      return false;
    case Experience::throttled:
      wait(std::clamp(experience.retry_after.value_or(kAlone / 2), kShortestWait, kLongestWait));
      return false;
    case Experience::unreachable:
      if (++pace.failures < kMostUnanswered) return false;
      wait(milliseconds(static_cast<std::int64_t>(static_cast<double>(kAlone.count()) * (0.5 + random / 2))));
      return true;
    case Experience::refused:
      pace.held = true;
      wait(kHeld);
      return true;
  }
  return false;
}

void leave(Pace& pace, const std::string& holder) {
  std::erase_if(pace.slots, [&](const Slot& slot) { return slot.holder == holder; });
}

}  // namespace itsm::host::outbox
