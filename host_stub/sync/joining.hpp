// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <optional>

#include "host_stub/core/clock.hpp"

// Whether edits of a ticket wait for further ones. No I/O.
namespace itsm::host::sync {

// What there is to write besides them goes at once and takes them along.
struct JoinSituation {
  std::chrono::seconds window{};     // 0: edits do not wait
  std::optional<Time> held_since{};  // the first of them
  Time now{};
  bool moves = false;           // the ticket's status follows
  bool says = false;            // there is something to tell there
  bool person_decided = false;  // in a conflict, and waits for what follows
  bool is_ordered = false;      // no edit: a policy that was activated for existing tickets
};

// Until when they wait; nothing: they are written now.
std::optional<Time> joined_until(const JoinSituation& situation);

}  // namespace itsm::host::sync
