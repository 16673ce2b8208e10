// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include <itsm/documents/ticket.hpp>

#include "host_stub/core/clock.hpp"

// What follows from the outcome of a create. No I/O: everything that decides between one ticket, two and none
// is here, in CreateJob and in integrations::settle.
namespace itsm::host::outbox {

enum class Step {
  link,     // the ticket exists: store it
  fail,     // nothing was made and trying again is no use: tell the person
  retry,    // nothing was made: send again later
  look_up,  // it may have been made: ask the vendor once it must show
  absent,   // the vendor was asked and does not have it
  wait,     // it cannot be sent yet: tell why
};

struct Next {
  Step step = Step::look_up;
  std::string reason{};
  std::string remedy{};
};

// What was not sent for a reason that passes, or that somebody mends, is never given up: the ticket is
// wanted, and its record and an alert say what it waits for.
Next after(const Outcome& outcome);

// When to try again: our own doubling delay with jitter, and never before the vendor said, but for an hour at
// most. random is uniform in [0, 1).
std::chrono::milliseconds retry_delay(std::int64_t attempts,
                                      std::optional<std::chrono::milliseconds> retry_after, double random);

// When a lost create must show in a look-up, or did not happen.
Time settles_at(Time sent_at, std::chrono::seconds settle);
// When the second look-up is due after one that found nothing.
Time second_look(Time first_look, std::chrono::seconds settle);

// How long a worker has a job to itself.
struct Lease {
  std::chrono::milliseconds length{120'000};
  std::chrono::milliseconds call{60'000};   // the longest that a call of a plugin takes, requests included
  std::chrono::milliseconds margin{5'000};  // for clocks that do not go equally fast
};

// Whether a request may still be sent under a lease: it must be answered before another worker can take over.
bool lease_allows(std::chrono::steady_clock::time_point claimed, std::chrono::steady_clock::time_point now,
                  const Lease& lease);

}  // namespace itsm::host::outbox
