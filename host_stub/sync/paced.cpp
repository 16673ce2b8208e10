// SPDX-License-Identifier: Apache-2.0
#include "host_stub/sync/paced.hpp"

namespace itsm::host::sync {

Result<Visit> Visit::begin(Journal& journal, const outbox::Instruments& instruments, const Place& place,
                           const Source& source) {
  // Whoever asks at the same time is another holder.
  std::string holder = "sync/" + std::to_string(instruments.random.uniform()) + "/" +
                       std::to_string(instruments.random.uniform());
  ITSM_TRY(const auto wait,
           journal.enter(place, source.limits(), holder, kLongestCall, instruments.clock.now()));
  if (wait)
    return problem(ProblemKind::throttled, "vendor_left_alone",
                   place.name + " is not asked before " + to_rfc3339(wait->until) + ": " + wait->reason,
                   "it is asked then by itself");
  return Visit(journal, instruments, place, std::move(holder));
}

}  // namespace itsm::host::sync
