// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <itsm/json.hpp>

#include "host_stub/core/clock.hpp"
#include "host_stub/integrations/live_integration.hpp"

// How fast an integration is worked for, and when it is left alone: one state for all hosts, kept with the
// integration. No I/O.
namespace itsm::host::outbox {

// One worker that has been let in.
struct Slot {
  std::string holder{};
  std::int64_t until = 0;  // milliseconds since 1970, as all times here; then its holder is taken for dead

  static constexpr std::string_view kDocument = "slot";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("holder", self.holder, "Which job.");
    visit.required("until", self.until, "When it is free again at the latest.");
  }
};

struct Pace {
  double tokens = 0;
  std::int64_t filled_at = 0;
  std::vector<Slot> slots{};
  std::int64_t not_before = 0;
  std::string reason{};
  std::int64_t failures = 0;
  bool held = false;

  static constexpr std::string_view kDocument = "pace";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("tokens", self.tokens, "Calls that may be made at once.");
    visit.required("filled_at", self.filled_at, "When they were counted.");
    visit.required("slots", self.slots, "Who is at work.");
    visit.required("not_before", self.not_before, "Nobody is let in until then.");
    visit.required("reason", self.reason, "Why.");
    visit.required("failures", self.failures, "Calls without an answer, one after another.");
    visit.required("held", self.held, "The configuration is known to be bad.");
  }
};

struct PaceLimits {
  std::size_t concurrency = 4;
  double per_second = 10;
  double burst = 20;
};

struct Wait {
  Time until{};
  std::string reason{};
};

// Lets a worker in for at most `longest`, or says until when it has to wait. Whoever is let in leaves again.
std::optional<Wait> enter(Pace& pace, const PaceLimits& limits, const std::string& holder,
                          std::chrono::milliseconds longest, Time now);

// What a call told of the vendor.
struct Experience {
  enum Kind {
    answered,     // it took the call, whatever it said
    throttled,    // too many calls
    unreachable,  // no answer, or none of its own
    refused,      // by our configuration: nobody gets anything through
  } kind = answered;
  std::string reason{};
  std::optional<std::chrono::milliseconds> retry_after{};
};
Experience experience_of(const integrations::Judgement& judgement);
Experience experience_of(const Problem& problem);

// After five calls without an answer in a row the vendor is left alone for half a minute to a minute, then
// one worker tries. A configuration that the vendor does not take is tried every ten minutes, or when it has
// changed, which forgets the pace. random is uniform in [0, 1). True: from now on nobody is let in, for a
// reason that a person should hear of.
bool leave(Pace& pace, const std::string& holder, const Experience& experience, Time now, double random);
// Without having asked the vendor for anything.
void leave(Pace& pace, const std::string& holder);

}  // namespace itsm::host::outbox
