// SPDX-License-Identifier: Apache-2.0
#include "host_stub/outbox/decision.hpp"

#include <algorithm>

namespace itsm::host::outbox {
namespace {

constexpr std::chrono::milliseconds kShortestDelay{1'000};
constexpr std::chrono::milliseconds kLongestDelay{3'600'000};

// Reasons for not sending that pass by themselves.
bool passes(const std::string& code) {
  return code == "rate_limited" || code == "unavailable" || code == "cancelled";
}

// Reasons that lie in the integration and not in the ticket: it waits until they are mended.
bool is_of_integration(const std::string& code) {
  return code == "unauthenticated" || code == "misconfigured";
}

std::string remedy_for(const std::string& code) {
  if (code == "plan_stale") return "plan again and look at what changed";
  if (code == "forbidden")
    return "give the account the permission that host_stub integrations check names, and retry the push";
  if (code == "internal" || code == "unsupported" || code == "bad_reply")
    return "report this to the plugin's author with the log";
  return "correct the mapping or the finding, and retry the push";
}

}  // namespace

Next after(const Outcome& outcome) {
  const Refusal refusal = outcome.refusal.value_or(Refusal{});
  switch (outcome.kind) {
    case OutcomeKind::created:
      return {Step::link, {}, {}};
    case OutcomeKind::refused:
      // Some vendors throttle with the status of a refusal.
      if (is_of_integration(refusal.code) || refusal.code == "rate_limited")
        return {Step::retry, refusal.message, {}};
      return {Step::fail, refusal.message, remedy_for(refusal.code)};
    case OutcomeKind::not_sent:
      if (passes(refusal.code) || is_of_integration(refusal.code)) return {Step::retry, refusal.message, {}};
      return {Step::fail, refusal.message, remedy_for(refusal.code)};
    case OutcomeKind::uncertain:
      break;
  }
  return {Step::look_up, refusal.message, {}};
}

std::chrono::milliseconds retry_delay(std::int64_t attempts,
                                      std::optional<std::chrono::milliseconds> retry_after, double random) {
  const auto doublings = std::min<std::int64_t>(std::max<std::int64_t>(attempts - 1, 0), 20);
  const auto ceiling = std::min(kLongestDelay, kShortestDelay * (std::int64_t{1} << doublings));
  const std::chrono::milliseconds jittered(
      static_cast<std::int64_t>(static_cast<double>(ceiling.count()) * (0.5 + random / 2)));
  if (!retry_after) return std::max(kShortestDelay, jittered);
  // A vendor cannot park our work for a year.
  return std::max(jittered, std::min(*retry_after, kLongestDelay));
}

Time settles_at(Time sent_at, std::chrono::seconds settle) { return sent_at + settle; }

Time second_look(Time first_look, std::chrono::seconds settle) {
  return first_look + std::chrono::duration_cast<std::chrono::milliseconds>(settle) / 2;
}

bool lease_allows(std::chrono::steady_clock::time_point claimed, std::chrono::steady_clock::time_point now,
                  const Lease& lease) {
  return now < claimed + lease.length - lease.call - lease.margin;
}

}  // namespace itsm::host::outbox
