// SPDX-License-Identifier: Apache-2.0
#include "host_stub/sync/paced.hpp"

#include <algorithm>
#include <thread>

namespace itsm::host::sync {
namespace {

constexpr std::chrono::milliseconds kShortestWait{5};

}  // namespace

Result<Visit> Visit::begin(Journal& journal, const outbox::Instruments& instruments, const Place& place,
                           const Source& source, std::chrono::milliseconds patience) {
  // Whoever asks at the same time is another holder.
  std::string holder = "sync/" + std::to_string(instruments.random.uniform()) + "/" +
                       std::to_string(instruments.random.uniform());
  Time now = instruments.clock.now();
  const Time latest = now + patience;
  while (true) {
    ITSM_TRY(const auto wait, journal.enter(place, source.limits(), holder, kLongestCall, now));
    if (!wait) return Visit(journal, instruments, place, std::move(holder));
    if (wait->until <= latest) {
      std::this_thread::sleep_for(std::max(wait->until - now, kShortestWait));
      now = instruments.clock.now();
      if (now <= latest) continue;
    }
    return problem(ProblemKind::throttled, "vendor_left_alone",
                   place.name + " is not asked before " + to_rfc3339(wait->until) + ": " + wait->reason,
                   "it is asked then by itself");
  }
}

}  // namespace itsm::host::sync
