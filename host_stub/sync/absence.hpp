// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>

// What it means that the vendor does not show a ticket: it may be deleted, or we may not see it any more. No
// I/O.
namespace itsm::host::sync {

enum class Absence {
  ask_again,    // once is not enough
  gone,         // twice: it was deleted
  access_lost,  // so many at once were not deleted: a person looks
};

// probes: reads of this ticket that did not find it, one after another. missing: tickets of the integration
// in this state, of `linked`. More than 20, or more than 2 %, of an integration do not go at once; a single
// one always may.
Absence judge_absence(std::int64_t probes, std::int64_t missing, std::int64_t linked);

inline constexpr std::chrono::seconds kBetweenProbes{60};
inline constexpr std::chrono::minutes kAfterAccessLost{10};

}  // namespace itsm::host::sync
