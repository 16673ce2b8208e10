// SPDX-License-Identifier: Apache-2.0
#include "host_stub/sync/joining.hpp"

namespace itsm::host::sync {

std::optional<Time> joined_until(const JoinSituation& situation) {
  if (situation.moves || situation.says || situation.person_decided || situation.is_ordered)
    return std::nullopt;
  // From the first one: edits that never stop do not wait for ever.
  const Time until = situation.held_since.value_or(situation.now) + situation.window;
  return until > situation.now ? std::optional(until) : std::nullopt;
}

}  // namespace itsm::host::sync
